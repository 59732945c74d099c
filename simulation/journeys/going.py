"""How people go on: at a time, on a day, to a centre; shared by both pilots."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from typing import Final, NamedTuple

from domain.procedure import Verdict
from simulation.application import Case, Draws
from simulation.clock import Happening
from simulation.distributions import Distribution
from simulation.driver import World
from simulation.journeys.visit_days import VisitDays
from simulation.lever_readers import DAY_MINUTES
from simulation.trace import OTHER, REASONS
from simulation.visits import Visit

Journal = list[tuple[Case, Verdict]]
"""Every finished case with its verdict, in order of ending."""


class Again(NamedTuple):
    """Which application or visit of a person this is.

    Attributes:
        turn: counts applications: keys the random numbers.
        visit: counts visits: going on at a terminal is the same visit.
        first_filed: when he applied first, minutes; None: now.
        reason: why he comes, one of ``REASONS``.
        earlier: numbers in the trace of all that he came for before, in order.
    """

    turn: int = 1
    visit: int = 1
    first_filed: float | None = None
    reason: str = "first"
    earlier: tuple[int, ...] = ()

    @classmethod
    def after(cls, case: Case, reason: str) -> "Again":
        """Return what follows an application as a visit of its own.

        Args:
            case: the application.
            reason: why he comes again.
        """
        done = (*case.earlier, case.number)
        return cls(case.turn + 1, case.visit + 1, case.first_filed, reason, done)

    def then(self, number: int, reason: str) -> "Again":
        """Return what follows a visit that was no application.

        Args:
            number: of that visit in the trace.
            reason: why he comes again.
        """
        done = (*self.earlier, number)
        return Again(self.turn, self.visit + 1, self.first_filed, reason, done)


FIRST: Final = Again()


class Later(Happening):
    """What somebody does later.

    Args:
        act: does it.
    """

    __slots__ = ("_act",)

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act

    def happen(self) -> None:
        """Do it."""
        self._act()


@dataclass(frozen=True, slots=True)
class Errand:
    """What somebody comes to a centre for that is no application: reception, then a window.

    Attributes:
        name: starts the names of the random numbers.
        service: position in ``SERVICES``.
        window: minutes at the window.
        comes_back: share of those who leave the queue that come another day.
        most: no visit of a person after this one is tried again.
    """

    name: str
    service: int
    window: Distribution
    comes_back: float = 0.0
    most: int = 1


Served = Callable[[Again, int], None]
"""Told at the end of an errand which visit it was, and its number in the trace."""


def _nothing_more(_again: Again, _number: int) -> None:
    """Follow an errand with nothing."""


@dataclass(frozen=True, slots=True)
class Going:
    """What everybody of the pilots shares on the way.

    Attributes:
        world: what they meet.
        draws: random numbers by service.
        journal: takes every finished case; None: nobody looks.
        visit_days: when people come back to an office, once somebody does.
    """

    world: World
    draws: dict[str, Draws]
    journal: Journal | None = None
    visit_days: dict[int, VisitDays] = field(default_factory=dict)

    @property
    def end(self) -> float:
        """End of the period: nobody comes from then on."""
        return self.world.scenario.days * float(DAY_MINUTES)

    def later(self, time: float, act: Callable[[], None]) -> None:
        """Do something at a time, unless the period is over by then; at once if it has come."""
        agenda = self.world.agenda
        if agenda.now < time < self.end:
            agenda.pause(Later(act), time - agenda.now)
        elif time < self.end:
            act()

    def next_visit(self, case: Case, earliest: float = 0.0) -> float | None:
        """Return a time on the next open day of the applicant's centre, None after the last.

        Args:
            case: whose centre; every application of a person has its own time of the day.
            earliest: not before this time, minutes; tomorrow at the earliest.
        """
        tomorrow = (self.world.agenda.now // DAY_MINUTES + 1) * DAY_MINUTES
        days = self.visit_days.get(case.office)
        if days is None:
            days = self.visit_days[case.office] = VisitDays.of(self.world.scenario, case.office)
        return days.moment(max(tomorrow, earliest), case.share("visit_time"))

    def visit_centre(self, case: Case) -> None:
        """Be served at a centre outside the pilots: reception, then a window."""
        minutes = self.world.scenario.service_minutes
        errand = Errand("visit", OTHER, minutes.window_other)
        self.run_errand(case, errand, Again.after(case, "sent_to_centre"))

    def run_errand(
        self, case: Case, errand: Errand, again: Again, served: Served = _nothing_more
    ) -> None:
        """Come to the applicant's centre now for something that is no application.

        Args:
            case: the application on whose account he comes.
            errand: what for.
            again: which visit it is.
            served: told when he has been served.
        """
        world, scenario = self.world, self.world.scenario
        centre, patience = world.centres[case.office], scenario.behaviour.patience_minutes
        now, reason = world.agenda.now, REASONS.index(again.reason)
        number = world.trace.open_case(errand.service, now, again.visit, reason)

        def amount(what: str, minutes: Distribution) -> float:
            name = f"{errand.name}_{what}"
            return case.draws.amount(name, again.visit, case.who.index, minutes)

        needs = (
            (centre.counter("reception"), amount("reception", scenario.service_minutes.reception)),
            (centre.counter("window"), amount("window", errand.window)),
        )
        longest = inf if patience is None else amount("patience", patience)

        def over(all_served: bool) -> None:  # noqa: FBT001 - see ``Over``
            if all_served:
                served(again, number)
            elif again.visit < errand.most:
                self._come_back(case, errand, again.then(number, again.reason), served)

        Visit(world.agenda, world.trace, number, needs, longest, over=over)

    def _come_back(self, case: Case, errand: Errand, again: Again, served: Served) -> None:
        """Come for the same another day, after leaving the queue."""
        time = self.next_visit(case)
        name = f"{errand.name}_comes_back"
        if time is None or case.draws.share(name, again.visit, case.who.index) >= errand.comes_back:
            return
        self.later(time, lambda: self.run_errand(case, errand, again, served))

    def record(self) -> list[object] | None:
        """Return where a case keeps its answers, None where nobody looks."""
        return None if self.journal is None else []

    def note(self, case: Case, verdict: Verdict) -> None:
        """Write a finished case into the journal."""
        if self.journal is not None:
            self.journal.append((case, verdict))
