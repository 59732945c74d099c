"""A ticket log that is sent to the page: read, fitted, and gone; only the fit is kept.

It comes as the body of a request of its own, so that nothing of it stands in the page's callbacks.
A header that no form of a foreign page can send is asked for. What is wrong with a file is an
answer like any other: a sentence instead of a key. What reads it is imported with the first log: it
takes a tenth of the dashboard's memory, and few send one.
"""

import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from io import BytesIO
from threading import BoundedSemaphore
from typing import Any, Final, cast

from dash import Dash
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from app.access import may_change
from app.components.centres_numbers import number
from app.i18n import Words
from app.pages.centres.state import PATH
from app.remembered import remembered_language
from app.services import Services
from app.visit import visit
from domain.errors import BadInput
from simulation.fit.columns import COLUMNS

MOST_MEGABYTES: Final = 64
MOST_BYTES: Final = MOST_MEGABYTES * 1_000_000
HEADER, OWN = "X-Requested-With", "tirkeu"
WAIT_SECONDS: Final = 60
"""How long a log waits for the one before it: two at once would take the memory of both."""

RULES: Final[Mapping[str, str]] = {
    "an office": "office",
    "a service": "service",
    "either start and end, or left": "either",
    "a local time in enabled": "time_enabled",
    "a local time in start": "time_start",
    "a local time in end": "time_end",
    "a local time in left": "time_left",
    "start and end, or left": "both",
    "enabled ≤ start ≤ end": "order",
    "enabled ≤ left": "order_left",
    "at most a day in all": "day",
}
"""What is expected of a row, as `read_log` says it, and the word of the catalogue for it."""

REFUSALS: Final = (
    ("at least one row", "empty"),
    ("at most 5%", "bad"),
    ("the columns", "columns"),
    ("commas", "commas"),
    ("text in UTF-8", "letters"),
    ("a CSV file", "csv"),
    ("at most", "many"),
)
"""How what is expected of a file begins, and the sentence of the catalogue for it."""

_turn = BoundedSemaphore(1)


def attach(app: Dash, services: Services) -> None:
    """Attach the route that takes a log."""
    server = cast("Flask", app.server)

    @server.post(f"{PATH}/log")
    def centres_log() -> Response:
        words = visit(PATH, dict(request.args), remembered_language()).words
        refused = _refused()
        if refused:
            return _answer(HTTPStatus.FORBIDDEN, said=words(refused))
        request.max_content_length = MOST_BYTES
        if (request.content_length or 0) > MOST_BYTES:
            return _too_large(words)
        if not _turn.acquire(timeout=WAIT_SECONDS):
            busy = words("centres_below.log.refused.busy")
            return _answer(HTTPStatus.SERVICE_UNAVAILABLE, said=busy)
        try:
            kept = services.store.keep(fitted(request.get_data(cache=False)))
        except BadInput as problem:
            return _answer(HTTPStatus.OK, said=refusal(problem, words))
        except HTTPException:
            return _too_large(words)
        finally:
            _turn.release()
        return _answer(HTTPStatus.OK, key=kept)


def _refused() -> str:
    """Return the word for why this visitor sends no log, empty where he may."""
    if request.headers.get(HEADER) != OWN:
        return "centres_below.log.refused.foreign"
    return "" if may_change() else "access.problem.viewer"


def _too_large(words: Words) -> Response:
    said = words("centres_below.log.refused.large", most=number(MOST_MEGABYTES, words))
    return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said=said)


def _answer(status: HTTPStatus, **told: str) -> Response:
    answer = Response(json.dumps(told), status, content_type="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def fitted(data: bytes) -> dict[str, Any]:
    """Return what is kept of a log: ``tirkeu.fit/1`` without its rows' own words.

    Args:
        data: the file.

    Raises:
        BadInput: nothing can be fitted to it.
    """
    from simulation.fit.fitted import fit  # noqa: PLC0415 - heavy, as said above
    from simulation.fit.ticket_log import read_log  # noqa: PLC0415 - likewise

    found = fit(read_log(BytesIO(data), "log"))
    named = [{"line": row["line"], "why": rule_of(row["why"])} for row in found["rows"]["named"]]
    levers = {
        "service_minutes": {
            name: found["scenario"]["service_minutes"][name]
            for name in ("window_other", "window_residence")
            if name in found["scenario"]["service_minutes"]
        },
        "patience_minutes": found["scenario"]["behaviour"]["patience_minutes"],
    }
    rest = {name: value for name, value in found.items() if name != "scenario"}
    return {**rest, "rows": {**found["rows"], "named": named}, "levers": levers}


def rule_of(why: str) -> str:
    """Return the rule that a row breaks, of which ``why`` says what was expected."""
    said = why.removeprefix("expected ")
    known = (rule for text, rule in RULES.items() if said.startswith(text))
    return next(known, "other")


def refusal(problem: BadInput, words: Words) -> str:
    """Return in one sentence why nothing can be fitted to a file."""
    kind = next((k for start, k in REFUSALS if problem.expected.startswith(start)), "csv")
    got = str(problem.got)
    values = {"columns": ", ".join(COLUMNS), "got": got.partition(";")[0], "rows": ""}
    if kind == "columns":
        values["got"] = got.removeprefix("no ")
    if kind == "bad":
        values["rows"] = "; ".join(_rows(got, words))
        bad, _, whole = values["got"].partition(" of ")
        values |= {"bad": _counted(bad, words), "whole": _counted(whole, words)}
    return words(f"centres_below.log.refused.{kind}", **values)


def _counted(text: str, words: Words) -> str:
    return number(int(text), words) if text.isdigit() else text


def _rows(got: str, words: Words) -> Iterator[str]:
    """Yield the bad rows that a refusal names, in the visitor's words."""
    for part in got.split("; ")[1:]:
        line, _, why = part.removeprefix("line ").partition(": ")
        if line.isdigit():
            yield row_words(int(line), rule_of(why), words)


def row_words(line: int, rule: str, words: Words) -> str:
    """Return which row cannot be used, and why."""
    why = words(f"centres_below.log.rule.{rule}")
    return words("centres_below.log.row", line=number(line, words), why=why)
