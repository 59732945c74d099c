"""The applicants of both pilots: how they come, and what they do after a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from simpy import Timeout

from domain.procedure import Verdict
from domain.records import Annulled, Registration, Renewal
from simulation.application import Case, Draws, registration_choices, renewal_choices
from simulation.centre import Journey, Walker, visit
from simulation.demand import Claim, Holder
from simulation.driver import World, carry
from simulation.lever_readers import DAY_MINUTES
from simulation.opening import OpenClock, next_open
from simulation.policy import law_of
from simulation.trace import OTHER, SERVICES, Card
from synthetic_data.memory import registries

ID_CARD: Final = SERVICES.index("id_card")
TO_CENTRE: Final = ("unavailable_go_to_service_centre", "biometrics_failed")
"""Outcomes that send the holder of a card to a centre."""


@dataclass(frozen=True, slots=True)
class Again:
    """An application that follows from another.

    Attributes:
        time: when it is made, minutes.
        turn: which application of the same applicant it is.
        visit: which visit of his.
        first_filed: when he applied first.
    """

    time: float
    turn: int = 1
    visit: int = 1
    first_filed: float | None = None


@dataclass(slots=True)
class Pilots:
    """Applicants in one world.

    Attributes:
        world: what they meet.
        draws: random numbers by service.
        journal: every finished case, where somebody wants to look at them.
    """

    world: World
    draws: dict[str, Draws]
    journal: list[tuple[Case, Verdict]] | None = None
    clocks: list[OpenClock] = field(init=False)

    def __post_init__(self) -> None:
        """Set up the open hours of every centre."""
        self.clocks = [OpenClock.of(centre.open) for centre in self.world.centres]

    @property
    def end(self) -> float:
        """End of the period: nobody comes from then on."""
        return self.world.scenario.days * float(DAY_MINUTES)

    def begin(self, claims: Sequence[Claim], holders: Sequence[Holder]) -> None:
        """Send everybody on his way."""
        for claim in claims:
            time = self.arrival(claim)
            if time is not None:
                Walker(self.register(claim, claim.channel, Again(time)))
        for holder in holders:
            Walker(self.renew(holder, Again(holder.time), None))

    def arrival(self, claim: Claim) -> float | None:
        """Return when a claim is made: in a centre in its open hours, None where it has none."""
        if claim.channel != "service_centre":
            return claim.time
        clock, centre = self.clocks[claim.office], self.world.centres[claim.office]
        if not centre.open:
            return None
        return clock.time_at(claim.time / self.end * clock.total)

    # ------------------------------------------------------------ registrations

    def register(self, claim: Claim, channel: str, again: Again) -> Journey:
        """Apply for a registration at a time, through a channel."""
        world = self.world
        yield from self._until(again.time)
        if world.environment.now >= self.end:
            return
        now, day = world.environment.now, world.day(world.environment.now)
        draws = self.draws[claim.service]
        keys = (draws, again.turn, claim.index)
        stated = (claim.category, claim.side)
        choices = registration_choices(keys, stated, world.scenario.behaviour)
        service = SERVICES.index(claim.service)
        case = Case(
            number=world.trace.open_case(service, now, again.visit),
            application=Registration(claim.service, channel, day, claim.applicant, claim.dwelling),
            law=law_of(world.scenario.policy, day),
            choices=choices,
            registries=registries(world.registrations, choices, day),
            draws=draws,
            index=claim.index,
            turn=again.turn,
            visit=again.visit,
            office=claim.office,
            first_filed=now,
        )
        yield from carry(world, case, lambda case, verdict: self._after(claim, case, verdict))

    def _after(self, claim: Claim, case: Case, verdict: Verdict) -> None:
        """Decide what an applicant does after the verdict on a registration."""
        self._note(case, verdict)
        people, now = self.world.scenario.behaviour, self.world.environment.now
        turn = case.turn + 1
        if verdict.outcome == "redirected_online":
            if case.happens("goes_on", people.terminal_after_redirect_share):
                again = Again(now, turn, case.visit)
                Walker(self.register(claim, "self_service", again))
        elif (
            verdict.outcome == "redirected_to_service_centre"
            and turn <= people.attempts
            and case.happens("goes_to_centre", people.centre_after_redirect_share)
        ):
            time = self._next_visit(case)
            if time is not None:
                Walker(self.register(claim, "service_centre", Again(time, turn, case.visit + 1)))

    # ------------------------------------------------------------ cards

    def renew(self, holder: Holder, again: Again, earlier: Annulled | None) -> Journey:
        """Apply for a card at a time."""
        world = self.world
        yield from self._until(again.time)
        if world.environment.now >= self.end:
            return
        now, day = world.environment.now, world.day(world.environment.now)
        draws, people = self.draws["id_card"], world.scenario.behaviour
        keys = (draws, again.turn, holder.index)
        somebody = (holder.applicant + 1) % world.registrations.index.city.persons
        choices = renewal_choices(keys, people, world.scenario.id_pipeline, somebody)
        case = Case(
            number=world.trace.open_case(ID_CARD, now, again.visit),
            application=self._renewal(holder, again, somebody, earlier),
            law=law_of(world.scenario.policy, day),
            choices=choices,
            registries=registries(world.registrations, choices, day),
            draws=draws,
            index=holder.index,
            turn=again.turn,
            visit=again.visit,
            office=int(draws.share("office", 1, holder.index) * len(world.centres)),
            first_filed=now if again.first_filed is None else again.first_filed,
            expiry=holder.expiry,
        )
        yield from carry(world, case, lambda case, verdict: self._decided(holder, case, verdict))

    def _renewal(
        self, holder: Holder, again: Again, somebody: int, earlier: Annulled | None
    ) -> Renewal:
        """Return the application as its holder states it; what he is does not change."""
        draws, people = self.draws["id_card"], self.world.scenario.behaviour

        def is_one(name: str, share: float) -> bool:
            return draws.share(name, 1, holder.index) < share

        app = is_one("app", self.world.scenario.demand.id_app_share)
        return Renewal(
            channel="document_app" if app else "egov_portal",
            day=self.world.day(again.time),
            applicant=holder.applicant,
            region=holder.region,
            document="passport" if is_one("passport", people.passport_share) else "id_card",
            reason="surname_change" if is_one("reason", people.other_reason_share) else "expiry",
            filed_by=somebody if is_one("other", people.filed_by_other_share) else holder.applicant,
            earlier=earlier,
        )

    def _decided(self, holder: Holder, case: Case, verdict: Verdict) -> None:
        """Write down a card's case, and decide what its holder does next."""
        self._note(case, verdict)
        world, people = self.world, self.world.scenario.behaviour
        now = world.environment.now
        card = Card(
            case=case.number,
            first_filed=case.first_filed,
            ended=now,
            expired=(case.expiry + 1) * float(DAY_MINUTES),
            issued=verdict.outcome == "issued",
            duty_kzt=verdict.duty_kzt,
            refundable_kzt=verdict.refundable_kzt,
        )
        world.trace.cards.append(card)
        if verdict.outcome in TO_CENTRE:
            if case.happens("goes_to_centre", people.centre_after_redirect_share):
                Walker(self._visit_centre(case))
        elif case.turn < people.attempts:
            self._file_again(holder, case, verdict)

    def _file_again(self, holder: Holder, case: Case, verdict: Verdict) -> None:
        """File again when the window opens, or after an annulment: the window clock runs on."""
        people, now = self.world.scenario.behaviour, self.world.environment.now
        turn, visited = case.turn + 1, case.visit + 1
        if verdict.outcome == "too_early":
            if case.happens("returns", people.return_when_open_share):
                opens = (case.expiry - case.law.window_before_days) * DAY_MINUTES
                time = max(now, opens + holder.time % DAY_MINUTES)
                again = Again(time, turn, visited, case.first_filed)
                Walker(self.renew(holder, again, None))
        elif verdict.outcome == "annulled" and case.happens("refiles", people.refile_share):
            time = now + case.amount("refile_days", people.refile_days) * DAY_MINUTES
            earlier = Annulled(self.world.day(now), verdict.duty_kzt)
            again = Again(time, turn, visited, case.first_filed)
            Walker(self.renew(holder, again, earlier))

    # ------------------------------------------------------------ both

    def _visit_centre(self, case: Case) -> Journey:
        """Renew the card the old way: reception, then a window."""
        time = self._next_visit(case)
        if time is None:
            return
        yield from self._until(time)
        world, minutes = self.world, self.world.scenario.service_minutes
        centre, patience = world.centres[case.office], world.scenario.behaviour.patience_minutes
        number = world.trace.open_case(OTHER, world.environment.now, case.visit + 1)
        needs = (
            (centre.counter("reception"), case.amount("visit_reception", minutes.reception)),
            (centre.counter("window"), case.amount("visit_window", minutes.window_other)),
        )
        longest = float("inf") if patience is None else case.amount("visit_patience", patience)
        yield from visit(world.trace, number, needs, longest)

    def _next_visit(self, case: Case) -> float | None:
        """Return a time on the next open day of the applicant's centre, None after the last."""
        tomorrow = (self.world.environment.now // DAY_MINUTES + 1) * DAY_MINUTES
        hours = next_open(self.world.centres[case.office].open, tomorrow)
        if hours is None:
            return None
        opens = max(hours[0], tomorrow)
        day_ends = (opens // DAY_MINUTES + 1) * DAY_MINUTES
        closes = min(hours[1], day_ends)
        return opens + case.share("visit_time") * (closes - opens)

    def _until(self, time: float) -> Journey:
        environment = self.world.environment
        if time > environment.now:
            yield Timeout(environment, time - environment.now)

    def _note(self, case: Case, verdict: Verdict) -> None:
        if self.journal is not None:
            self.journal.append((case, verdict))
