"""The grid of servers by hour: those of the chosen office, and how many are needed.

A cell is edited by keyboard; on Monday to Friday together an edit is one of all five days.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import dash_ag_grid as dag
from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import percent
from app.components.grid_words import grid_words
from app.components.states import refused
from app.i18n import Words
from app.pages.centres.ids import CentresIds
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import STAFF, office_name
from app.pages.centres.state import WEEKDAYS
from app.planning.hours import WEEK, open_hours, open_weekdays, opening
from app.planning.scenarios import (
    Document,
    compact,
    complete,
    expanded,
    office_of,
    offices,
    with_office,
)
from domain.errors import BadInput
from simulation.levers import LEVERS

KINDS: Final = ("windows", "self_service_terminals", "reception_desks", "consultants")
ROWS: Final = tuple(kind for kind in KINDS if kind in LEVERS["offices[]"])
MOST: Final = 1_000
WHOLE: Final = re.compile(r"[0-9]{1,4}")
NEEDED: Final = "needed"
LACKS: Final = "▲"
SPAN: Final = "–"
LONGEST_SHOWN: Final = 20
TYPED: Final = "params.newValue === '' + params.oldValue ? params.oldValue : params.newValue"
"""What a cell takes from its editor: all that is typed; the server says what is wrong with it."""
TABBED: Final = "params.editing && params.nextCellPosition ? params.nextCellPosition : false"
"""Where Tab leads: out of the grid, whose cells arrows walk; while numbers are typed, onwards."""

Row = dict[str, Any]


def grid(screen: Screen) -> Component:
    """Return the grid; what it holds is written anew at each change."""
    words = screen.words
    return dag.AgGrid(
        id=CentresIds.GRID,
        rowData=rows(screen),
        columnDefs=columns(screen),
        getRowId="params.data.kind",
        defaultColDef={"sortable": False, "suppressMovable": True, "resizable": False},
        dashGridOptions={
            "domLayout": "autoHeight",
            "singleClickEdit": True,
            "stopEditingWhenCellsLoseFocus": True,
            "undoRedoCellEditing": True,
            "headerHeight": 28,
            "rowHeight": 32,
            "suppressMenuHide": True,
            "suppressHeaderFocus": True,  # a cell says its hour itself
            "tabToNextCell": {"function": TABBED},
            "localeText": grid_words(words, noRowsToShow=words("centres.grid.closed")),
        },
        className="centres-grid",
        style={"height": None, "width": "100%"},
    )


def hours_of(screen: Screen) -> Sequence[int]:
    """Return the hours that the grid shows."""
    return open_hours(office_of(screen.shown.document, screen.office), screen.asked.weekday)


def columns(screen: Screen) -> list[dict[str, Any]]:
    """Return the columns: the name of the row, and an hour each."""
    first = {
        "field": "label",
        "headerName": screen.words("centres.grid.hour"),
        "pinned": "left",
        "width": 144,
        "editable": False,
        "cellClass": "centres-row-name",
    }
    return [first, *(_hour(hour) for hour in hours_of(screen))]


def _hour(hour: int) -> dict[str, Any]:
    """Return the column of an hour; where days differ, a day is chosen before it is edited."""
    differs = f"params.data.differs && params.data.differs.h{hour}"
    is_needed = f"params.data.kind == '{NEEDED}'"
    return {
        "field": f"h{hour}",
        "headerName": str(hour),
        "headerTooltip": f"{hour}:00–{hour + 1}:00",
        "minWidth": 48,
        "flex": 1,
        "editable": {"function": f"!({is_needed}) && !({differs})"},
        "cellDataType": False,
        "cellEditor": "agTextCellEditor",
        "valueParser": {"function": TYPED},
        "cellClass": "centres-cell",
        "cellClassRules": {
            "centres-needed": is_needed,
            "centres-differ": differs,
            "centres-lacks": f"params.data.lacks && params.data.lacks.h{hour}",
        },
    }


def rows(screen: Screen) -> list[Row]:
    """Return a row per kind of server, and what is needed below that of the chosen station."""
    found = []
    levers = office_of(screen.shown.document, screen.office)
    for kind in ROWS:
        if levers[kind] is None:  # nobody waits there, so nobody is counted
            continue
        found.append(_row(screen, kind))
        if kind == STAFF[screen.asked.station] and screen.quick is not None:
            found.append(_needed(screen))
    return found


def _row(screen: Screen, kind: str) -> Row:
    levers = office_of(screen.shown.document, screen.office)
    profile = expanded(levers[kind])
    days = open_weekdays(levers, screen.asked.weekday)
    cells = {
        f"h{hour}": _cell([profile[day - 1][hour] for day in days]) for hour in hours_of(screen)
    }
    differs = {name: isinstance(cell, str) for name, cell in cells.items()}
    label = screen.words(f"centres.grid.{kind}")
    place = {"office": screen.office, "weekday": screen.asked.weekday}
    return {"kind": kind, "label": label, "differs": differs, **place, **cells}


def _cell(numbers: Sequence[float]) -> int | str:
    """Return how many there are in an hour; least and most where the days differ."""
    low, high = (int(end(numbers, default=0)) for end in (min, max))  # servers are whole
    return low if low == high else f"{low}{SPAN}{high}"


def _needed(screen: Screen) -> Row:
    found = needed(screen)
    levers = office_of(screen.shown.document, screen.office)
    there = expanded(levers[STAFF[screen.asked.station]])
    days = open_weekdays(levers, screen.asked.weekday)
    lacks = {}
    for hour, count in found.items():
        lacks[f"h{hour}"] = count > max((there[day - 1][hour] for day in days), default=0)
    cells = {
        f"h{hour}": f"{count} {LACKS}" if lacks[f"h{hour}"] else str(count)
        for hour, count in found.items()
    }
    label = screen.words(f"centres.grid.needed_{screen.asked.station}")
    return {"kind": NEEDED, "label": label, "lacks": lacks, **cells}


def needed(screen: Screen) -> Mapping[int, int]:
    """Return by hour how many servers of the chosen station the quick estimate asks for."""
    levers = office_of(screen.shown.document, screen.office)
    quick = screen.quick
    found: dict[int, int] = {}
    counts = {} if quick is None else quick.needed(screen.office, screen.asked.station)
    days = open_weekdays(levers, screen.asked.weekday)
    for (day, hour), count in counts.items():
        if day in days:
            found[hour] = max(found.get(hour, 0), count)
    return found


def whole_number(typed: object) -> int | None:
    """Return what was typed as a whole number; None where it is anything but one to four digits."""
    text = str(typed).strip()
    return int(text) if WHOLE.fullmatch(text) else None


def edited(screen: Screen, changes: Sequence[Mapping[str, Any]]) -> Document:
    """Return the kept scenario with what was typed into the grid.

    Args:
        screen: what the page shows.
        changes: as the grid tells them; each with the office and the weekday it was typed at, as
            the page may look at others by now.

    Raises:
        BadInput: a number cannot be used.
    """
    document = screen.shown.kept
    for change in changes:
        data, column = change.get("data"), str(change.get("colId", ""))
        row = data if isinstance(data, dict) else {}
        kind, hour, there = row.get("kind"), whole_number(column[1:]), _typed_at(screen, row)
        if not isinstance(kind, str) or kind not in ROWS or hour not in hours_of(there):
            raise BadInput("grid", "a row and an hour of the grid", column)
        document = _with_cell(
            there, document, (kind, hour or 0), change.get("newValue", change.get("value"))
        )
    return complete(document)


def _typed_at(screen: Screen, row: Mapping[str, Any]) -> Screen:
    """Return the screen of the office and weekday of a row; the present ones where it names none.

    Raises:
        BadInput: there is no such office or weekday.
    """
    office, weekday = row.get("office", screen.office), row.get("weekday", screen.asked.weekday)
    if office not in offices(screen.shown.document) or str(weekday) not in WEEKDAYS:
        raise BadInput("grid", "an office of the scenario and a weekday", f"{office}, {weekday}")
    return replace(screen, asked=replace(screen.asked, office=office, weekday=int(weekday)))


def _with_cell(
    screen: Screen, document: Document, place: tuple[str, int], typed: object
) -> Document:
    kind, hour = place
    count = whole_number(typed)
    if count is None or count > MOST:
        raise BadInput(kind, f"a whole number from 0 to {MOST}", typed)
    levers = office_of(document, screen.office)
    profile = expanded(levers[kind])
    days = open_weekdays(levers, screen.asked.weekday)
    if len({profile[day - 1][hour] for day in days}) > 1:
        raise BadInput(kind, "a day of its own, as the days differ", typed)
    for day in days:
        profile[day - 1][hour] = count
    return with_office(document, screen.office, **{kind: compact(profile)})


# ---------------------------------------------------------------- around the grid
def grid_head(screen: Screen) -> list[Component]:
    """Return title and choice of the weekday."""
    words = screen.words
    name = office_name(screen.office, words)
    return [
        html.Div(
            [html.H2(words("centres.grid.title", office=name)), weekdays(screen)],
            className="centres-card-head",
        ),
        html.P(words("centres.grid.about", most=MOST), className="quiet small"),
        *_differing(screen),
    ]


def _differing(screen: Screen) -> list[Component]:
    """Return how cells are edited in which the days of a week differ; nothing where none do."""
    differ = any(any(row.get("differs", {}).values()) for row in rows(screen))
    said = screen.words("centres.grid.differ")
    return [html.P(said, className="quiet small", id="centres-differ")] if differ else []


def weekdays(screen: Screen) -> Component:
    """Return the choice of the weekday."""
    levers = office_of(screen.shown.document, screen.office)
    single = [day for day in range(1, 8) if opening(levers, day) is not None]
    buttons = [_weekday(day, screen) for day in (WEEK, *single)]
    label = screen.words("centres.grid.weekday")
    return html.Div(
        buttons, className="centres-choice", role="group", **attributes({"aria-label": label})
    )


def _weekday(day: int, screen: Screen) -> Component:
    return html.Button(
        screen.words(f"centres.weekday.{day}"),
        **attributes(
            {
                "data-centres": "weekday",
                "data-value": str(day),
                "aria-pressed": str(day == screen.asked.weekday).lower(),
            }
        ),
    )


def estimate_line(screen: Screen) -> list[Component | None]:
    """Return what the quick estimate says of the grid as it stands, and the way to check it."""
    words = screen.words
    if not hours_of(screen):
        return [html.P(words("centres.grid.closed"), className="quiet small")]
    if screen.refused and "grid" in screen.refused:
        return [refused(_refusal(screen.refused["grid"].strip(), words))]
    if screen.quick is None:
        return [html.P(words("centres.grid.no_estimate"), className="quiet small")]
    share = screen.quick.found("within_standard_share", screen.asked.station, screen.office).value
    wait = screen.shown.document["standards"]["wait_minutes"]
    is_met = share is not None and share >= screen.asked.goal
    sign = "✓" if is_met else LACKS
    said = words(
        f"centres.grid.estimate_{screen.asked.station}",
        share=percent(share, words),
        wait=words("centres.unit.minutes", n=f"{wait:g}"),
        goal=percent(screen.asked.goal, words, 0),
    )
    kind = "centres-met" if is_met else "centres-missed"
    copied = _copy(words)
    line = html.P([html.Span(f"{sign} {said}", className=kind), " · ", copied], className="small")
    return [line, _nobody(screen)]


def _nobody(screen: Screen) -> Component | None:
    """Return the hours in which the grid has nobody at the station that is looked at."""
    kind = STAFF[screen.asked.station]
    row = next((one for one in rows(screen) if one["kind"] == kind), {})
    hours = [
        f"{hour}:00{SPAN}{hour + 1}:00" for hour in hours_of(screen) if row.get(f"h{hour}") == 0
    ]
    if not hours:
        return None
    said = screen.words("centres.grid.nobody", hours=", ".join(hours))
    return html.P(f"{LACKS} {said}", className="small centres-missed")


def _refusal(typed: str, words: Words) -> str:
    if not typed:
        return words("centres.grid.refused_empty", most=MOST)
    return words("centres.grid.refused", got=typed[:LONGEST_SHOWN], most=MOST)


def _copy(words: Words) -> Component:
    return html.Button(
        words("centres.grid.take"),
        className="centres-plain",
        **attributes({"data-centres": "take"}),
    )


def taken(screen: Screen) -> Document:
    """Return the kept scenario with what is needed at the chosen station as what is there."""
    kind = STAFF[screen.asked.station]
    document = screen.shown.kept
    quick = screen.quick
    if quick is None:
        return document
    profile = expanded(office_of(document, screen.office)[kind])
    for (weekday, hour), count in quick.needed(screen.office, screen.asked.station).items():
        profile[weekday - 1][hour] = count
    document = with_office(document, screen.office, **{kind: compact(profile)})
    return complete(document)
