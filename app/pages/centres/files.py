"""The files of the page: every table by its address, whose query is that of the page."""

from collections.abc import Callable, Mapping
from typing import Final, cast

from dash import Dash
from flask import Flask

from app.components.centres_numbers import UNKNOWN, clock
from app.exports import Cell, Table
from app.pages.centres.chart import known_hours
from app.pages.centres.file_notes import notes
from app.pages.centres.fitted import fit_table
from app.pages.centres.load import load_table
from app.pages.centres.pairs import pairs_table
from app.pages.centres.plan_tables import plan_table, roster_table
from app.pages.centres.screens import Screen, screen
from app.pages.centres.sentences import office_name
from app.pages.centres.state import PATH, STATIONS
from app.services import Services
from app.table_files import Files, Refused, Saved, serve
from app.visit import Visit

MEASURES: Final = (
    ("visits", "count"),
    ("wait_minutes", "mean"),
    ("wait_minutes", "p90"),
    ("wait_minutes", "p95"),
    ("within_standard_share", "mean"),
    ("abandoned_share", "mean"),
    ("utilisation", "mean"),
    ("queue_length", "mean"),
)
"""Columns of the tables; each has its value and both ends of its interval."""


def attach(app: Dash, services: Services) -> None:
    """Attach the files to the server behind the dashboard."""

    def make(here: Visit, name: str) -> Saved | Refused:
        shown = screen(here, services)
        table = None if shown is None else TABLES[name](shown)
        if shown is None or table is None:
            return Refused(here.words("centres.no_numbers"))
        return Saved(table, notes(shown, name))

    serve(cast("Flask", app.server), Files(PATH, "tirkeu-centres", TABLES, make))


def _columns(shown: Screen, *first: str) -> tuple[str, ...]:
    words = shown.words
    heads = [words(f"centres.file.column.{name}") for name in first]
    for measure, statistic in MEASURES:
        name = words(f"centres.file.column.{measure}_{statistic}")
        heads += [
            name,
            f"{name}, {words('centres.file.low')}",
            f"{name}, {words('centres.file.high')}",
        ]
    return tuple(heads)


def hours_table(shown: Screen) -> Table | None:
    """Return the hours of the chosen office and station; None where nothing is known."""
    found = shown.found
    if found is None:
        return None
    station, office = shown.asked.station, shown.office
    rows = tuple(
        (
            f"{clock(hour)}–{clock(hour + 1)}",
            *_cells(
                {m: found.hours.get((m[0], station, office, m[1], hour), UNKNOWN) for m in MEASURES}
            ),
        )
        for hour in known_hours(shown, found)
    )
    title = shown.words(
        "centres.file.hours",
        office=office_name(office, shown.words),
        station=shown.words(f"centres.station.{station}"),
    )
    return Table(title, _columns(shown, "hour"), rows)


def _cells(estimates: Mapping[tuple[str, str], tuple[float | None, ...]]) -> tuple[Cell, ...]:
    return tuple(part for measure in MEASURES for part in estimates[measure])


def offices_table(shown: Screen) -> Table | None:
    """Return every station of every office; None where nothing is known."""
    words, found = shown.words, shown.found
    if found is None:
        return None
    rows = tuple(
        (
            office_name(office, words),
            words(f"centres.station.{station}"),
            *_cells({m: found(m[0], station, office, m[1]) for m in MEASURES}),
        )
        for office in shown.offices
        for station in STATIONS
    )
    return Table(words("centres.file.offices"), _columns(shown, "office", "station"), rows)


TABLES: Final[Mapping[str, Callable[[Screen], Table | None]]] = {
    "hours": hours_table,
    "offices": offices_table,
    "plan": plan_table,
    "roster": roster_table,
    "pairs": pairs_table,
    "load": load_table,
    "fit": fit_table,
}
"""Tables by the name of their file."""
