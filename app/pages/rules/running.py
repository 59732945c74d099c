"""The ready cases, decided there and then by the procedures that decide everything else."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Final, NamedTuple

from sqlalchemy import create_engine, insert
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app import library
from app.worlds import World
from domain.law import law_on
from domain.procedure import NO_ANSWER, Answer, Question, decide, put
from domain.procedures import start
from domain.registries import Subject
from domain.rules import catalogue
from synthetic_data.case_records import Records
from synthetic_data.registry.case_rows import fillings
from synthetic_data.registry.load import TABLES, fill
from synthetic_data.registry.wiring import registries

log = logging.getLogger(__name__)

BEGUN: Final = Lock()
"""Held while the cases are decided first: who comes meanwhile waits, and decides none twice."""


class Ending(NamedTuple):
    """How an application ends: outcome, basis or None, and the rule that the outcome rests on."""

    outcome: str
    basis: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Ran:
    """A ready case that was decided.

    Attributes:
        case: its name.
        expected: how it has to end.
        got: how it ended; None: it could not be decided at all.
        rules: every rule that it came to, in their order.
    """

    case: str
    expected: Ending
    got: Ending | None
    rules: tuple[str, ...]

    @property
    def is_passed(self) -> bool:
        """Whether it ended as it has to."""
        return self.got == self.expected


def run(name: str) -> Ran:
    """Decide a ready case by the law of its day, and keep beside it how it has to end.

    Args:
        name: a key of `library.promises`.
    """
    promise = library.promises()[name]
    expected = Ending(promise.outcome, promise.basis, promise.rule)
    try:
        got, rules = _decided(name)
    except Exception:
        log.exception("the case %s could not be decided", name)
        return Ran(name, expected, None, ())
    return Ran(name, expected, got, rules)


def _decided(name: str) -> tuple[Ending, tuple[str, ...]]:
    case = library.ready_case(name)
    application = case.application
    law = law_on(application.day, **case.overrides)
    with empty_world().session() as session:
        _enter(case.records, session)
        everybody = registries(session, case.choices, application.day, application)

        def ask(asked: Question, subject: Subject) -> Answer:
            return NO_ANSWER if asked.asks in case.outages else put(everybody, asked, subject)

        verdict, rows = decide(start(application, law, case.readings), ask)
    seen = dict.fromkeys([*(row.step.rule for row in rows), verdict.decided_by])
    return Ending(verdict.outcome, verdict.basis, verdict.decided_by), tuple(seen)


@cache
def empty_world() -> World:
    """Return registries without a record: every case is entered there, decided, and undone.

    Tables of its own for each would take ten times as long, and stay in memory.
    """
    own = {"check_same_thread": False}
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args=own)
    fill(engine, ())
    return World(engine, None, Lock())


def _enter(records: Records, session: Session) -> None:
    for filling in fillings(records):
        rows = [dict(zip(filling.columns, row, strict=True)) for row in filling.rows]
        if rows:
            session.execute(insert(TABLES.tables[filling.table]), rows)


def run_all() -> dict[str, Ran]:
    """Decide every ready case, in the order of the library."""
    return {name: run(name) for name in library.promises()}


class Shared:
    """Runs of cases of which one is made at a time: who comes meanwhile gets what comes out of it.

    Cases are decided one after the other anyway, so that many runs at once would only keep the
    threads that answer.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._under_way: dict[str, Future[dict[str, Ran]]] = {}

    def run(self, name: str, work: Callable[[], dict[str, Ran]]) -> dict[str, Ran]:
        """Return what comes out of a run, made here or already under way.

        Args:
            name: of the run.
            work: makes it.
        """
        with self._lock:
            made, own = self._under_way.get(name), Future[dict[str, Ran]]()
            if made is None:
                self._under_way[name] = own
        if made is not None:
            return made.result()
        try:
            own.set_result(work())
        except BaseException as problem:
            own.set_exception(problem)
            raise
        finally:
            with self._lock:
                del self._under_way[name]
        return own.result()


@cache
def _first_run() -> dict[str, Ran]:
    return run_all()


def first_run() -> dict[str, Ran]:
    """Return what came out when the cases were decided first, for the page as it is opened."""
    with BEGUN:
        return _first_run()


def cases_of(rule: str, ran: Mapping[str, Ran]) -> tuple[list[Ran], list[Ran]]:
    """Return the cases that a rule has to decide, and the others that come to it.

    Args:
        rule: id.
        ran: what came out, by case.
    """
    deciding = [each for each in ran.values() if each.expected.rule == rule]
    others = [each for each in ran.values() if rule in each.rules and each.expected.rule != rule]
    return deciding, others


def names_of(rule: str) -> tuple[str, ...]:
    """Return the names of all cases of a rule, those that it decides first."""
    deciding, others = cases_of(rule, first_run())
    return tuple(each.case for each in (*deciding, *others))


def rules_named(text: str) -> tuple[str, ...]:
    """Return the rules that a name means: itself, or all categories of ``RES-10``."""
    return tuple(rule for rule in catalogue() if rule == text or rule.partition(".")[0] == text)
