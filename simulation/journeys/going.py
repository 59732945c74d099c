"""How people go on: at a time, on a day, to a centre; shared by both pilots."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Final

from simpy import Timeout

from domain.procedure import Verdict
from simulation.application import Case, Draws
from simulation.centre import Journey, Walker, visit
from simulation.driver import World
from simulation.lever_readers import DAY_MINUTES
from simulation.opening import next_open
from simulation.trace import OTHER

Journal = list[tuple[Case, Verdict]]
"""Every finished case with its verdict, in order of ending."""


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


@dataclass(frozen=True, slots=True)
class Going:
    """What everybody of the pilots shares on the way.

    Attributes:
        world: what they meet.
        draws: random numbers by service.
        journal: takes every finished case; None: nobody looks.
    """

    world: World
    draws: dict[str, Draws]
    journal: Journal | None = None

    @property
    def end(self) -> float:
        """End of the period: nobody comes from then on."""
        return self.world.scenario.days * float(DAY_MINUTES)

    def until(self, time: float) -> Journey:
        """Wait for a time; a time that is over takes none."""
        environment = self.world.environment
        if time > environment.now:
            yield Timeout(environment, time - environment.now)

    def later(self, time: float, act: Callable[[], None]) -> None:
        """Do something at a time, unless the period is over by then."""
        if time < self.end:
            Walker(self._at(time, act))

    def _at(self, time: float, act: Callable[[], None]) -> Journey:
        yield from self.until(time)
        act()

    def next_visit(self, case: Case) -> float | None:
        """Return a time on the next open day of the applicant's centre, None after the last."""
        tomorrow = (self.world.environment.now // DAY_MINUTES + 1) * DAY_MINUTES
        hours = next_open(self.world.centres[case.office].open, tomorrow)
        if hours is None:
            return None
        opens = max(hours[0], tomorrow)
        day_ends = (opens // DAY_MINUTES + 1) * DAY_MINUTES
        closes = min(hours[1], day_ends)
        return opens + case.share("visit_time") * (closes - opens)

    def visit_centre(self, case: Case) -> None:
        """Be served at a centre outside the pilots: reception, then a window."""
        world, minutes = self.world, self.world.scenario.service_minutes
        centre, patience = world.centres[case.office], world.scenario.behaviour.patience_minutes
        number = world.trace.open_case(OTHER, world.environment.now, case.visit + 1)
        needs = (
            (centre.counter("reception"), case.amount("visit_reception", minutes.reception)),
            (centre.counter("window"), case.amount("visit_window", minutes.window_other)),
        )
        longest = inf if patience is None else case.amount("visit_patience", patience)
        Walker(visit(world.trace, number, needs, longest))

    def record(self) -> list[object] | None:
        """Return where a case keeps its answers, None where nobody looks."""
        return None if self.journal is None else []

    def note(self, case: Case, verdict: Verdict) -> None:
        """Write a finished case into the journal."""
        if self.journal is not None:
            self.journal.append((case, verdict))
