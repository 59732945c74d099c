"""The plan and its roster as tables to be saved."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.exports import Cell, Table
from app.i18n import Words
from app.pages.centres.plan import Plan, plan_of
from app.pages.centres.plan_view import station_words
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import office_name
from simulation.staffing.staffed import PLAN_COLUMNS, ROSTER_COLUMNS

BEYOND: Final = "hypothetical"
PLACE: Final = PLAN_COLUMNS.index("servers")
PLAN: Final = (*PLAN_COLUMNS[:PLACE], "now", *PLAN_COLUMNS[PLACE:])


def plan_table(screen: Screen) -> Table | None:
    """Return the servers of the plan, hour by hour; None as long as none was found."""
    found = plan_of(screen)
    return None if found is None else _table(screen, found, ("plan", "hours"), PLAN)


def roster_table(screen: Screen) -> Table | None:
    """Return the shifts that cover the plan; None as long as none was found."""
    found = plan_of(screen)
    return None if found is None else _table(screen, found, ("roster", "roster"), ROSTER_COLUMNS)


def _table(screen: Screen, found: Plan, names: tuple[str, str], columns: Sequence[str]) -> Table:
    """Return some rows of a plan; what is beyond the law's dates is named in each, if anything."""
    words, (name, rows) = screen.words, names
    beyond = " ".join(found.get(BEYOND) or ())
    shown = [column for column in columns if beyond or column != BEYOND]
    heads = tuple(words(f"centres.file.column.{column}") for column in shown)
    told = ({**row, BEYOND: beyond} for row in found[rows])
    cells = tuple(tuple(_cell(column, row, words) for column in shown) for row in told)
    return Table(words(f"centres.file.{name}"), heads, cells)


def _cell(column: str, row: Mapping[str, Any], words: Words) -> Cell:
    value: Cell = row[column]
    if column == "office":
        return office_name(str(value), words)
    if column == "station":
        return station_words(str(value), words)
    return words(f"centres.weekday.{value}") if column == "weekday" else value
