"""Cases as rows of a table: a sentence, what is special about the case, and how it must end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import pytest

# ruff: noqa: ANN401 - a row may state any field of a case
from domain.answers import IdCard, Owner
from domain.explanation import Decided
from domain.law import law_on
from domain.procedure import NO_ANSWER, Answer, Question, Row, decide
from domain.procedures import start
from domain.readings import readings_from
from domain.records import ASTANA, Annulled, Application, Choices, Id, Registration, Renewal
from domain.registries import Registries, Subject
from tests.domain import family, world

TODAY = "2026-02-02"
CHOICES = frozenset(f.name for f in fields(Choices))


class End(NamedTuple):
    """How a case ends, and what it leaves on the trace."""

    outcome: str
    decided_by: str
    basis: str | None = None


@dataclass(frozen=True)
class Situation:
    """What a case states. The default: a stranger applies for a full flat of one adult owner.

    ``taken_meanwhile``: how many others are registered there between comparison and entry.
    """

    applicant: Id = "stranger"
    owners: tuple[str, ...] = ("owner",)
    service: str = "residence"
    channel: str = "egov_mobile"
    day: str = TODAY
    city: str = ASTANA
    area: int | None = 600
    useful: int | None = None
    permanent: int = 4
    temporary: int = 0
    with_parent: int = 0
    residents: tuple[str, ...] = ()
    taken_meanwhile: int = 0
    choices: Mapping[str, Any] = field(default_factory=dict)
    readings: Mapping[str, Any] = field(default_factory=dict)
    law: Mapping[str, Any] = field(default_factory=dict)
    outages: tuple[str, ...] = ()
    born: Mapping[Id, str] = field(default_factory=dict)
    births: Mapping[Id, family.Pair | None] = field(default_factory=dict)
    guardians: Mapping[Id, list[Id]] = field(default_factory=dict)
    marriages: tuple[tuple[str, str, str, str | None], ...] = ()
    enrolments: Mapping[tuple[str, Id], list[tuple[str, str, str, str]]] = field(
        default_factory=dict
    )
    expires: str | None = "2026-02-20"
    data_changed: bool = False
    document: str = "id_card"
    reason: str = "expiry"
    filed_by: Id | None = None
    region: str = "astana"
    earlier: Annulled | None = None

    @property
    def application(self) -> Application:
        day = date.fromisoformat(self.day)
        if self.service == "id_card":
            return Renewal(
                channel=self.channel,
                day=day,
                applicant=self.applicant,
                region=self.region,
                document=self.document,
                reason=self.reason,
                filed_by=self.applicant if self.filed_by is None else self.filed_by,
                earlier=self.earlier,
            )
        return Registration(self.service, self.channel, day, self.applicant, "home")

    def file(self) -> world.File:
        """The family's file with what this case changes in it."""
        file = on_file().copy()
        file.born |= self.born
        file.guardians |= self.guardians
        file.marriages += self.marriages
        for child, pair in self.births.items():
            file.births.pop(child, None)
            if pair is not None:
                file.births[child] = pair
        for key, courses in self.enrolments.items():
            file.enrolments[key] = [world.course(*course) for course in courses]
        if self.expires is not None:
            card = IdCard(expires=self.expires, data_changed=self.data_changed)
            file.cards[self.applicant] = card
        file.homes["home"] = self.home()
        return file

    def home(self) -> world.Home:
        owners = [
            Owner(id=o, kind="organisation" if o in family.ORGANISATIONS else "person")
            for o in self.owners
        ]
        return world.Home(
            owners=owners,
            city=self.city,
            total=self.area,
            useful=self.useful,
            permanent=self.permanent,
            temporary=self.temporary,
            with_parent=self.with_parent,
            residents=set(self.residents),
        )


@cache
def on_file() -> world.File:
    return world.the_family()


def situation(**changes: Any) -> Situation:
    """Sort what a case changes into what people choose and all the rest."""
    choices = {key: changes.pop(key) for key in CHOICES & changes.keys()}
    return Situation(choices=choices, **changes)


@dataclass(frozen=True)
class Told:
    """A decided case with everybody who was asked."""

    decided: Decided
    registries: Registries
    file: world.File

    @property
    def end(self) -> End:
        verdict = self.decided.verdict
        return End(verdict.outcome, verdict.decided_by, verdict.basis)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self.decided.rows)

    @property
    def systems(self) -> list[str]:
        """Systems in the order in which they were asked."""
        asked = (row.step.system for row in self.rows if isinstance(row.step, Question))
        return [system for system in asked if system]

    @property
    def codes(self) -> list[str]:
        """Questions in the order in which they were put."""
        return [row.step.code for row in self.rows if isinstance(row.step, Question)]

    @property
    def rules(self) -> list[str]:
        return [row.step.rule for row in self.rows]

    @property
    def findings(self) -> list[str]:
        return [row.step.finding for row in self.rows if not isinstance(row.step, Question)]

    @property
    def answers(self) -> list[Answer]:
        return [row.answer for row in self.rows if row.asked]

    def asked(self, code: str) -> list[Subject]:
        """What was put under a code, in order."""
        return [row.subject for row in self.rows if row.asked and code_of(row) == code]


def code_of(row: Row) -> str | None:
    return row.step.code if isinstance(row.step, Question) else None


def decide_situation(stated: Situation) -> Told:
    """Decide a case from its own small registries."""
    file, day = stated.file(), date.fromisoformat(stated.day)
    registries = world.registries(file, Choices(**stated.choices), day)
    law, readings = law_on(day, **stated.law), readings_from(stated.readings, "case")
    application = stated.application
    home = file.homes["home"]

    def others_sign() -> None:
        home.permanent += stated.taken_meanwhile

    before = {"file_application" if stated.channel == "service_centre" else "slip": others_sign}
    asking = world.Asking(registries, stated.outages, before)
    verdict, rows = decide(start(application, law, readings), asking)
    return Told(Decided(application, law, readings, verdict, rows), registries, file)


def decide_case(**changes: Any) -> Told:
    """Decide the default case with some changes."""
    return decide_situation(situation(**changes))


@dataclass(frozen=True, eq=False)
class Case:
    """A row: the rule it is about, a sentence, the case and its end.

    ``asks``: systems that must be asked in this order, others between them or not; ``never``:
    systems or questions that must not be put.
    """

    about: str
    sentence: str
    stated: Situation
    end: End
    asks: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @cache  # noqa: B019 - rows of tables live as long as the tests
    def told(self) -> Told:
        return decide_situation(self.stated)


class About:
    """Collects the rows about one rule: ``about(sentence, end, **changes)``."""

    def __init__(self, rule: str, table: list[Case], **common: Any) -> None:
        self._rule, self._table, self._common = rule, table, common

    def __call__(
        self,
        sentence: str,
        end: End,
        *,
        asks: Iterable[str] = (),
        never: Iterable[str] = (),
        **changes: Any,
    ) -> None:
        stated = situation(**{**self._common, **changes})
        self._table.append(Case(self._rule, sentence, stated, end, tuple(asks), tuple(never)))


def rows(table: Iterable[Case]) -> list[Any]:
    """The table for ``parametrize``, its sentences as names."""
    return [pytest.param(case, id=f"{case.about}: {case.sentence}") for case in table]


def in_order(wanted: Iterable[str], got: Iterable[str]) -> bool:
    rest = iter(got)
    return all(name in rest for name in wanted)


def check(case: Case) -> None:
    """Hold a case against its row."""
    told = case.told()
    assert told.end == case.end
    assert in_order(case.asks, told.systems), told.systems
    assert not set(case.never) & {*told.systems, *told.codes, *told.rules}
    silent = [row for row in told.rows if row.answer == NO_ANSWER]
    assert bool(silent) <= bool(case.stated.outages)
