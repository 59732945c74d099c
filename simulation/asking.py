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
        service: how the system answers that is asked; None: a person.
        takes: minutes until a person answers; None: no time.
        shared: method of a system whose answers do not depend on the case; None: see ``answer``.
        answer: gives the answer of everybody else.
    """

    place: str
    leaves: bool
    live: bool
    service: Service | None
    takes: Callable[[World, Case, float], float] | None
    shared: Callable[..., Answer] | None
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
    shared = None
    if what.asks in SHARED and what.code != "enter":
        shared = getattr(world.systems[what.asks], what.code)
    answer = _consent if what.asks == "owner" else _of_anybody(what)
    return Asked(
        place=what.place,
        leaves=(what.place, what.code) == LEAVES_BEFORE,
        live=what.code in LIVE,
        service=world.services.get(what.asks),
        takes={"sign": _signing, "consent": _consenting}.get(what.code),
        shared=shared,
        answer=_enter if what.code == "enter" else answer,
    )


def _signing(world: World, case: Case, _time: float) -> float:
    return case.amount("signing", world.scenario.service_minutes.signing)


def _consenting(world: World, case: Case, time: float) -> float:
    """Return how long the next owner keeps the case waiting; all were asked at once."""
    people = world.scenario.behaviour
    if case.asked_owners < 0:
        case.asked_owners = time
    case.owners += 1
    hours = case.amount(f"consent_{case.owners}", people.consent_hours)
    answered = case.asked_owners + min(hours, people.consent_limit_hours) * HOUR_MINUTES
    return max(0.0, answered - time)


def _enter(world: World, _case: Case, subject: Subject) -> Answer:
    """Enter a registration: dated by the moment, not by the filing."""
    return world.registrations.population(world.today).enter(**subject)


def _consent(world: World, case: Case, _subject: Subject) -> Answer:
    return {"consent": consent(world, case)}


def _of_anybody(what: Question) -> Said:
    """Put a question as everywhere else, to the one whom it is put to."""
    addressee, code = ADDRESSEES[what.asks], what.code

    def answer(world: World, case: Case, subject: Subject) -> Answer:
        somebody = addressee(world.registrations, case.choices, case.application.day)
        return getattr(somebody, code)(**subject)

    return answer


def consent(world: World, case: Case) -> str:
    """Return what the owner whose turn it is answers."""
    people = world.scenario.behaviour
    hours = case.amount(f"consent_{case.owners}", people.consent_hours)
    if hours > people.consent_limit_hours:
        return "no_answer"
    given = case.share(f"consent_given_{case.owners}") < people.consent_given_share
    return "given" if given else "refused"
