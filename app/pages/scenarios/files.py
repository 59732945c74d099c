"""The files of the page: scenarios in and out, the comparison, the printable report."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from time import time
from typing import Any, Final, cast

from dash import Dash
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from app.access import NotAllowed, current_user, demand_change
from app.exports import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from app.i18n import Words
from app.pages.scenarios.changes import free_name
from app.pages.scenarios.columns import Column
from app.pages.scenarios.questions import CARDS, LOAD
from app.pages.scenarios.screens import Screen, screen
from app.pages.scenarios.state import ID, PATH
from app.pages.scenarios.tables import compared_about, compared_table
from app.pages.scenarios.trading import MOST_BYTES, content_of, document_of, name_of, read_file
from app.remembered import remembered_language
from app.report.making import Policy, report_of
from app.report.routes import with_name
from app.report.values import lever_at, lever_words
from app.saved import SavedScenarios
from app.services import Services
from app.visit import DEFAULT_DAY, Visit, visit
from domain.errors import BadInput

TYPES: Final = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}
TEXT_TYPE: Final = "text/plain; charset=utf-8"
JSON_TYPE: Final = "application/json; charset=utf-8"
HTML_TYPE: Final = "text/html; charset=utf-8"
HEADER, OWN = "X-Requested-With", "tirkeu"
AGAIN_SECONDS: Final = 3


def attach(app: Dash, services: Services) -> None:
    """Attach the routes to the server behind the dashboard."""
    server = cast("Flask", app.server)

    @server.get(f"{PATH}/compared.<kind>")
    def scenarios_compared(kind: str) -> Response:
        here = _visit()
        shown = screen(here, services) if kind in TYPES else None
        table = None if shown is None else compared_table(shown)
        if shown is None or table is None:
            return _told(here.words("scenarios.file.none"), HTTPStatus.NOT_FOUND)
        about = compared_about(shown)
        notes = [": ".join(map(str, line)) for line in about.lines]
        data = csv_bytes(table, notes) if kind == "csv" else xlsx_bytes(table, about)
        return _saved(data, TYPES[kind], f"tirkeu-scenarios.{kind}")

    @server.get(f"{PATH}/<scenario>.json")
    def scenarios_export(scenario: str) -> Response:
        return _exported(scenario, services)

    @server.post(f"{PATH}/file")
    def scenarios_import() -> Response:
        return _imported(services)

    @server.get(f"{PATH}/report.html")
    def scenarios_report() -> Response:
        here = _visit()
        shown = screen(here, services)
        return _reported(shown, services, here.words)


def _visit() -> Visit:
    raw = request.args.to_dict(flat=False)
    query = {name: values[0] if len(values) == 1 else values for name, values in raw.items()}
    return visit(PATH, query, remembered_language())


def _told(line: str, status: HTTPStatus) -> Response:
    return Response(f"{line}\n", status, content_type=TEXT_TYPE)


def _saved(data: bytes, kind: str, name: str) -> Response:
    answer = Response(data, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _exported(scenario: str, services: Services) -> Response:
    words = _visit().words
    store = SavedScenarios(services.store)
    found = store.find(scenario) if ID.fullmatch(scenario) and services.stored else None
    if found is None:
        return _told(words("scenarios.file.gone"), HTTPStatus.NOT_FOUND)
    try:
        document = document_of(found.content, found.name, services)
    except BadInput as problem:
        return _told(str(problem), HTTPStatus.NOT_FOUND)
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return _saved(text.encode(), JSON_TYPE, f"tirkeu-scenario-{found.id}.json")


# ---------------------------------------------------------------- a file that is taken in
def _imported(services: Services) -> Response:
    """Save the scenario of the request's body under its own name, or say why not."""
    here = _visit()
    words = here.words
    if request.headers.get(HEADER) != OWN:
        return _answer(HTTPStatus.FORBIDDEN, said=words("centres_below.log.refused.foreign"))
    try:
        demand_change()
        if (request.content_length or 0) > MOST_BYTES:
            return _answer(HTTPStatus.OK, said=words("scenarios.file.large"))
        data = request.get_data(cache=False)
        return _answer(HTTPStatus.OK, id=saved_file(data, request.args.get("name", ""), services))
    except NotAllowed:
        return _answer(HTTPStatus.FORBIDDEN, said=words("scenarios.note.viewer"))
    except HTTPException:
        return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said=words("scenarios.file.large"))
    except BadInput as problem:
        line = "" if problem.where == "file" else str(problem)
        return _answer(HTTPStatus.OK, said=refusal(problem, words), line=line)


def saved_file(data: bytes, file: str, services: Services) -> str:
    """Save the scenario of a file, and return its id.

    Args:
        data: the file.
        file: its name.
        services: where scenarios are saved.

    Raises:
        BadInput: it is no scenario that fits the model.
    """
    document = read_file(data)
    saved = SavedScenarios(services.store)
    name = free_name(name_of(document, file) or "tirkeu", saved)
    content = content_of(document, services.store)
    return saved.save(name, content, current_user().name, time()).id


def refusal(problem: BadInput, words: Words) -> str:
    """Return in one sentence why a file cannot be imported."""
    if problem.where != "file":
        return _refused_lever(problem.where.removeprefix("scenario: "), words)
    kind = "json" if problem.expected == "JSON" else "format"
    kind = "large" if problem.expected.startswith("at most") else kind
    return words(f"scenarios.file.{kind}", got=str(problem.got))


def _refused_lever(path: str, words: Words) -> str:
    """Return which lever of a file cannot be used; what is no lever is told by its key."""
    found = lever_at(path)
    if found is None:
        return words("scenarios.file.key", name=path)
    return words("scenarios.file.lever", name=lever_words(found, words))


def _answer(status: HTTPStatus, **told: str) -> Response:
    answer = Response(json.dumps(told), status, content_type=JSON_TYPE)
    answer.headers["Cache-Control"] = "no-store"
    return answer


# ---------------------------------------------------------------- the report
def _reported(shown: Screen | None, services: Services, words: Words) -> Response:
    runs = [] if shown is None else report_runs(shown)
    if shown is None or not runs:
        return _told(words("scenarios.file.no_runs"), HTTPStatus.NOT_FOUND)
    day = shown.columns[0].saved.content.day or DEFAULT_DAY  # as the table has it
    held = None if services.studies is None else services.studies.of(day)
    if held is not None and held.study is None:
        answer = _told(words("norms_detail.file.again"), HTTPStatus.SERVICE_UNAVAILABLE)
        answer.headers["Retry-After"] = str(AGAIN_SECONDS)
        return answer
    study = None if held is None else held.study
    ranges = None if held is None or held.ranges is None else held.ranges.known
    try:
        report = report_of(runs, Policy(day, study, ranges), words, report_cards(shown))
    except BadInput:
        return _told(words("scenarios.file.periods"), HTTPStatus.BAD_REQUEST)
    return _saved(report.encode(), HTML_TYPE, "tirkeu-report.html")


def report_runs(shown: Screen) -> Sequence[Mapping[str, Any]]:
    """Return the finished runs of the scenarios that are compared, by their saved names."""
    return [found for found in (_finished(one, LOAD) for one in shown.columns) if found]


def report_cards(shown: Screen) -> Sequence[Mapping[str, Any]]:
    """Return the finished runs of the cards of the same scenarios; none unless all have one.

    They are those that the comparison shows.
    """
    found = [_finished(one, CARDS) for one in shown.columns if _finished(one, LOAD)]
    known = [one for one in found if one]
    return known if len(known) == len(found) else []


def _finished(column: Column, part: str) -> Mapping[str, Any] | None:
    answer = column.answers[part]
    if answer.shown is None or answer.base is None or answer.is_outdated:
        return None
    # a run is known by its content, its name too: it is named after it was found
    return with_name(answer.shown.result, column.saved.name)
