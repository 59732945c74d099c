"""A decision as the document ``tirkeu.decision/1`` (contracts, section 2)."""

from collections.abc import Mapping
from typing import Any

from domain.explanation import Decided, Why, decimal
from domain.procedure import Question, Row
from domain.records import Renewal
from domain.registries import PEOPLE
from domain.wording import LANGUAGES, Speaker, finding_words, notice

FORMAT = "tirkeu.decision/1"


def document(decided: Decided, why: Why, speaker: Speaker) -> dict[str, Any]:
    """Return a decision as JSON values.

    Args:
        decided: the decided application.
        why: its explanation.
        speaker: the language and names of the findings; notices come in all languages.
    """
    verdict = decided.verdict
    told = {lang: notice(verdict.outcome, verdict.basis, lang) for lang in LANGUAGES}
    made: dict[str, Any] = {
        "format": FORMAT,
        "outcome": verdict.outcome,
        "basis": verdict.basis,
        "decided_by": verdict.decided_by,
        "notice": told,
        "trace": [trace_row(n, row, speaker) for n, row in enumerate(decided.rows, 1)],
        "why": why,
    }
    if isinstance(decided.application, Renewal):
        paid, owed = verdict.duty_kzt, verdict.refundable_kzt
        made["money"] = {"duty_kzt": paid, "refundable_kzt": owed}
        made["region"] = decided.application.region
    return made


def trace_row(n: int, row: Row, speaker: Speaker) -> dict[str, Any]:
    """Return one row of the trace, numbered from 1.

    ``actor`` is who acts: whoever asks a system, or the person who answers.
    """
    asked = isinstance(row.step, Question)
    return {
        "n": n,
        "rule": row.step.rule,
        "actor": acting(row),
        "system": row.step.system if isinstance(row.step, Question) else None,
        "asked": shown(row.subject) if asked else None,
        "answered": shown(row.answer) if asked else None,
        "finding": finding_words(speaker, row),
    }


def acting(row: Row) -> str:
    """Return who acts in a row: the asker of a system, the person asked, the one a rule binds."""
    step = row.step
    if isinstance(step, Question) and step.asks in PEOPLE and step.asks != "channel":
        return step.asks
    return step.actor


def shown(value: Any) -> Any:  # noqa: ANN401 - JSON values
    """Return a JSON value with areas in m² instead of tenths."""
    if isinstance(value, Mapping):
        return {
            key.replace("_tenths", "_m2"): decimal(v) if key.endswith("_tenths") else shown(v)
            for key, v in value.items()
        }
    return [shown(item) for item in value] if isinstance(value, (list, tuple)) else value
