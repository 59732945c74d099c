"""Walking an application: what is asked, what people answer, where it waits.

The walk is always made to its end: where the visitor has not answered yet, people answer as the
ready case says. What the page shows stops at the first question that the visitor still has to
answer, so that nothing after it is given away. Effects on the registries are undone.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.pages.application.acts import without_acts
from app.pages.application.choices import ASKED
from app.pages.application.setting import Setting
from app.worlds import World
from domain.explanation import Decided, explain
from domain.procedure import NO_ANSWER, Answer, Question, Row, Verdict, decide, put
from domain.procedures import start
from domain.records import SIDES, Choices
from domain.registries import Registries, Subject
from domain.residence.kinship import WITH_SIDE
from synthetic_data.registry.wiring import registries

KEPT_WALKS = 512
"""Walks remembered: every step of a case shows the same one."""


class Reply(NamedTuple):
    """A person's answer in a walk.

    Attributes:
        row: its place in the rows, from 0.
        code: code of the question.
        token: the answer as the address writes it.
        default: what the ready case would answer.
        is_given: the visitor gave it; else the ready case did.
    """

    row: int
    code: str
    token: str
    default: str
    is_given: bool


@dataclass(frozen=True)
class Walked:
    """A walk to its end.

    Attributes:
        decided: application, law, readings, verdict and rows.
        why: what explains it.
        replies: every answer of a person, in order.
    """

    decided: Decided
    why: Mapping[str, Any]
    replies: tuple[Reply, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows."""
        return tuple(self.decided.rows)

    @property
    def verdict(self) -> Verdict:
        """How it ends."""
        return self.decided.verdict

    @property
    def waits_at(self) -> int | None:
        """The row of the first question that the visitor has not answered; None: at none."""
        return next((reply.row for reply in self.replies if not reply.is_given), None)


class _Driver:
    """Answers the questions of one walk and notes what people said."""

    def __init__(
        self,
        setting: Setting,
        answers: Mapping[str, tuple[str, ...]],
        everybody: Callable[[Choices], Registries],
    ) -> None:
        self._setting, self._answers = setting, answers
        self._everybody = everybody
        self._usual = everybody(setting.choices)
        self._put: Counter[str] = Counter()
        self.said: list[tuple[str, str, str, bool] | None] = []

    def ask(self, asked: Question, subject: Subject) -> Answer:
        """Answer one question."""
        if asked.asks in self._setting.systems_off:
            self.said.append(None)
            return NO_ANSWER
        if asked.code in ASKED:
            return self._person(asked, subject)
        self.said.append(None)
        return put(self._usual, asked, subject)

    def _person(self, asked: Question, subject: Subject) -> Answer:
        how, choices = ASKED[asked.code], self._setting.choices
        given = self._answers.get(asked.code, ())[self._put[asked.code] :][:1]
        self._put[asked.code] += 1
        default = how.default(choices)
        token = given[0] if given else default
        self.said.append((asked.code, token, default, bool(given)))
        return put(self._everybody(how.apply(choices, token)), asked, subject)


@lru_cache(maxsize=KEPT_WALKS)
def walk_through(world: World, setting: Setting) -> Walked:
    """Walk an application to its end.

    Args:
        world: the registries to ask.
        setting: what is asked for, by which law and readings, and what people answer.
    """
    with world.session() as session:
        everybody = _everybody(session, setting)
        driver = _Driver(setting, dict(setting.answers), everybody)
        procedure = start(setting.application, setting.law, setting.readings)
        verdict, rows = decide(procedure, driver.ask)
        decided = Decided(setting.application, setting.law, setting.readings, verdict, rows)
        why = explain(decided, everybody(setting.choices))
    return Walked(decided, why, _replies(rows, driver.said))


def passing(world: World, setting: Setting, walked: Walked) -> tuple[tuple[str, str], ...]:
    """Return the categories that would pass, each with the answer that makes it pass.

    The explanation names a category; where a side must be stated, the walk finds out which.
    """
    found = []
    for category in walked.why.get("kinship_that_would_pass") or ():
        tokens = [f"{category}.{side}" for side in SIDES] if category in WITH_SIDE else [category]
        for token in tokens:
            others = tuple(pair for pair in setting.answers if pair[0] != "category")
            tried = replace(setting, answers=(*others, ("category", (token,))))
            rule = f"RES-10.{category}"
            rows = walk_through(world, tried).rows
            if any(
                r.step.rule == rule and getattr(r.step, "finding", "") == "kinship_confirmed"
                for r in rows
            ):
                found.append((category, token))
                break
    return tuple(found)


def _everybody(session: Session, setting: Setting) -> Callable[[Choices], Registries]:
    application = setting.application

    def made(choices: Choices) -> Registries:
        plain = registries(session, choices, application.day, application)
        if not setting.acts_removed:
            return plain
        return replace(
            plain,
            zags=without_acts(plain.zags, setting.acts_removed),
            smart_data_ukimet=without_acts(plain.smart_data_ukimet, setting.acts_removed),
        )

    return made


def _replies(
    rows: tuple[Row, ...], said: list[tuple[str, str, str, bool] | None]
) -> tuple[Reply, ...]:
    questions = [n for n, row in enumerate(rows) if row.asked]
    return tuple(Reply(n, *told) for n, told in zip(questions, said, strict=True) if told)
