"""Tables as answers of the server: one form for the files of all pages.

A page names its tables; the address of a file has the query of the page, so that a file is of
what is shown. Beside the table stands what it is of: lines below a CSV, a sheet of a workbook.
"""

from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from flask import Flask, Response, request

from app.exports import CSV_TYPE, XLSX_TYPE, About, Cell, Table, csv_bytes, xlsx_bytes
from app.i18n import Words
from app.planning.scenarios import scenario_of
from app.remembered import remembered_language
from app.visit import Visit, visit
from simulation.run import identity

TYPES: Final = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}
TEXT_TYPE: Final = "text/plain; charset=utf-8"


class Saved(NamedTuple):
    """A table and what it is of."""

    table: Table
    about: About


class Refused(NamedTuple):
    """Why there is no table: a line in the visitor's language, and the status of the answer."""

    line: str
    status: HTTPStatus = HTTPStatus.NOT_FOUND


Make = Callable[[Visit, str], Saved | Refused]
"""Gives the table of a name for a visit."""


class Files(NamedTuple):
    """The files of a page.

    Attributes:
        path: of the page; a file is ``<path>/<name>.csv`` or ``.xlsx``.
        stem: of the names under which files are saved.
        names: of the tables.
        make: gives one of them.
    """

    path: str
    stem: str
    names: Collection[str]
    make: Make


def serve(server: Flask, files: Files) -> None:
    """Attach the files of a page.

    Args:
        server: the server behind the dashboard.
        files: which.
    """

    def file(name: str, kind: str) -> Response:
        here = asked(files.path)
        if name not in files.names or kind not in TYPES:
            return refused(Refused(here.words("cards.file.none")))
        found = files.make(here, name)
        if isinstance(found, Refused):
            return refused(found)
        return table_file(found, f"{files.stem}-{name}.{kind}")

    server.add_url_rule(f"{files.path}/<name>.<kind>", f"files of {files.path}", file)


def asked(path: str) -> Visit:
    """Return the visit of a page that the query of a request says.

    Args:
        path: of the page.
    """
    raw = request.args.to_dict(flat=False)
    query = {name: values[0] if len(values) == 1 else values for name, values in raw.items()}
    return visit(path, query, remembered_language())


def identity_lines(document: Mapping[str, Any], words: Words) -> list[tuple[str, Cell]]:
    """Return what every table of a scenario says: which it is, its seed, that it is made up.

    Args:
        document: the scenario as it was run, or as it stands.
        words: the language.
    """
    label = words("report.making.digest", name=str(document["name"]))
    digest = identity(scenario_of(document))["scenario_sha256"]
    return [
        (label, digest),
        (words("report.making.seed"), document["run"]["seed"]),
        (words("cards.file.synthetic"), words("report.running.synthetic")),
        (words("report.file.sources"), words("report.file.named")),
    ]


def refused(why: Refused) -> Response:
    """Return an answer that says why there is no file."""
    return Response(f"{why.line}\n", why.status, content_type=TEXT_TYPE)


def table_file(saved: Saved, name: str) -> Response:
    """Return a table as a file.

    Args:
        saved: its rows, and what it is of; lines without a value are left out of a CSV.
        name: of the file; it ends as one of ``TYPES`` does.
    """
    kind = name.rpartition(".")[2]
    lines = [": ".join(map(str, line)) for line in saved.about.lines if line[1] is not None]
    data = csv_bytes(saved.table, lines) if kind == "csv" else xlsx_bytes(*saved)
    answer = Response(data, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
