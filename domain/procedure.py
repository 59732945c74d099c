"""Procedures as generators, and the one way to drive them.

A procedure yields steps and returns a `Verdict`. A step is a pair: a question with its subject,
answered by whoever drives, or a rule with the numbers it found. A procedure does no input or
output and knows no time; its branches depend on its arguments and the answers only, so the same
answers always give the same walk.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from domain.registries import SYSTEMS, Registries, Subject


class Question(NamedTuple):
    """A question that a procedure can put.

    Attributes:
        code: method of the addressee's protocol.
        rule: rule that makes the question necessary.
        actor: who asks.
        asks: the addressee, an attribute of `Registries`.
        place: station at which the actor works: a stay is a run of questions at one place.
    """

    code: str
    rule: str
    actor: str
    asks: str
    place: str

    @property
    def system(self) -> str | None:
        """The addressee where it is a system, None where it is a person."""
        return self.asks if self.asks in SYSTEMS else None


class Rule(NamedTuple):
    """A rule that spoke: ``finding`` is the key of its words in ``notices.toml``."""

    rule: str
    finding: str
    actor: str


Answer = Any
"""A JSON value of the shape that the addressee's protocol names, or `NO_ANSWER`."""

Step = tuple[Question | Rule, Subject]
Procedure = Generator[Step, Answer, "Verdict"]

NO_ANSWER: Final[Mapping[str, bool]] = {"no_answer": True}
"""Recorded where a system did not answer after its retries (RES-17, IDC-19)."""


UNDECIDED: Final = object()
"""Returned by whoever answers to stop a walk at a question."""


class Silence(Exception):
    """Thrown into a procedure where its question got no answer.

    The one exception to "findings are values": the outermost procedure has a single place that
    ends the case, and the kinship path a single place that turns to the data mart.
    """


class Verdict(NamedTuple):
    """How a procedure ended.

    Attributes:
        outcome: what the rule decided, a name such as ``registered``.
        decided_by: id of the rule that the outcome rests on.
        basis: why admitted or annulled, else None.
        duty_kzt: state duty paid now (ID card only).
        refundable_kzt: duty owed back (ID card only).
    """

    outcome: str
    decided_by: str
    basis: str | None = None
    duty_kzt: int = 0
    refundable_kzt: int = 0


class Row(NamedTuple):
    """One line of a trace: a question with its answer, or a rule with its numbers."""

    step: Question | Rule
    subject: Subject
    answer: Answer

    @property
    def asked(self) -> bool:
        """True for a question, False for the finding of a rule."""
        return isinstance(self.step, Question)


class Position(NamedTuple):
    """A walk stopped somewhere: what happened, and the question it waits at or its end.

    Exactly one of ``question`` and ``verdict`` is not None.
    """

    rows: tuple[Row, ...]
    question: Question | None
    subject: Subject
    verdict: Verdict | None


Ask = Callable[[Question, Subject], Answer]
"""Gives the answer to a question put about a subject."""


@cache
def question(code: str, rule: str, actor: str, asks: str, place: str) -> Question:
    """Return the constant of a question; the same words give the same object."""
    return Question(code, rule, actor, asks, place)


@cache
def rule(rule_id: str, finding: str, actor: str) -> Rule:
    """Return the constant of a rule that speaks through an actor."""
    return Rule(rule_id, finding, actor)


def advance(procedure: Procedure, answer: Answer) -> Step | Verdict:
    """Give a procedure its answer and return its next step or its verdict.

    Every driver goes through here, so that an answer means the same to all of them.

    Args:
        procedure: a started or fresh procedure.
        answer: the answer to its last question; None to start it and after a rule.
    """
    try:
        return procedure.throw(Silence()) if answer is NO_ANSWER else procedure.send(answer)
    except StopIteration as end:
        verdict: Verdict = end.value
        return verdict


def next_question(procedure: Procedure, answer: Answer) -> tuple[Question, Subject] | Verdict:
    """Give a procedure its answer and go on to its next question or its verdict.

    For drivers that look at no findings: the same as ``advance`` until neither a rule nor its
    numbers come, in one loop, because a simulation takes millions of these steps.

    Args:
        procedure: a started or fresh procedure.
        answer: the answer to its last question; None to start it.
    """
    try:
        step = procedure.throw(Silence()) if answer is NO_ANSWER else procedure.send(answer)
        while isinstance(step[0], Rule):
            step = procedure.send(None)
    except StopIteration as end:
        verdict: Verdict = end.value
        return verdict
    return step  # type: ignore[return-value]  # what is no rule is a question


def put(registries: Registries, asked: Question, subject: Subject) -> Answer:
    """Put a question to its addressee."""
    return getattr(getattr(registries, asked.asks), asked.code)(**subject)


def walk(procedure: Procedure, ask: Ask) -> Position:
    """Walk a fresh procedure until it ends or nobody can answer its question yet.

    Args:
        procedure: a fresh procedure.
        ask: gives the answer to a question, `NO_ANSWER` for a system that is silent, or
            `UNDECIDED` to stop there.
    """
    rows: list[Row] = []
    step = advance(procedure, None)
    while not isinstance(step, Verdict):
        what, subject = step
        answer = ask(what, subject) if isinstance(what, Question) else None
        if answer is UNDECIDED:
            return Position(tuple(rows), what, subject, None)  # type: ignore[arg-type]
        rows.append(Row(what, subject, answer))
        step = advance(procedure, answer)
    return Position(tuple(rows), None, {}, step)


def decide(procedure: Procedure, ask: Ask) -> tuple[Verdict, tuple[Row, ...]]:
    """Run a procedure to its end at once.

    Args:
        procedure: a fresh procedure.
        ask: gives the answer to every question; never `UNDECIDED`.

    Returns:
        The verdict and the trace.
    """
    end = walk(procedure, ask)
    if end.verdict is None:
        message = f"nobody answered {end.question}"
        raise RuntimeError(message)
    return end.verdict, end.rows


def replay(procedure: Procedure, answers: Sequence[Answer]) -> Position:
    """Walk a fresh procedure through stored answers, and stop where they run out.

    Nothing is asked of anybody, so a replay never repeats an effect. To go back, leave off the
    last answers; to change one, leave off those after it.

    Args:
        procedure: a fresh procedure.
        answers: the answers to its questions, in order; more than it needs are left over.
    """
    stored = iter(answers)

    def recall(_asked: Question, _subject: Subject) -> Answer:
        answer = next(stored, UNDECIDED)
        return NO_ANSWER if answer == NO_ANSWER else answer

    return walk(procedure, recall)
