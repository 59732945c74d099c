"""The SimPy driver of the procedures: questions take time, meet queues and outages.

The procedures of the domain are walked question by question, as everywhere else. A stay at a
station is a run of questions at one place; what a system needs to answer is owed and slept off at
the end of the stay, except before questions whose answer depends on the moment.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import inf, nan
from typing import Any, Final

from simpy import Event

from domain.law import Law
from domain.procedure import NO_ANSWER, Answer, Procedure, Question, Verdict, next_question
from domain.procedures import start
from domain.registries import Subject
from simulation.application import Case
from simulation.asking import Asked, asked
from simulation.centre import Centre, Journey
from simulation.clock import Agenda
from simulation.consulting import consult
from simulation.distributions import Distribution
from simulation.lever_readers import DAY_MINUTES
from simulation.place import Place
from simulation.registry_service import Service
from simulation.scenario_parts import Scenario
from simulation.station import Station
from simulation.trace import Trace, post
from synthetic_data.memory import Registrations

ONLINE: Final = "online"
ONLINE_CODE: Final = post(ONLINE)
Put = tuple[Question, Subject]

Follow = Callable[[Case, Verdict], None]
Left = Callable[[Case], None]


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a case can meet in one replication.

    Attributes:
        agenda: the time, minutes from the start, and what is to happen.
        scenario: every lever.
        trace: where stays are written.
        centres: the offices.
        places: where questions are dealt with, by the name that the procedures give them.
        services: how each system answers.
        registrations: who is registered where.
        systems: those of ``SHARED``.
        laws: the law of each day of the period.
        asked: how each question is put, as far as one was; see ``asking.asked``.
        days: calendar days by their number from the first, as far as one was asked for.
    """

    agenda: Agenda
    scenario: Scenario
    trace: Trace
    centres: Sequence[Centre]
    places: Mapping[str, Place]
    services: Mapping[str, Service]
    registrations: Registrations
    systems: Mapping[str, object]
    laws: Sequence[Law]
    asked: dict[Question, Asked] = field(default_factory=dict)
    days: dict[float, date] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The simulated calendar day; consent or production may reach far beyond the period."""
        day = self.agenda.now // DAY_MINUTES
        found = self.days.get(day)
        if found is None:
            found = self.days[day] = self.scenario.first + timedelta(day)
        return found

    @property
    def law(self) -> Law:
        """The law of today, inside the period."""
        return self.laws[int(self.agenda.now // DAY_MINUTES)]


def carry(
    world: World,
    case: Case,
    follow: Follow,
    procedure: Procedure | None = None,
    left: Left | None = None,
) -> Journey:
    """Carry an application through its procedure.

    Args:
        world: what it can meet.
        case: the application.
        follow: told the verdict; not called when the applicant leaves a queue.
        procedure: a fresh one; None: that of the application from its beginning.
        left: told when the applicant leaves a queue; None: nobody asks.
    """
    agenda = world.agenda
    if procedure is None:
        procedure = start(case.application, case.law, world.scenario.policy.readings)
    step = next_question(procedure, None)
    while not isinstance(step, Verdict):
        place = world.places[place_of(case, asked(world, step[0]))]
        if delay := place.way(case, agenda.now):
            yield delay
        station, enabled = place.station(case), agenda.now
        if station is not None and not (yield from queued(world, case, place, station)):
            procedure.close()
            return None if left is None else left(case)
        begun = agenda.now
        if case.needs_help:
            yield from consult(world.centres[case.office], world.scenario, case, world.trace)
        step = yield from answered(world, case, procedure, step)
        if station is not None:
            station.release()
        world.trace.stay(case.number, place.code(case), enabled, begun, agenda.now)
    world.trace.close_case(case.number, agenda.now, (step.outcome, step.basis))
    follow(case, step)


def answered(
    world: World, case: Case, procedure: Procedure, step: Put
) -> Generator[Event | float, Any, Put | Verdict]:
    """Have the questions of one stay answered, and return the first of the next or the verdict.

    Args:
        world: who answers.
        case: whose questions.
        procedure: puts them.
        step: the first of the stay.
    """
    agenda, known = world.agenda, world.asked
    how = asked(world, step[0])
    here, now = place_of(case, how), agenda.now
    owed = world.places[here].minutes(case, now)
    while True:
        minutes, heard = how.takes(world, case, now + owed)
        owed += minutes
        if how.live and owed:
            yield owed
            now, owed = agenda.now, 0.0
        answer: Answer = how.answer(world, case, step[1]) if heard else NO_ANSWER
        if case.answers is not None:
            case.answers.append(answer)
        after = next_question(procedure, answer)
        if isinstance(after, Verdict):
            break
        step, how = after, known.get(after[0]) or asked(world, after[0])
        if (how.leaves or how.place != here) and not case.away:
            break
    if owed:
        yield owed
    return after


def queued(
    world: World, case: Case, place: Place, station: Station
) -> Generator[Event | float, Any, bool]:
    """Wait for a server, and return whether there is one: False, the applicant gave up.

    Args:
        world: where giving up is written: an outcome of the model, not of the law.
        case: who waits.
        place: where.
        station: its servers.
    """
    enabled, patience = world.agenda.now, place.patience(case)
    granted = station.seize(patience, ahead=case.ahead)
    if granted is None or (yield granted):
        return True
    until = enabled + patience
    world.trace.stay(case.number, place.code(case), enabled, nan, until)
    world.trace.close_case(case.number, until, ("left", None))
    return False


def place_of(case: Case, how: Asked) -> str:
    """Return where a question is dealt with: at home, once the applicant has left a terminal."""
    if how.leaves:
        case.away = True
    return ONLINE if case.away else how.place


@dataclass(frozen=True, slots=True)
class Online:
    """The applicant's own telephone or computer: no queue, and the form is filled in once.

    Attributes:
        minutes_busy: how long that takes.
    """

    minutes_busy: Distribution

    def way(self, case: Case, now: float) -> float:  # noqa: ARG002 - at hand
        """Return 0."""
        return 0.0

    def station(self, case: Case) -> Station | None:  # noqa: ARG002 - his own
        """Return None."""
        return None

    def code(self, case: Case) -> int:  # noqa: ARG002 - one place for all
        """Return the code in the trace."""
        return ONLINE_CODE

    def patience(self, case: Case) -> float:  # noqa: ARG002 - no queue
        """Return infinity."""
        return inf

    def minutes(self, case: Case, now: float) -> float:  # noqa: ARG002 - the same at any time
        """Return how long the applicant is busy: once, and not after a terminal."""
        if case.online or case.away:
            return 0.0
        case.online = True
        return case.amount("service_online", self.minutes_busy)
