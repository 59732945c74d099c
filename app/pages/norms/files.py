"""The files of the page: every table by its address, whose query is that of the page."""

from http import HTTPStatus
from time import monotonic, sleep
from typing import Final, cast

from dash import Dash
from flask import Flask, Response, request

from app.exports import CSV_TYPE, XLSX_TYPE, Table, csv_bytes, xlsx_bytes
from app.pages.norms.account import Account, account
from app.pages.norms.routes import asked_for
from app.pages.norms.screens import Screen
from app.pages.norms.state import PATH
from app.pages.norms.tables import TABLES, about_lines, file_name
from app.remembered import remembered_language
from app.services import Services
from app.studies import Progress
from app.visit import visit

TEXT_TYPE: Final = "text/plain; charset=utf-8"
TYPES: Final = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}

PATIENCE_SECONDS: Final = 10.0
"""How long a file waits while something else is counted; it holds a thread meanwhile."""

LOOK_SECONDS: Final = 0.2


def attach(app: Dash, services: Services) -> None:
    """Attach the route to the server behind the dashboard."""
    server = cast("Flask", app.server)

    @server.get(f"{PATH}/<name>.<kind>")
    def norms_file(name: str, kind: str) -> Response:
        if name not in TABLES or kind not in TYPES:
            return Response("There is no such table.\n", HTTPStatus.NOT_FOUND)
        shown = asked_for(services)
        if shown is None:
            return refused(visit(PATH, request.args, remembered_language()).words("norms.no_city"))
        told = account(shown)
        table = None if told is None else patiently(told, name)
        if told is None or table is None:
            return refused(reason(shown))
        return saved(told, table, file_name(told, name, kind))


def patiently(told: Account, name: str) -> Table | None:
    """Return a table; None where something else is counted for longer than a file waits."""
    last = monotonic() + PATIENCE_SECONDS
    table = TABLES[name](told)
    while table is None and monotonic() < last:
        sleep(LOOK_SECONDS)
        table = TABLES[name](told)
    return table


def reason(shown: Screen) -> str:
    """Return why there is no table yet, in the language of the visitor."""
    words = shown.visit.words
    if shown.held.progress is Progress.FAILED:
        return words("norms.headline.failed")
    return words("norms_detail.file.again")


def refused(why: str) -> Response:
    """Return an answer that says why there is no file, and when to ask for it again."""
    answer = Response(f"{why}\n", HTTPStatus.SERVICE_UNAVAILABLE, content_type=TEXT_TYPE)
    answer.headers["Retry-After"] = f"{PATIENCE_SECONDS:.0f}"
    return answer


def saved(told: Account, table: Table, name: str) -> Response:
    """Return a table as a file.

    Args:
        told: the setting.
        table: what is saved.
        name: of the file; it ends as one of ``TYPES`` does.
    """
    kind = name.rpartition(".")[2]
    about = about_lines(told, table)
    notes = [": ".join(map(str, line)) for line in about.lines if line[1] is not None]
    data = csv_bytes(table, notes) if kind == "csv" else xlsx_bytes(table, about)
    answer = Response(data, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
