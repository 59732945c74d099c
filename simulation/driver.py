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
from domain.records import ASTANA
from domain.registries import Subject
from simulation.application import Case
from simulation.centre import CENTRE_STATIONS, Centre, Journey
from simulation.lever_readers import DAY_MINUTES
from simulation.opening import HOUR_MINUTES, Interval, add_working_days, next_open
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

Follow = Callable[[Case, Verdict], None]


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a case can meet in one replication.

    Attributes:
        environment: the clock, minutes from the start.
        scenario: every lever.
        trace: where stays are written.
        centres: the offices.
        ums: officers of the migration service in Astana.
        pickup: desks that hand cards over.
        pickup_hours: when those desks are open.
        services: how each system answers.
        registrations: who is registered where.
        systems: those of ``SHARED``.
        laws: the law of each day of the period.
        horizon: end of everything that is drawn beforehand, minutes.
    """

    environment: Environment
    scenario: Scenario
    trace: Trace
    centres: Sequence[Centre]
    ums: Station
    pickup: Station
    pickup_hours: Sequence[Interval]
    services: Mapping[str, Service]
    registrations: Registrations
    systems: Mapping[str, object]
    laws: Sequence[Law]
    horizon: float

    @property
    def today(self) -> date:
        """The simulated calendar day; consent or production may reach far beyond the period."""
        return self.scenario.first + timedelta(int(self.environment.now // DAY_MINUTES))

    @property
    def law(self) -> Law:
        """The law of today, inside the period."""
        return self.laws[int(self.environment.now // DAY_MINUTES)]


def carry(world: World, case: Case, follow: Follow) -> Journey:
    """Carry an application through its procedure.

    Args:
        world: what it can meet.
        case: the application.
        follow: told the verdict; not called when the applicant leaves a queue.
    """
    environment, answers = world.environment, case.answers
    procedure = start(case.application, case.law, world.scenario.policy.readings)
    step = ask_on(procedure, None)
    while not isinstance(step, Verdict):
        place = place_of(case, step[0])
        delay = way_to(world, case, place)
        if delay:
            yield Timeout(environment, delay)
        station, code = counter(world, case, place)
        patience = patience_of(world, case, place)
        enabled = environment.now
        granted = None if station is None else station.seize(patience)
        if granted is not None and not (yield granted):
            procedure.close()
            give_up(world, case, code, (enabled, enabled + patience))
            return
        begun = now = environment.now
        owed = service_minutes(world, case, place)
        while not isinstance(step, Verdict) and place_of(case, step[0]) == place:
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
    if what.place == "terminal" and what.code == "consent":
        case.away = True
    return "online" if case.away else what.place


def counter(world: World, case: Case, place: str) -> tuple[Station | None, int]:
    """Return the station of a place with its code; None where nobody ever queues."""
    if place in CENTRE_STATIONS:
        return world.centres[case.office].counter(place)
    if place == "pickup":
        return world.pickup, post(place)
    outside = getattr(case.application, "region", ASTANA) != ASTANA
    return (world.ums if place == "ums" and not outside else None), post(place)


def patience_of(world: World, case: Case, place: str) -> float:
    """Return the longest wait at a place, minutes; a file on a desk is patient."""
    patience = world.scenario.behaviour.patience_minutes
    if patience is None or place not in CENTRE_STATIONS:
        return inf
    return case.amount("patience", patience)


def way_to(world: World, case: Case, place: str) -> float:
    """Return the minutes until a case is ready for a place."""
    now, scenario = world.environment.now, world.scenario
    if place == "ums":
        days = case.amount("intake", scenario.id_pipeline.intake_days)
        return add_working_days(now, days, scenario.first) - now
    if place != "pickup":
        return 0.0
    comes = now + case.amount("pickup_days", scenario.behaviour.pickup_days) * DAY_MINUTES
    hours = next_open(world.pickup_hours, comes)
    if hours is None:
        return max(0.0, world.horizon - now)
    opens, closes = hours
    if comes < opens:  # the desk is closed: any time of its next day
        comes = opens + case.share("pickup_time") * (closes - opens)
    return comes - now


def service_minutes(world: World, case: Case, place: str) -> float:
    """Return the minutes that a stay takes besides what systems and owners need."""
    minutes, pipeline = world.scenario.service_minutes, world.scenario.id_pipeline
    now = world.environment.now
    if place == "production":
        days = case.amount("production", pipeline.production_days)
        return add_working_days(now, days, world.scenario.first) - now
    if place == "online" and (case.online or case.away):
        return 0.0  # the form is filled in once
    case.online = case.online or place == "online"
    levers = {"window": minutes.window_residence, "ums": pipeline.check_minutes}
    served = levers.get(place) or getattr(minutes, place)
    return case.amount(f"service_{place}", served)


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
