"""The files of the page: every table by its address, whose query is that of the page."""

from http import HTTPStatus
from time import monotonic, sleep
from typing import Final, cast

from dash import Dash
from flask import Flask, Response

from app.exports import Table
from app.pages.norms.account import Account, account
from app.pages.norms.routes import asked_for
from app.pages.norms.screens import Screen
from app.pages.norms.state import PATH
from app.pages.norms.tables import TABLES, about_lines, file_name
from app.services import Services
from app.studies import Progress
from app.table_files import TYPES, Refused, Saved, asked, refused, table_file

PATIENCE_SECONDS: Final = 10.0
"""How long a file waits while something else is counted; it holds a thread meanwhile."""

LOOK_SECONDS: Final = 0.2


def attach(app: Dash, services: Services) -> None:
    """Attach the route to the server behind the dashboard."""
    server = cast("Flask", app.server)

    @server.get(f"{PATH}/<name>.<kind>")
    def norms_file(name: str, kind: str) -> Response:
        if name not in TABLES or kind not in TYPES:
            return refused(Refused(asked(PATH).words("cards.file.none")))
        shown = asked_for(services)
        if shown is None:
            return later(asked(PATH).words("norms.no_city"))
        told = account(shown)
        table = None if told is None else patiently(told, name)
        if told is None or table is None:
            return later(reason(shown))
        return table_file(Saved(table, about_lines(told, table)), file_name(told, name, kind))


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


def later(why: str) -> Response:
    """Return an answer that says why there is no file, and when to ask for it again."""
    answer = refused(Refused(why, HTTPStatus.SERVICE_UNAVAILABLE))
    answer.headers["Retry-After"] = f"{PATIENCE_SECONDS:.0f}"
    return answer
