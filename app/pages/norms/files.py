"""The files of the page: every table by its address, whose query is that of the page."""

from http import HTTPStatus
from typing import Final, cast

from dash import Dash
from flask import Flask, Response

from app.exports import CSV_TYPE, XLSX_TYPE, Table, csv_bytes, xlsx_bytes
from app.pages.norms.account import Account, account
from app.pages.norms.routes import asked_for
from app.pages.norms.state import PATH
from app.pages.norms.tables import TABLES, about_lines, file_name
from app.services import Services

TYPES: Final = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}


def attach(app: Dash, services: Services) -> None:
    """Attach the route to the server behind the dashboard."""
    server = cast("Flask", app.server)

    @server.get(f"{PATH}/<name>.<kind>")
    def norms_file(name: str, kind: str) -> Response:
        if name not in TABLES or kind not in TYPES:
            return Response("There is no such table.\n", HTTPStatus.NOT_FOUND)
        shown = asked_for(services)
        told = None if shown is None else account(shown)
        table = None if told is None else TABLES[name](told)
        if told is None or table is None:
            return Response("Not counted yet.\n", HTTPStatus.SERVICE_UNAVAILABLE)
        return saved(told, table, file_name(told, name, kind))


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
