"""The applicants of both pilots: how they come, and what they do after a verdict."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Final, cast

from simpy import Timeout

from domain.procedure import Verdict
from domain.records import Annulled, Registration, Renewal
from simulation.application import Case, Draws, registration_choices, renewal_choices
from simulation.centre import Journey, Walker, visit
from simulation.demand.claims import Claim
from simulation.demand.holders import Holder
from simulation.driver import World, carry
from simulation.lever_readers import DAY_MINUTES
from simulation.opening import OpenClock, next_open
from simulation.trace import OTHER, SERVICES, Card

ID_CARD: Final = SERVICES.index("id_card")
TO_CENTRE: Final = ("unavailable_go_to_service_centre", "biometrics_failed")
"""Outcomes that send the holder of a card to a centre."""


@dataclass(frozen=True, slots=True)
class Again:
    """Which application of a person this is.

    Attributes:
        turn: counts applications: keys the random numbers.
        visit: counts visits: going on at a terminal is the same visit.
        first_filed: when he applied first, minutes; None: now.
    """

    turn: int = 1
    visit: int = 1
    first_filed: float | None = None

    def next_visit(self) -> "Again":
        """Return the same as another visit."""
        return Again(self.turn, self.visit + 1, self.first_filed)


FIRST: Final = Again()


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
        times = ((claim, self.arrival(claim)) for claim in claims)
        arriving = sorted(
            ((time, claim) for claim, time in times if time is not None),
            key=lambda pair: pair[0],
        )
        Walker(self._registrations(arriving))
        Walker(self._renewals(holders))

    def _registrations(self, arriving: Sequence[tuple[float, Claim]]) -> Journey:
        for time, claim in arriving:
            yield from self._until(time)
            self.register(claim, claim.channel, FIRST)

    def _renewals(self, holders: Sequence[Holder]) -> Journey:
        for holder in holders:
            yield from self._until(holder.time)
            self.renew(holder, FIRST, None)

    def _later(self, time: float, act: Callable[[], None]) -> None:
        """Do something at a time, unless the period is over by then."""
        if time < self.end:
            Walker(self._at(time, act))

    def _at(self, time: float, act: Callable[[], None]) -> Journey:
        yield from self._until(time)
        act()

    def arrival(self, claim: Claim) -> float | None:
        """Return when a claim is made: in a centre in its open hours, None where it has none."""
        if claim.channel != "service_centre":
            return claim.time
        clock, centre = self.clocks[claim.office], self.world.centres[claim.office]
        if not centre.open:
            return None
        return clock.time_at(claim.time / self.end * clock.total)

    # ------------------------------------------------------------ registrations

    def register(self, claim: Claim, channel: str, again: Again) -> None:
        """Apply now for a registration, through a channel."""
        world, draws = self.world, self.draws[claim.service]
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
            answers=self._record(),
        )
        Walker(carry(world, case, self._after))

    def _after(self, case: Case, verdict: Verdict) -> None:
        """Decide what an applicant does after the verdict on a registration."""
        self._note(case, verdict)
        claim, people = cast("Claim", case.who), self.world.scenario.behaviour
        again = Again(case.turn + 1, case.visit)
        if verdict.outcome == "redirected_online":
            if case.happens("goes_on", people.terminal_after_redirect_share):
                now = self.world.environment.now
                self._later(now, lambda: self.register(claim, "self_service", again))
        elif verdict.outcome == "redirected_to_service_centre":
            time = self._next_visit(case)
            if (
                time is not None
                and again.turn <= people.attempts
                and case.happens("goes_to_centre", people.centre_after_redirect_share)
            ):
                again = again.next_visit()
                self._later(time, lambda: self.register(claim, "service_centre", again))

    # ------------------------------------------------------------ cards

    def renew(self, holder: Holder, again: Again, earlier: Annulled | None) -> None:
        """Apply now for a card."""
        world, draws = self.world, self.draws["id_card"]
        now, people = world.environment.now, world.scenario.behaviour
        somebody = (holder.applicant + 1) % world.registrations.index.city.persons
        keys = (draws, again.turn, holder)
        case = Case(
            number=world.trace.open_case(ID_CARD, now, again.visit),
            application=self._renewal(holder, somebody, earlier),
            law=world.law,
            choices=renewal_choices(keys, people, world.scenario.id_pipeline, somebody),
            who=holder,
            draws=draws,
            turn=again.turn,
            visit=again.visit,
            office=int(draws.share("office", 1, holder.index) * len(world.centres)),
            first_filed=now if again.first_filed is None else again.first_filed,
            answers=self._record(),
        )
        Walker(carry(world, case, self._decided))

    def _renewal(self, holder: Holder, somebody: int, earlier: Annulled | None) -> Renewal:
        """Return the application as its holder states it; what he is does not change."""
        draws, people = self.draws["id_card"], self.world.scenario.behaviour

        def is_one(name: str, share: float) -> bool:
            return draws.share(name, 1, holder.index) < share

        app = is_one("app", self.world.scenario.demand.id_app_share)
        return Renewal(
            channel="document_app" if app else "egov_portal",
            day=self.world.today,
            applicant=holder.applicant,
            region=holder.region,
            document="passport" if is_one("passport", people.passport_share) else "id_card",
            reason="surname_change" if is_one("reason", people.other_reason_share) else "expiry",
            filed_by=somebody if is_one("other", people.filed_by_other_share) else holder.applicant,
            earlier=earlier,
        )

    def _decided(self, case: Case, verdict: Verdict) -> None:
        """Write down a card's case, and decide what its holder does next."""
        self._note(case, verdict)
        world, people = self.world, self.world.scenario.behaviour
        holder = cast("Holder", case.who)
        card = Card(
            case=case.number,
            first_filed=case.first_filed,
            ended=world.environment.now,
            expired=(holder.expiry + 1) * float(DAY_MINUTES),
            issued=verdict.outcome == "issued",
            duty_kzt=verdict.duty_kzt,
            refundable_kzt=verdict.refundable_kzt,
        )
        world.trace.cards.append(card)
        if verdict.outcome in TO_CENTRE:
            time = self._next_visit(case)
            goes = case.happens("goes_to_centre", people.centre_after_redirect_share)
            if goes and time is not None:
                self._later(time, lambda: self._go_to_centre(case))
        elif case.turn < people.attempts:
            self._file_again(holder, case, verdict)

    def _file_again(self, holder: Holder, case: Case, verdict: Verdict) -> None:
        """File again when the window opens, or after an annulment: the window clock runs on."""
        people, now = self.world.scenario.behaviour, self.world.environment.now
        again = Again(case.turn + 1, case.visit + 1, case.first_filed)
        if verdict.outcome == "too_early":
            opens = (holder.expiry - case.law.window_before_days) * DAY_MINUTES
            time = max(now, opens + holder.time % DAY_MINUTES)
            if case.happens("returns", people.return_when_open_share):
                self._later(time, lambda: self.renew(holder, again, None))
        elif verdict.outcome == "annulled" and case.happens("refiles", people.refile_share):
            time = now + case.amount("refile_days", people.refile_days) * DAY_MINUTES
            earlier = Annulled(self.world.today, verdict.duty_kzt)
            self._later(time, lambda: self.renew(holder, again, earlier))

    # ------------------------------------------------------------ both

    def _go_to_centre(self, case: Case) -> None:
        """Renew the card the old way: reception, then a window."""
        world, minutes = self.world, self.world.scenario.service_minutes
        centre, patience = world.centres[case.office], world.scenario.behaviour.patience_minutes
        number = world.trace.open_case(OTHER, world.environment.now, case.visit + 1)
        needs = (
            (centre.counter("reception"), case.amount("visit_reception", minutes.reception)),
            (centre.counter("window"), case.amount("visit_window", minutes.window_other)),
        )
        longest = inf if patience is None else case.amount("visit_patience", patience)
        Walker(visit(world.trace, number, needs, longest))

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

    def _record(self) -> list[object] | None:
        return None if self.journal is None else []

    def _note(self, case: Case, verdict: Verdict) -> None:
        if self.journal is not None:
            self.journal.append((case, verdict))
