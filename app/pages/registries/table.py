"""A list of a system: what it is, search and filters, a page of records, and the pager."""

from math import ceil

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.states import empty
from app.frame import Children, icon
from app.pages.registries.columns import COLUMNS, Cell, Column
from app.pages.registries.ids import SLOTS, RegistriesIds
from app.pages.registries.overview import asked_by, dwellings_told, search_box
from app.pages.registries.sheet import Sheet
from app.pages.registries.state import LONGEST_YEAR, PAGE_SIZE
from app.search.city import SHORTEST
from synthetic_data.listing.books import BOOKS
from synthetic_data.listing.choices import Choice
from synthetic_data.listing.pages import Page, Query


def listed(sheet: Sheet) -> Children:
    """Return the list that the address names."""
    page = page_of(sheet)
    return [
        _head(sheet, page),
        _bar(sheet),
        html.Section(
            [_table(sheet, page), pager(sheet, page.total, sheet.state.page, "page")]
            if len(page.rows)
            else [_nothing(sheet, page)],
            className="card registries-list",
        ),
    ]


def page_of(sheet: Sheet) -> Page:
    """Return the records of the page that the address names."""
    state = sheet.state
    book = state.book or ""
    query = Query(book, state.sort, state.is_descending, state.filters, state.born)
    found = sheet.holdings.found(book, state.sought, sheet.today)
    first = (state.page - 1) * PAGE_SIZE
    return sheet.holdings.listing.page(query, sheet.on, slice(first, first + PAGE_SIZE), found)


def is_narrowed(sheet: Sheet) -> bool:
    """Say whether the list shows only some of its records."""
    return bool(sheet.state.sought or sheet.state.filters or sheet.state.born)


def _head(sheet: Sheet, page: Page) -> Component:
    name = sheet.state.book or ""
    system = BOOKS[name].system
    held = sheet.number(sheet.holdings.listing.counts[name])
    told = sheet.say("list.headline", book=sheet.say(f"book.{name}.title"), total=held)
    if is_narrowed(sheet):
        told = sheet.say(
            "list.narrowed",
            book=sheet.say(f"book.{name}.title"),
            total=sheet.number(page.total),
            held=held,
        )
    return html.Div(
        [
            html.P(
                [html.Strong(sheet.system(system)), " · ", sheet.say(f"system.{system}.title")],
                className="small quiet",
            ),
            html.H1(told, className="headline", id=RegistriesIds.HEADLINE),
            html.P(_told(sheet, name), className="quiet"),
            html.P(_source(sheet, system), className="quiet small"),
        ],
        className="registries-head",
    )


def _told(sheet: Sheet, name: str) -> str:
    about = sheet.say(f"book.{name}.about")
    return f"{about} {dwellings_told(sheet)}" if name == "dwellings" else about


def _source(sheet: Sheet, system: str) -> Children:
    whose = sheet.say("overview.whose", whose=sheet.say(f"system.{system}.whose"))
    as_of = sheet.say("list.as_of", day=sheet.day(sheet.city.as_of))
    return [f"{whose} · {as_of} · ", *asked_by(sheet, system)]


def _bar(sheet: Sheet) -> Component:
    book = BOOKS[sheet.state.book or ""]
    filters = zip(SLOTS, book.choices(), strict=False)
    return html.Div(
        [
            search_box(sheet) if book.people or book.dwelling else None,
            *[_filter(sheet, slot, choice) for slot, choice in filters],
            _born(sheet) if "born" in book.filters else None,
            _clear(sheet),
        ],
        className="registries-bar card",
    )


def _filter(sheet: Sheet, slot: str, choice: Choice) -> Component:
    """Return a filter whose values are the addresses that they lead to."""
    chosen = dict(sheet.state.filters).get(choice.name)
    options = [
        {
            "value": sheet.at(**{choice.name: word, "page": None}),
            "label": sheet.say(f"choice.{choice.name}.{word}") if word else sheet.say("list.any"),
        }
        for word in (None, *choice.words)
    ]
    place = choice.words.index(chosen) + 1 if chosen else 0
    return dmc.Select(
        id=slot,
        data=options,
        value=options[place]["value"],
        label=sheet.say(f"filter.{choice.name}"),
        allowDeselect=False,
        size="sm",
        className="registries-filter",
        comboboxProps={"withinPortal": False},  # in the content, for who hears the page by parts
        withScrollArea=False,
    )


def _born(sheet: Sheet) -> Component:
    """Return the filter by year of birth; what is no year stays in it, marked as wrong."""
    wrong = next((each.got for each in sheet.here.complaints if each.parameter == "born"), "")
    return dmc.TextInput(
        id=RegistriesIds.BORN,
        value=str(sheet.state.born or wrong[:LONGEST_YEAR]),
        label=sheet.say("filter.born"),
        placeholder=sheet.say("list.any"),
        error=bool(wrong),
        debounce=600,
        autoComplete="off",
        size="sm",
        className="registries-filter narrow",
    )


def _clear(sheet: Sheet) -> Component | None:
    if not is_narrowed(sheet):
        return None
    href = sheet.list_address(sheet.state.book or "")
    return html.A(sheet.say("list.clear"), href=href, className="button")


def _table(sheet: Sheet, page: Page) -> Component:
    columns = COLUMNS[sheet.state.book or ""]
    rows = [_row(sheet, columns, int(row)) for row in page.rows]
    return html.Div(
        html.Table(
            [
                _widths(columns),
                html.Thead(html.Tr([_heading(sheet, c) for c in columns])),
                html.Tbody(rows),
            ],
            className="registries-table fixed",
            id=RegistriesIds.TABLE,
        ),
        className="registries-scroll",
    )


def _widths(columns: tuple[Column, ...]) -> Component:
    """Return the shares of the columns, the same on every page of a list."""
    whole = sum(column.wide for column in columns)
    shares = (f"{100 * column.wide / whole:.2f}%" for column in columns)
    return html.Colgroup([html.Col(style={"width": share}) for share in shares])


def _heading(sheet: Sheet, column: Column) -> Component:
    told, state = sheet.say(f"column.{column.key}"), sheet.state
    css = "figures" if column.is_number else ""
    if column.key not in BOOKS[state.book or ""].sorts:
        return html.Th(told, scope="col", className=css)
    is_here = state.sort == column.key
    turned = f"-{column.key}" if is_here and not state.is_descending else column.key
    mark = (
        ("\N{DOWNWARDS ARROW}" if state.is_descending else "\N{UPWARDS ARROW}") if is_here else ""
    )
    way = {"aria-sort": "descending" if state.is_descending else "ascending"} if is_here else {}
    link = html.A(
        [told, html.Span(mark or "\N{UP DOWN ARROW}", **attributes({"aria-hidden": "true"}))],
        href=sheet.at(sort=turned, page=None),
        title=sheet.say("list.sort", column=told),
        className="sorted" if is_here else "",
        id=f"registries-sort-{column.key}",
    )
    return html.Th(link, scope="col", className=css, **attributes(way))


def _row(sheet: Sheet, columns: tuple[Column, ...], row: int) -> Component:
    return html.Tr(
        [
            html.Td(
                _whole(column.draw(sheet, row)),
                className="figures" if column.is_number else "",
                **attributes({"data-label": sheet.say(f"column.{column.key}")}),
            )
            for column in columns
        ]
    )


def _whole(cell: Cell) -> Component:
    """Return a cell whose pointer tells the whole of what the column may cut."""
    told = cell if isinstance(cell, str) else getattr(cell, "title", None) or cell.children
    return html.Div(cell, title=told, className="cell")


def pager(sheet: Sheet, total: int, page: int, parameter: str) -> Component | None:
    """Return links to other pages of a list, and which records are shown.

    Args:
        sheet: the screen.
        total: how many records there are.
        page: which page is shown, from 1.
        parameter: of the address that names the page.
    """
    last = max(1, ceil(total / PAGE_SIZE))
    first = (page - 1) * PAGE_SIZE
    shown = sheet.say(
        "list.shown",
        first=sheet.number(first + 1),
        last=sheet.number(min(total, first + PAGE_SIZE)),
        total=sheet.number(total),
    )
    links = [
        _turn(sheet, parameter, way, to if 1 <= to <= last and to != page else None)
        for way, to in (("first", 1), ("back", page - 1), ("next", page + 1), ("last", last))
    ]
    return html.Div(
        [
            html.P([shown, _of_pages(sheet, page, last)], className="quiet small"),
            html.Nav(
                [*links[:2], _go(sheet, parameter, page, last), *links[2:]],
                **attributes({"aria-label": sheet.say("list.pages")}),
            )
            if last > 1
            else None,
        ],
        className="registries-pager",
    )


def _go(sheet: Sheet, parameter: str, page: int, last: int) -> Component:
    """Return the field in which the number of another page is written."""
    return dmc.NumberInput(
        id=RegistriesIds.GO_PAGE if parameter == "page" else RegistriesIds.GO_PART,
        value=page,
        min=1,
        max=last,
        allowDecimal=False,
        hideControls=True,
        debounce=True,
        size="xs",
        className="registries-go",
        **attributes({"aria-label": sheet.say("list.go")}),
    )


def _of_pages(sheet: Sheet, page: int, last: int) -> str:
    """Return which page of how many is shown; nothing where there is one."""
    if last == 1:
        return ""
    return f" · {sheet.say('list.page', page=sheet.number(page), last=sheet.number(last))}"


def _turn(sheet: Sheet, parameter: str, way: str, to: int | None) -> Component:
    told = {"aria-label": sheet.say(f"list.{way}")}
    if to is None:
        off = {**told, "role": "link", "aria-disabled": "true"}
        return html.A(icon(way), className="button", **attributes(off))
    href = sheet.at(**{parameter: None if to == 1 else str(to)})
    return html.A(
        icon(way),
        href=href,
        className="button",
        id=f"{RegistriesIds.PAGER}-{parameter}-{way}",
        title=told["aria-label"],
        **attributes(told),
    )


def _nothing(sheet: Sheet, page: Page) -> Component:
    """Return why there is no record, and the way on."""
    sought = sheet.state.sought
    if page.total:
        key = "beyond"
    elif sought and sum(c.isalnum() for c in sought) < SHORTEST:
        key = "short"
    else:
        key = "none"
    href = sheet.at(page=None) if page.total else sheet.list_address(sheet.state.book or "")
    return empty(
        sheet.say(f"empty.{key}", sought=sought, least=SHORTEST),
        html.P(sheet.say(f"empty.{key}_hint"), className="quiet"),
        html.A(sheet.say(f"empty.{key}_go"), href=href, className="button"),
        css="registries-empty",
    )
