"""Registrations: how applicants come, and what they do after a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from domain.procedure import Verdict
from domain.records import Registration
from simulation.application import Case, registration_choices
from simulation.centre import Journey, Walker
from simulation.demand.claims import Claim
from simulation.driver import carry
from simulation.journeys.going import FIRST, Again, Going
from simulation.opening import OpenClock
from simulation.trace import SERVICES


@dataclass(slots=True)
class Registering:
    """Applicants for a registration in one world.

    Attributes:
        going: what they share with everybody.
        clocks: the open hours of every centre.
    """

    going: Going
    clocks: list[OpenClock] = field(init=False)

    def __post_init__(self) -> None:
        """Set up the open hours of every centre."""
        self.clocks = [OpenClock.of(centre.open) for centre in self.going.world.centres]

    def begin(self, claims: Sequence[Claim]) -> None:
        """Send everybody on his way."""
        times = ((claim, self.arrival(claim)) for claim in claims)
        arriving = sorted(
            ((time, claim) for claim, time in times if time is not None),
            key=lambda pair: pair[0],
        )
        Walker(self._come(arriving))

    def _come(self, arriving: Sequence[tuple[float, Claim]]) -> Journey:
        for time, claim in arriving:
            yield from self.going.until(time)
            self.register(claim, claim.channel, FIRST)

    def arrival(self, claim: Claim) -> float | None:
        """Return when a claim is made: in a centre in its open hours, None where it has none."""
        if claim.channel != "service_centre":
            return claim.time
        clock, centre = self.clocks[claim.office], self.going.world.centres[claim.office]
        if not centre.open:
            return None
        return clock.time_at(claim.time / self.going.end * clock.total)

    def register(self, claim: Claim, channel: str, again: Again) -> None:
        """Apply now for a registration, through a channel."""
        world, draws = self.going.world, self.going.draws[claim.service]
        now, day, service = world.environment.now, world.today, claim.service
        case = Case(
            number=world.trace.open_case(SERVICES.index(service), now, again.visit),
            application=Registration(service, channel, day, claim.applicant, claim.dwelling),
            law=world.law,
            choices=registration_choices(draws, again.turn, claim, world.scenario.behaviour),
            who=claim,
            draws=draws,
            turn=again.turn,
            visit=again.visit,
            office=claim.office,
            first_filed=now,
            answers=self.going.record(),
        )
        Walker(carry(world, case, self._after))

    def _after(self, case: Case, verdict: Verdict) -> None:
        """Decide what an applicant does after the verdict on a registration."""
        self.going.note(case, verdict)
        claim, people = cast("Claim", case.who), self.going.world.scenario.behaviour
        again = Again(case.turn + 1, case.visit)
        if verdict.outcome == "redirected_online":
            if case.happens("goes_on", people.terminal_after_redirect_share):
                now = self.going.world.environment.now
                self.going.later(now, lambda: self.register(claim, "self_service", again))
        elif verdict.outcome == "redirected_to_service_centre":
            time = self.going.next_visit(case)
            if (
                time is not None
                and again.turn <= people.attempts
                and case.happens("goes_to_centre", people.centre_after_redirect_share)
            ):
                again = again.next_visit()
                self.going.later(time, lambda: self.register(claim, "service_centre", again))
