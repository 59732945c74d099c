"""Why a case was decided so, and what would have changed it (the ``why`` of a decision).

The numbers are those that were really compared. What the acts on file would confirm is asked of
the registries once more, silently: it leaves no row in the trace and knows no outage.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from domain.identity_card.window import days_over
from domain.law import Law
from domain.procedure import Answer, Question, Row, Verdict, put, question
from domain.readings import Readings
from domain.records import SIDES, Application, Id, Registration
from domain.registries import Registries
from domain.residence.civil_acts import (
    Leaned,
    Search,
    kin_of_owners,
    parents_named,
    silent,
    spouses_named,
)
from domain.residence.kinship import WITH_SIDE, kinship_categories, masks
from domain.residence.norm import EVERY_NORM, largest_admitting_norm
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
        "admitted_at_norm_up_to_m2": decimal(largest if 0 < largest < EVERY_NORM else None),
    }


def _kinship(decided: Decided, application: Registration, registries: Registries) -> Why:
    ownership = registries.egkn.owners(application.dwelling)
    family = _Family(decided, application.applicant, people(tuple(ownership["owners"])), registries)
    search = family.search()  # one for all categories: what it was told once it remembers
    passing = [
        category
        for category in kinship_categories(decided.readings.exemptions)
        if any(
            family.confirms(search, category, side)
            for side in (SIDES if category in WITH_SIDE else (None,))
        )
    ]
    refused = decided.verdict.outcome == "kinship_not_confirmed"
    missing = family.missing_act(_answer(decided, "category")) if refused else None
    return {"kinship_that_would_pass": passing, "missing_act": missing}


@dataclass(frozen=True, slots=True)
class _Family:
    """The applicant and the owners, with the acts on file."""

    decided: Decided
    applicant: Id
    owners: Sequence[Id]
    registries: Registries

    @property
    def day(self) -> str:
        return self.decided.application.day.isoformat()

    def search(self) -> Search:
        return Search(
            question("parents", "RES-10", "", "zags", ""), self.day, self.decided.readings
        )

    def confirms(self, search: Search, category: str, side: str | None) -> bool:
        wanted = masks(category, side, self.decided.readings)
        searching = kin_of_owners(search, self.applicant, self.owners, wanted)
        confirmed: bool = silent(searching, partial(put, self.registries))
        return confirmed

    def missing_act(self, claimed: Answer) -> dict[str, Any] | None:
        """Return the first act that the claim leans on and the file lacks.

        A missing marriage is named only where no birth is missing: most people without an act
        of marriage are simply not married.
        """
        search = self.search()
        self.confirms(search, claimed["category"], claimed["side"])
        lacking = [leaned for leaned in search.leaned_on if self._lacks(leaned)]
        lacking.sort(key=lambda leaned: leaned.act != "birth")
        return {"act": lacking[0].act, "person": lacking[0].person} if lacking else None

    def _lacks(self, leaned: Leaned) -> bool:
        readings, zags = self.decided.readings, self.registries.zags
        if leaned.act == "guardianship":
            return True
        if leaned.act == "marriage":
            marriages = zags.marriages(leaned.person)
            return not spouses_named(marriages, self.day, readings.spouse)
        if leaned.parent is not None and self._born(leaned.parent) > self._born(leaned.person):
            return False  # no act could name someone younger as a parent
        named = parents_named(zags.parents(leaned.person), self.day, readings.adoption)
        return not all(named[s] for s in ((leaned.side,) if leaned.side else SIDES))

    def _born(self, person: Id) -> str:
        return self.registries.gbd_fl.birth(person)["born"]


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
