"""The files of the page: the list that is shown, and what the city is compared with."""

from collections.abc import Callable
from typing import Any, Final, cast

from dash import Dash, html
from dash.development.base_component import Component
from flask import Flask

from app.components.attributes import attributes
from app.exports import About, Cell, Table
from app.pages.registries.columns import COLUMNS, Column
from app.pages.registries.holdings import holdings
from app.pages.registries.quality_job import measured
from app.pages.registries.quality_words import class_words, title
from app.pages.registries.sheet import Sheet
from app.pages.registries.state import PATH, read_state
from app.pages.registries.table import is_narrowed
from app.services import Services
from app.table_files import TYPES, Files, Refused, Saved, serve
from app.visit import Visit, address
from synthetic_data.listing.books import BOOKS
from synthetic_data.listing.pages import Page, Query

MOST_ROWS: Final = 10_000
"""Records of a list that are saved; ``tirkeu tables`` writes all of them."""

TENTHS: Final = 10
LIST, QUALITY = "list", "quality"

Number = Callable[[Sheet, int], int]
NUMBERS: Final[dict[tuple[str, str], Number]] = {
    ("dwellings", "rooms"): lambda sheet, row: int(sheet.city.rooms[row]),
    ("dwellings", "registered"): lambda sheet, row: int(sheet.holdings.listing.headcounts[row]),
}
AREAS: Final[dict[str, Number]] = {
    "dwellings": lambda sheet, row: int(sheet.city.total_area[row]),
    "ownerships": lambda sheet, row: int(sheet.city.total_area[sheet.city.owned_dwelling[row]]),
}
"""Columns that are saved as numbers; areas stand in tenths, below 0 where there is none."""


def attach(app: Dash, services: Services) -> None:
    """Attach the files to the server behind the dashboard."""

    def make(here: Visit, name: str) -> Saved | Refused:
        held = holdings(services)
        if held is None:
            return Refused(here.words("registries.no_city.title"))
        state, read = read_state(here, held.city.persons, held.city.dwellings)
        sheet = Sheet(read, state, held)
        table = TABLES[name](sheet)
        if table is None:
            key = "quality.waiting" if name == QUALITY else "empty.none"
            return Refused(sheet.say(key, sought=""))
        return Saved(table, about(sheet, table))

    serve(cast("Flask", app.server), Files(PATH, "tirkeu-registries", TABLES, make))


def list_table(sheet: Sheet) -> Table | None:
    """Return the records of the list that the address names; None where it names none."""
    book = sheet.state.book
    if book is None:
        return None
    page = records(sheet)
    columns = COLUMNS[book]
    rows = tuple(tuple(_cell(sheet, column, int(row)) for column in columns) for row in page.rows)
    heads = tuple(sheet.say(f"column.{column.key}") for column in columns)
    return Table(sheet.say(f"book.{book}.title"), heads, rows)


def records(sheet: Sheet) -> Page:
    """Return the first records of the list that the address names, whatever page is shown."""
    state, held = sheet.state, sheet.holdings
    book = state.book or ""
    query = Query(book, state.sort, state.is_descending, state.filters, state.born)
    found = held.found(book, state.sought, sheet.today)
    return held.listing.page(query, sheet.on, slice(0, MOST_ROWS), found)


def _cell(sheet: Sheet, column: Column, row: int) -> Cell:
    book = sheet.state.book or ""
    if column.key == "area":
        area = AREAS[book](sheet, row)
        return None if area < 0 else area / TENTHS
    number = NUMBERS.get((book, column.key))
    return text(column.draw(sheet, row)) if number is None else number(sheet, row)


def text(drawn: Any) -> str:  # noqa: ANN401 - components have no types
    """Return what a cell says in whole, a name that was cut included."""
    if isinstance(drawn, Component):
        return str(getattr(drawn, "title", None) or text(drawn.children))
    if isinstance(drawn, list):
        return "".join(map(text, drawn))
    return "" if drawn is None else str(drawn)


def quality_table(sheet: Sheet) -> Table | None:
    """Return every class of every distribution; None as long as they are being measured."""
    found = measured(sheet.holdings.stored).found
    if found is None:
        return None
    rows = tuple(
        (title(sheet, margin["name"]), class_words(sheet, each["class"]), *_shares(each))
        for margin in (*found["margins"], *found["joints"])
        for each in margin["classes"]
    )
    heads = ("file.title", "quality.class", "quality.wanted", "quality.got")
    return Table(sheet.say("quality.title"), tuple(map(sheet.say, heads)), rows)


def _shares(each: dict[str, Any]) -> tuple[float, float]:
    return float(each["target"]), float(each["got"])


def about(sheet: Sheet, table: Table) -> About:
    """Return what is said beside a table: that all of it is made up, city, seed, day.

    Args:
        sheet: the screen.
        table: what is saved.
    """
    city, words = sheet.holdings.stored, sheet.words
    lines: list[tuple[str, Cell]] = [
        (words("norms_detail.file.finding"), table.title),
        (words("norms_detail.file.synthetic"), words("norms_detail.file.all_made_up")),
        (words("norms_detail.file.day"), sheet.day(sheet.city.as_of)),
    ]
    if city is not None:
        lines.append((words("norms_detail.file.population"), city.population))
        lines.append((words("norms_detail.file.city_seed"), city.seed))
    if sheet.state.book is not None:
        system = BOOKS[sheet.state.book].system
        lines.append((words("norms_detail.file.sources"), sheet.system(system)))
        shown = sheet.say(
            "list.shown",
            first=sheet.number(min(1, len(table.rows))),
            last=sheet.number(len(table.rows)),
            total=sheet.number(records(sheet).total),
        )
        lines.append((sheet.say(f"book.{sheet.state.book}.title"), shown))
        if is_narrowed(sheet):
            lines.append((words("registries.file.chosen"), _chosen(sheet)))
    return About(words("norms_detail.file.about"), tuple(lines), sheet.today)


def _chosen(sheet: Sheet) -> str:
    state = sheet.state
    told = [
        f"{sheet.say(f'filter.{name}')}: {sheet.say(f'choice.{name}.{word}')}"
        for name, word in state.filters
    ]
    if state.born:
        told.append(f"{sheet.say('filter.born')}: {state.born}")
    return "; ".join([state.sought, *told] if state.sought else told)


TABLES: Final[dict[str, Callable[[Sheet], Table | None]]] = {
    LIST: list_table,
    QUALITY: quality_table,
}
"""Tables by the name of their file."""


def file_links(sheet: Sheet, name: str) -> Component:
    """Return the links to the files of a table.

    Args:
        sheet: the screen.
        name: of the table, a key of ``TABLES``.
    """
    links = [
        html.A(
            kind.upper(),
            href=address(
                f"{PATH}/{name}.{kind}", {**sheet.here.query, "lang": sheet.here.language}
            ),
            download="",
            **attributes({"aria-label": sheet.say("file.save", kind=kind.upper())}),
        )
        for kind in TYPES
    ]
    return html.Div(links, className="registries-files small")
