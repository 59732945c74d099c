"""The files of the page: every table by its address, whose query is that of the page."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Final, cast

from dash import Dash
from flask import Flask, Response, request

from app.exports import CSV_TYPE, XLSX_TYPE, About, Cell, Table, csv_bytes, xlsx_bytes
from app.pages.id_cards.causes import causes
from app.pages.id_cards.charts import STAGES
from app.pages.id_cards.scenarios import measured_from
from app.pages.id_cards.screens import Screen, by_day, screen
from app.pages.id_cards.sentences import about, beyond_the_law, windows
from app.pages.id_cards.state import PATH
from app.remembered import remembered_language
from app.services import Services
from app.visit import visit

TYPES: Final = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}
QUANTITIES: Final = ("expiring", "reminded", "first_filings", "filings", "shut_out", "duty_kzt")


def attach(app: Dash, services: Services) -> None:
    """Attach the route to the server behind the dashboard."""
    server = cast("Flask", app.server)

    @server.get(f"{PATH}/<name>.<kind>")
    def cards_file(name: str, kind: str) -> Response:
        raw = request.args.to_dict(flat=False)
        query = {key: values[0] if len(values) == 1 else values for key, values in raw.items()}
        shown = screen(visit(PATH, query, remembered_language()), services)
        if shown is None or name not in TABLES or kind not in TYPES:
            return Response("There is no such table.\n", HTTPStatus.NOT_FOUND)
        told = about_lines(shown)
        notes = [": ".join(map(str, line)) for line in told.lines]
        table = TABLES[name](shown)
        data = csv_bytes(table, notes) if kind == "csv" else xlsx_bytes(table, told)
        answer = Response(data, content_type=TYPES[kind])
        answer.headers["Content-Disposition"] = f'attachment; filename="tirkeu-cards-{name}.{kind}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer


def about_lines(shown: Screen) -> About:
    """Return what a table is of."""
    words, (before, after) = shown.words, windows(shown)
    lines: list[tuple[str, Cell]] = [
        (words("centres.file.of"), about(shown)),
        (words("cards.file.windows"), words("cards.file.days", before=before, after=after)),
        (words("cards.file.synthetic"), words("cards.file.people")),
    ]
    beyond = beyond_the_law(shown)
    if beyond:
        lines.append((words("centres.file.hypothetical"), ", ".join(beyond)))
    if shown.is_outdated:
        lines.append((words("centres.file.note"), words("cards.mark.outdated")))
    return About(words("centres.file.about"), tuple(lines), measured_from(shown.document))


def forecast_table(shown: Screen) -> Table:
    """Return the forecast by day."""
    words, known = shown.words, shown.outlook
    heads = [words("cards.chart.day"), *(words(f"cards.file.column.{q}") for q in QUANTITIES)]
    first = measured_from(shown.document)
    columns = [] if known is None else [known.days(q).tolist() for q in QUANTITIES]
    rows = tuple(
        ((first + timedelta(place)).isoformat(), *values)
        for place, values in enumerate(zip(*columns, strict=True))
    )
    return Table(words("cards.file.forecast"), tuple(heads), rows)


def backlog_table(shown: Screen) -> Table:
    """Return what lies at each stage by day, with both ends of its interval."""
    words = shown.words
    heads = [words("cards.chart.day")]
    for stage in STAGES:
        name = words(f"cards.chart.{stage}")
        heads += [name, *(f"{name}, {words(f'centres.file.{end}')}" for end in ("low", "high"))]
    series = [dict(by_day(shown.yours, f"{stage}_backlog")) for stage in STAGES]
    rows = tuple((day, *(part for one in series for part in one[day])) for day in series[0])
    return Table(words("cards.file.backlog"), tuple(heads), rows)


def causes_table(shown: Screen) -> Table:
    """Return who has to go to a centre, by cause."""
    words = shown.words
    heads = [words("cards.causes.cause"), words("cards.causes.yours")]
    heads += [words(f"centres.file.{end}") for end in ("low", "high")]
    rows = tuple((words(f"cards.cause.{one.name}"), *one.yours, one.law) for one in causes(shown))
    return Table(words("cards.file.causes"), (*heads, words("cards.causes.law")), rows)


TABLES: Final[Mapping[str, Callable[[Screen], Table]]] = {
    "forecast": forecast_table,
    "backlog": backlog_table,
    "causes": causes_table,
}
"""Tables by the name of their file."""
