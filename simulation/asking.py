"""How a question is put in the simulated world: what it costs, and who answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simulation.opening import HOUR_MINUTES
from synthetic_data.memory import ADDRESSEES

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.procedure import Answer, Question
    from domain.registries import Subject
    from simulation.application import Case
    from simulation.driver import World
    from simulation.registry_service import Service

    Said = Callable[[World, Case, Subject], Answer]
    """Gives the answer to one question about a subject."""

    Takes = Callable[[World, Case, float], tuple[float, bool]]
    """Says in how many minutes a question put at a time is answered, and whether it is at all."""

SHARED: Final = ("egkn", "gbd_fl", "e_sobes", "zags", "smart_data_ukimet", "nobd", "epvo")
"""Systems whose answers depend on the question and the moment alone, not on the case."""

LIVE: Final = frozenset({"headcount", "is_registered", "enter"})
"""Questions whose answer other applications change: put at their own moment.

Which these are is a matter of what a run writes, not of the law; a test holds the list equal to
the answers that an entry changes (docs/decisions/0004-live-questions.md).
"""

LEAVES_BEFORE: Final = ("terminal", "consent")
"""Place and question: nobody stands at a terminal until an owner answers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How one question is put in one world; found once, because every case puts the same ones.

    Attributes:
        place: where it is dealt with.
        leaves: the applicant goes home before it is answered, and does the rest online.
        live: put at its own moment.
        takes: minutes until there is an answer to a question put at a time, and whether there is.
        answer: gives the answer.
    """

    place: str
    leaves: bool
    live: bool
    takes: Takes
    answer: Said


def asked(world: World, what: Question) -> Asked:
    """Return how a question is put.

    Args:
        world: where; it keeps what was found.
        what: the question.
    """
    found = world.asked.get(what)
    if found is None:
        found = world.asked[what] = _found(world, what)
    return found


def _found(world: World, what: Question) -> Asked:
    service = world.services.get(what.asks)
    return Asked(
        place=what.place,
        leaves=(what.place, what.code) == LEAVES_BEFORE,
        live=what.code in LIVE,
        takes=PEOPLE_TAKE.get(what.code, _no_time) if service is None else _answering(service),
        answer=_said(world, what),
    )


def _said(world: World, what: Question) -> Said:
    """Return how the one who is asked finds his answer."""
    if what.code == "enter":
        return _enter
    if what.asks == "owner":
        return _consent
    return _of_a_system(world, what) if what.asks in SHARED else _of_anybody(what)


def _answering(service: Service) -> Takes:
    ask = service.ask
    return lambda _world, _case, time: ask(time)


def _no_time(_world: World, _case: Case, _time: float) -> tuple[float, bool]:
    return 0.0, True


def _signing(world: World, case: Case, _time: float) -> tuple[float, bool]:
    return case.amount("signing", world.scenario.service_minutes.signing), True


def _consenting(world: World, case: Case, time: float) -> tuple[float, bool]:
    """Return how long the next owner keeps the case waiting; all were asked at once."""
    people = world.scenario.behaviour
    if case.asked_owners < 0:
        case.asked_owners = time
    case.owners += 1
    case.consent_hours = case.amount(f"consent_{case.owners}", people.consent_hours)
    hours = min(case.consent_hours, people.consent_limit_hours)
    answered = case.asked_owners + hours * HOUR_MINUTES
    return max(0.0, answered - time), True


PEOPLE_TAKE: Final[dict[str, Takes]] = {"sign": _signing, "consent": _consenting}
"""Questions that a person does not answer at once."""


def _enter(world: World, _case: Case, subject: Subject) -> Answer:
    """Enter a registration: dated by the moment, not by the filing."""
    return world.registrations.population(world.today).enter(**subject)


def _consent(world: World, case: Case, _subject: Subject) -> Answer:
    return {"consent": consent(world, case)}


def _of_a_system(world: World, what: Question) -> Said:
    """Put a question to a system whose answers do not depend on the case."""
    method = getattr(world.systems[what.asks], what.code)
    return lambda _world, _case, subject: method(**subject)


def _of_anybody(what: Question) -> Said:
    """Put a question as everywhere else, to the one whom it is put to."""
    addressee, code = ADDRESSEES[what.asks], what.code

    def answer(world: World, case: Case, subject: Subject) -> Answer:
        somebody = addressee(world.registrations, case.choices, case.application.day)
        return getattr(somebody, code)(**subject)

    return answer


def consent(world: World, case: Case) -> str:
    """Return what the owner answers whose turn it is, and who has been waited for."""
    people = world.scenario.behaviour
    if case.consent_hours > people.consent_limit_hours:
        return "no_answer"
    given = case.share(f"consent_given_{case.owners}") < people.consent_given_share
    return "given" if given else "refused"
