"""The SimPy driver of the procedures: questions take time, meet queues and outages.

The procedures of the domain are walked through ``advance``, as everywhere else. A stay at a
station is a run of questions at one place; what a system needs to answer is owed and slept off at
the end of the stay, except before questions whose answer depends on the moment.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf, nan
from typing import Final

from simpy import Environment, Timeout

from domain.law import Law
from domain.procedure import NO_ANSWER, Answer, Procedure, Question, Verdict, advance, put
from domain.procedures import start
from domain.registries import Subject
from simulation.application import Case
from simulation.centre import Centre, Journey
from simulation.distributions import Distribution
from simulation.lever_readers import DAY_MINUTES
from simulation.opening import HOUR_MINUTES, Interval
from simulation.place import Place
from simulation.registry_service import Service
from simulation.scenario_parts import Scenario
from simulation.station import Station
from simulation.trace import Trace, post
from synthetic_data.memory import MemoryPopulation, Registrations, registries
from synthetic_data.registry.people import Applicant

SHARED: Final = ("egkn", "gbd_fl", "e_sobes", "zags", "smart_data_ukimet", "nobd", "epvo")
"""Systems whose answers depend on the question and the moment alone, not on the case."""

LIVE: Final = frozenset({"headcount", "is_registered", "enter"})
"""Questions whose answer other applications change: put at their own moment.

Which these are is a matter of what a run writes, not of the law; a test holds the list equal to
the answers that an entry changes (docs/decisions/0004-live-questions.md).
"""

ONLINE: Final = "online"
ONLINE_CODE: Final = post(ONLINE)
LEAVES_BEFORE: Final = ("terminal", "consent")
"""Place and question: nobody stands at a terminal until an owner answers."""

Follow = Callable[[Case, Verdict], None]


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a case can meet in one replication.

    Attributes:
        environment: the clock, minutes from the start.
        scenario: every lever.
        trace: where stays are written.
        centres: the offices.
        places: where questions are dealt with, by the name that the procedures give them.
        services: how each system answers.
        registrations: who is registered where.
        systems: those of ``SHARED``.
        laws: the law of each day of the period.
    """

    environment: Environment
    scenario: Scenario
    trace: Trace
    centres: Sequence[Centre]
    places: Mapping[str, Place]
    services: Mapping[str, Service]
    registrations: Registrations
    systems: Mapping[str, object]
    laws: Sequence[Law]

    @property
    def today(self) -> date:
        """The simulated calendar day; consent or production may reach far beyond the period."""
        return self.scenario.first + timedelta(int(self.environment.now // DAY_MINUTES))

    @property
    def law(self) -> Law:
        """The law of today, inside the period."""
        return self.laws[int(self.environment.now // DAY_MINUTES)]


def carry(world: World, case: Case, follow: Follow, procedure: Procedure | None = None) -> Journey:
    """Carry an application through its procedure.

    Args:
        world: what it can meet.
        case: the application.
        follow: told the verdict; not called when the applicant leaves a queue.
        procedure: a fresh one; None: that of the application from its beginning.
    """
    environment, answers = world.environment, case.answers
    if procedure is None:
        procedure = start(case.application, case.law, world.scenario.policy.readings)
    step = ask_on(procedure, None)
    while not isinstance(step, Verdict):
        name = place_of(case, step[0])
        place = world.places[name]
        delay = place.way(case, environment.now)
        if delay:
            yield Timeout(environment, delay)
        station, code, patience = place.station(case), place.code(case), place.patience(case)
        enabled = environment.now
        granted = None if station is None else station.seize(patience)
        if granted is not None and not (yield granted):
            procedure.close()
            give_up(world, case, code, (enabled, enabled + patience))
            return
        begun = now = environment.now
        owed = place.minutes(case, now)
        while not isinstance(step, Verdict) and place_of(case, step[0]) == name:
            what, subject = step
            minutes, heard = time_of(world, case, what, now + owed)
            owed += minutes
            if what.code in LIVE and owed:
                yield Timeout(environment, owed)
                now, owed = environment.now, 0.0
            answer = answer_of(world, case, what, subject) if heard else NO_ANSWER
            if answers is not None:
                answers.append(answer)
            step = ask_on(procedure, answer)
        if owed:
            yield Timeout(environment, owed)
        if station is not None:
            station.release()
        world.trace.stay(case.number, code, enabled, begun, environment.now)
    world.trace.close_case(case.number, environment.now, (step.outcome, step.basis))
    follow(case, step)


def ask_on(procedure: Procedure, answer: Answer) -> tuple[Question, Subject] | Verdict:
    """Give an answer and go on to the next question or the end: findings take no time."""
    step = advance(procedure, answer)
    while not isinstance(step, Verdict):
        what, subject = step
        if isinstance(what, Question):
            return what, subject
        step = advance(procedure, None)
    return step


def give_up(world: World, case: Case, code: int, waited: Interval) -> None:
    """Write down that an applicant left a queue: an outcome of the model, not of the law."""
    enabled, left = waited
    world.trace.stay(case.number, code, enabled, nan, left)
    world.trace.close_case(case.number, left, ("left", None))


def place_of(case: Case, what: Question) -> str:
    """Return where a question is dealt with.

    Nobody stands at a terminal until an owner answers: the request goes out, the applicant goes
    home, and the rest is done on the telephone.
    """
    if (what.place, what.code) == LEAVES_BEFORE:
        case.away = True
    return ONLINE if case.away else what.place


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


def time_of(world: World, case: Case, what: Question, time: float) -> tuple[float, bool]:
    """Return the minutes that a question put at a time takes, and whether an answer comes."""
    service = world.services.get(what.asks)
    if service is not None:
        return service.ask(time)
    if what.code == "sign":
        return case.amount("signing", world.scenario.service_minutes.signing), True
    return (consent_minutes(world, case, time) if what.code == "consent" else 0.0), True


def consent_minutes(world: World, case: Case, time: float) -> float:
    """Return how long the next owner keeps the case waiting; all were asked at once."""
    people = world.scenario.behaviour
    if case.asked_owners < 0:
        case.asked_owners = time
    case.owners += 1
    hours = case.amount(f"consent_{case.owners}", people.consent_hours)
    answered = case.asked_owners + min(hours, people.consent_limit_hours) * HOUR_MINUTES
    return max(0.0, answered - time)


def answer_of(world: World, case: Case, what: Question, subject: Subject) -> Answer:
    """Return the answer to a question at this moment.

    Whom a question reaches is the same as everywhere; only what no choice and no day can change
    is shared by all cases, because setting up everybody for each would cost more than asking.
    """
    if what.code == "enter":  # dated by the moment, not by the filing
        index, registrations = world.registrations.index, world.registrations
        return MemoryPopulation(index, registrations, world.today).enter(**subject)
    asked = world.systems.get(what.asks)
    if asked is not None:
        return getattr(asked, what.code)(**subject)
    if what.asks == "owner":
        return {"consent": consent(world, case)}
    if what.asks == "applicant":
        return getattr(Applicant(case.choices), what.code)(**subject)
    if case.registries is None:
        case.registries = registries(world.registrations, case.choices, case.application.day)
    return put(case.registries, what, subject)


def consent(world: World, case: Case) -> str:
    """Return what the owner whose turn it is answers."""
    people = world.scenario.behaviour
    hours = case.amount(f"consent_{case.owners}", people.consent_hours)
    if hours > people.consent_limit_hours:
        return "no_answer"
    given = case.share(f"consent_given_{case.owners}") < people.consent_given_share
    return "given" if given else "refused"
