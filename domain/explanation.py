"""Why a case was decided so, and what would have changed it (the ``why`` of a decision).

The numbers are those that were really compared. What the acts on file would confirm is asked of
the registries once more, silently: it leaves no row in the trace and knows no outage.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.answers import Marriages, ParentActs
from domain.identity_card.window import days_over
from domain.law import Law
from domain.procedure import Answer, Question, Row, Verdict, put, question
from domain.readings import Readings
from domain.records import SIDES, Application, Id, Registration
from domain.registries import CivilActs, Registries
from domain.residence.civil_acts import (
    Search,
    kin_of_owners,
    parents_named,
    silent,
    spouses_named,
)
from domain.residence.kinship import WITH_SIDE, kinship_categories, masks
from domain.residence.norm import largest_admitting_norm
from domain.residence.ownership import people

Why = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decided application, with all it was decided from."""

    application: Application
    law: Law
    readings: Readings
    verdict: Verdict
    rows: Sequence[Row]


def explain(decided: Decided, registries: Registries) -> Why:
    """Return what was compared and what would have changed the outcome.

    For a registration: ``registered``, ``capacity``, ``norm_m2``, ``admitted_at_norm_up_to_m2``
    (None where the norm was not compared, or no norm or every norm admits), the categories
    ``kinship_that_would_pass`` and the ``missing_act`` that blocks the kinship claimed. For a
    card: its expiry and the first and last day on which it may be renewed online.
    """
    if isinstance(decided.application, Registration):
        return _compared(decided) | _kinship(decided, decided.application, registries)
    return _window(decided)


def decimal(tenths: int | None) -> str | None:
    """Return tenths as text with one decimal, None for None."""
    return None if tenths is None else f"{tenths // 10}.{tenths % 10}"


def _answer(decided: Decided, code: str) -> Answer:
    """Return the first answer to a question, None if it was not put or got none."""
    for row in decided.rows:
        if isinstance(row.step, Question) and row.step.code == code:
            return None if "no_answer" in row.answer else row.answer
    return None


def _compared(decided: Decided) -> Why:
    compared = [r.subject for r in decided.rows if not r.asked and r.step.rule == "RES-08"]
    if not compared:
        nothing = ("registered", "capacity", "norm_m2", "admitted_at_norm_up_to_m2")
        return dict.fromkeys(nothing)
    # where the place was taken meanwhile, the later comparison is the one that stands
    found = {key: number for subject in compared for key, number in subject.items()}
    largest = largest_admitting_norm(
        found["area_tenths"],
        found["registered"],
        decided.readings.norm_reading,
        found["permille"],
    )
    return {
        "registered": found["registered"],
        "capacity": found["capacity"],
        "norm_m2": decimal(found["norm_tenths"]),
        "admitted_at_norm_up_to_m2": decimal(largest),
    }


def _kinship(decided: Decided, application: Registration, registries: Registries) -> Why:
    ownership = registries.egkn.owners(application.dwelling)
    owners = people(tuple(ownership["owners"]))
    exemptions = decided.readings.exemptions
    passing = [
        category
        for category in kinship_categories(exemptions)
        if any(
            _confirmed(decided, application, owners, (category, side), registries)
            for side in (SIDES if category in WITH_SIDE else (None,))
        )
    ]
    missing = None
    if decided.verdict.outcome == "kinship_not_confirmed":
        missing = _missing_act(decided, application, owners, registries)
    return {"kinship_that_would_pass": passing, "missing_act": missing}


def _confirmed(
    decided: Decided,
    application: Registration,
    owners: Sequence[Id],
    claimed: tuple[str, str | None],
    registries: Registries,
) -> bool:
    search = Search(
        question("parents", "RES-10", "", "zags", ""),
        application.day.isoformat(),
        decided.readings,
    )
    wanted = masks(*claimed, decided.readings)
    searching = kin_of_owners(search, application.applicant, owners, wanted)
    confirmed: bool = silent(searching, lambda asked, about: put(registries, asked, about))
    return confirmed


Needed = Generator[tuple[str, Id, str | None], None, None]
"""Acts that a claim leans on, in the order of the search: act, whose, side that must be named."""


def _missing_act(
    decided: Decided, application: Registration, owners: Sequence[Id], registries: Registries
) -> dict[str, Any] | None:
    """Return the first act on the way of the claim that is not on file, or does not name enough."""
    claimed = _answer(decided, "category")
    file = _File(registries.zags, application.day.isoformat(), decided.readings)
    for owner in owners:
        if owner == application.applicant:
            continue
        for act, person, side in _needed(claimed, application.applicant, owner, file):
            if file.lacks(act, person, side):
                return {"act": act, "person": person}
    return None


@dataclass(frozen=True, slots=True)
class _File:
    """The acts on file as a day and a reading see them."""

    acts: CivilActs
    day: str
    readings: Readings

    def parents(self, person: Id) -> dict[str, tuple[Id, ...]]:
        acts: ParentActs = self.acts.parents(person)
        return parents_named(acts, self.day, self.readings.adoption)

    def spouses(self, person: Id) -> tuple[Id, ...]:
        answer: Marriages = self.acts.marriages(person)
        return spouses_named(answer, self.day, self.readings.spouse)

    def lacks(self, act: str, person: Id, side: str | None) -> bool:
        if act == "marriage":
            return not self.spouses(person)
        if act == "guardianship":
            return True
        named = self.parents(person)
        return not all(named[s] for s in ((side,) if side else SIDES))


def _needed(claimed: Answer, a: Id, o: Id, file: _File) -> Needed:
    category, side = claimed["category"], claimed["side"]
    if category in ("child", "full_sibling", "half_sibling", "relative_of_kin"):
        yield "birth", a, side if category == "half_sibling" else None
    if category in ("parent", "full_sibling", "half_sibling", "relative_of_kin"):
        yield "birth", o, None
    if category in ("grandparent", "grandchild"):
        yield from _needed_by_grandkin(a if category == "grandchild" else o, side, file)
    if category in ("spouse", "in_law"):
        yield "marriage", o, None
    if category == "in_law":
        for spouse in file.spouses(o):
            yield "birth", spouse, None
        yield "birth", a, None
    if category == "ward":
        yield "guardianship", a, None


def _needed_by_grandkin(younger: Id, side: str, file: _File) -> Needed:
    yield "birth", younger, side
    for parent in file.parents(younger)[side]:
        yield "birth", parent, None


def _window(decided: Decided) -> Why:
    card = _answer(decided, "id_card")
    law, day = decided.law, decided.application.day
    if card is None or card["expires"] is None:
        return dict.fromkeys(("expires", "days_left", "days_over", "first_day", "last_day"))
    expires = date.fromisoformat(card["expires"])
    over = days_over((day - expires).days, decided.readings.expiry_day)
    extra = days_over(0, decided.readings.expiry_day)
    return {
        "expires": expires.isoformat(),
        "days_left": (expires - day).days,
        "days_over": max(0, over),
        "first_day": _shifted(expires, -law.window_before_days),
        "last_day": _shifted(expires, law.window_after_days - extra),
    }


def _shifted(day: date, days: int) -> str:
    """Return the day so many days on, held at the ends of the calendar: some cards never expire."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal())).isoformat()
