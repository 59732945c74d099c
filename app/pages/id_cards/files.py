"""The files of the page: every table by its address, whose query is that of the page."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final, cast

from dash import Dash
from flask import Flask

from app.exports import About, Cell, Table
from app.pages.id_cards.causes import causes
from app.pages.id_cards.charts import STAGES
from app.pages.id_cards.compared import counted
from app.pages.id_cards.screens import Screen, by_day, screen
from app.pages.id_cards.sentences import about_forecast, about_run, beyond, windows
from app.pages.id_cards.state import PATH
from app.planning.cards import measured_from
from app.services import Services
from app.table_files import Files, Refused, Saved, identity_lines, serve
from app.visit import Visit

FORECAST: Final = "forecast"
"""Name of the table that is always of the scenario that is shown, and never of a run."""

QUANTITIES: Final = ("expiring", "reminded", "first_filings", "filings", "shut_out", "duty_kzt")


def attach(app: Dash, services: Services) -> None:
    """Attach the files to the server behind the dashboard."""

    def make(here: Visit, name: str) -> Saved | Refused:
        shown = screen(here, services)
        table = None if shown is None else TABLES[name](shown)
        if shown is None or table is None:
            return Refused(here.words("centres.no_numbers"))
        return Saved(table, about_lines(shown, name))

    serve(cast("Flask", app.server), Files(PATH, "tirkeu-cards", TABLES, make))


def about_lines(shown: Screen, name: str) -> About:
    """Return what a table is of: the forecast of the scenario, others of a run where there is one.

    Args:
        shown: the screen.
        name: of the table.
    """
    words = shown.words
    results = None if name == FORECAST else shown.yours
    document = shown.document if results is None else results["scenario"]
    own = about_forecast(shown) if results is None else about_run(shown, results)
    before, after = windows(document)
    days = words.count("centres.days", before)
    lines: list[tuple[str, Cell]] = [
        (words("centres.file.of"), own),
        (words("cards.file.windows"), words("cards.file.days", before=days, after=after)),
    ]
    hypothetical = beyond(document) if results is None else results["hypothetical"]
    if hypothetical:
        lines.append((words("centres.file.hypothetical"), ", ".join(hypothetical)))
    if results is not None and shown.is_outdated:
        lines.append((words("centres.file.note"), words("cards.mark.outdated")))
    lines += identity_lines(document, words)
    return About(words("centres.file.about"), tuple(lines), measured_from(document))


def forecast_table(shown: Screen) -> Table | None:
    """Return the forecast by day; None where the cards are not at hand."""
    words, known = shown.words, shown.outlook
    if known is None:
        return None
    heads = [words("cards.chart.day"), *(words(f"cards.file.column.{q}") for q in QUANTITIES)]
    first = measured_from(shown.document)
    columns = [known.days(q).tolist() for q in QUANTITIES]
    rows = tuple(
        ((first + timedelta(place)).isoformat(), *values)
        for place, values in enumerate(zip(*columns, strict=True))
    )
    return Table(words("cards.file.forecast"), tuple(heads), rows)


def backlog_table(shown: Screen) -> Table | None:
    """Return what lies at each stage by day, with both ends of its interval; None without a run."""
    words = shown.words
    if shown.yours is None:
        return None
    heads = [words("cards.chart.day")]
    for stage in STAGES:
        name = words(f"cards.chart.{stage}")
        heads += [name, *(f"{name}, {words(f'centres.file.{end}')}" for end in ("low", "high"))]
    series = [dict(by_day(shown.yours, f"{stage}_backlog")) for stage in STAGES]
    rows = tuple(
        (day, *(part for one in series for part in counted(one[day]))) for day in series[0]
    )
    return Table(words("cards.file.backlog"), tuple(heads), rows)


def causes_table(shown: Screen) -> Table:
    """Return who has to go to a centre, by cause."""
    words = shown.words
    heads = [words("cards.causes.cause"), words("cards.causes.yours")]
    ends = [words(f"centres.file.{end}") for end in ("low", "high")]
    change = words("cards.causes.difference")
    heads += [*ends, words("cards.causes.law"), change, *(f"{change}, {end}" for end in ends)]
    rows = tuple(
        (words(f"cards.cause.{one.name}"), *counted(one.yours), one.law, *one.change)
        for one in causes(shown)
    )
    return Table(words("cards.file.causes"), tuple(heads), rows)


TABLES: Final[Mapping[str, Callable[[Screen], Table | None]]] = {
    FORECAST: forecast_table,
    "backlog": backlog_table,
    "causes": causes_table,
}
"""Tables by the name of their file."""
