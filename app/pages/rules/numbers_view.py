"""The table of every number: what it is, how it is known, and how far it may be off."""

from math import ceil
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.states import empty
from app.frame import Children, icon
from app.i18n import Words
from app.pages.rules.bar import bar
from app.pages.rules.figure_words import (
    MOST_INLINE,
    name_words,
    parts,
    range_words,
    replaced_words,
    source_words,
    value_words,
    whole_unit,
    with_unit,
)
from app.pages.rules.figures import Number, numbers, year_of
from app.pages.rules.ids import RulesIds
from app.pages.rules.screen import Screen
from app.pages.rules.state import KINDS, NUMBERS, State

PAGE_SIZE: Final = 25
SHAPES: Final = {
    "law": "§",
    "measured": "●",
    "reported": "◆",
    "derived": "▲",
    "assumed": "○",
    "lever": "↔",
    "astana": "■",
}
"""The shape of each kind, so that kinds are told apart without their colour."""

COLUMNS: Final = ("name", "value", "range", "kind", "year", "source")


def numbers_view(screen: Screen) -> Children:
    """Return search, filter by kind, and a page of the table."""
    found = listed(screen.state, screen.words)
    return [
        bar(screen, NUMBERS, None),
        _kinds(screen),
        _table(screen, found) if found else _nothing(screen),
    ]


def listed(state: State, words: Words) -> list[Number]:
    """Return the numbers that search and filter leave, in their order."""
    sought = state.sought.lower().split()
    return [
        number
        for number in numbers()
        if state.kind in ("", number.kind)
        and all(word in searched(number, words) for word in sought)
    ]


def searched(number: Number, words: Words) -> str:
    """Return all the words under which a number is found, in small letters."""
    source = source_words(number, words)[0]
    told = (name_words(number, words), number.key, source, number.source, number.year)
    return " ".join((*told, replaced_words(number, words))).lower()


def _kinds(screen: Screen) -> Component:
    label = {"aria-label": screen.say("kind.label")}
    links = [_kind(screen, kind) for kind in ("", *KINDS)]
    return html.Div(
        [
            html.Nav(links, className="rules-filters", **attributes(label)),
            html.P(screen.say(f"kind_note.{screen.state.kind or 'all'}"), className="quiet small"),
        ]
    )


def _kind(screen: Screen, kind: str) -> Component:
    count = sum(kind in ("", number.kind) for number in numbers())
    here = {"aria-current": "true"} if screen.state.kind == kind else {}
    told = [*_shape(kind), screen.say(f"kind.{kind or 'all'}"), html.Span(screen.number(count))]
    return html.A(told, href=screen.at(kind=kind or None, page=None), **attributes(here))


def _shape(kind: str) -> Children:
    if not kind:
        return []
    return [html.I(SHAPES[kind], className=f"rules-{kind}", **attributes({"aria-hidden": "true"}))]


def _table(screen: Screen, found: list[Number]) -> Component:
    last = ceil(len(found) / PAGE_SIZE)
    page = min(screen.state.page, last)
    first = (page - 1) * PAGE_SIZE
    rows = [_row(screen, number) for number in found[first : first + PAGE_SIZE]]
    heads = [html.Th(screen.say(f"column.{name}"), scope="col") for name in COLUMNS]
    return html.Section(
        [
            html.H2(_finding(screen, found)),
            html.Table(
                [html.Thead(html.Tr(heads)), html.Tbody(rows)], className="rules-table numbers"
            ),
            pager(screen, page, last, len(found)),
        ],
        className="card",
        id=RulesIds.NUMBERS,
    )


def _finding(screen: Screen, found: list[Number]) -> str:
    """Return how many numbers are shown, and how many of them nobody has counted."""
    assumed = sum(number.kind == "assumed" for number in found)
    total = screen.words.count("rules.count.numbers", len(found))
    key = "assumed" if assumed not in (0, len(found)) else "plain"
    return screen.say(f"found.{key}", numbers=total, assumed=screen.number(assumed))


def _row(screen: Screen, number: Number) -> Component:
    cells: dict[str, Children] = {
        "name": [html.Span(name_words(number, screen.words)), html.Code(number.key)],
        "value": _value(screen, number),
        "range": [range_words(number, screen.words) or "\N{EN DASH}"],
        "kind": _known(screen, number),
        "year": [year_of(number) or "\N{EN DASH}"],
        "source": _source(screen, number),
    }
    told = [
        html.Td(children, className=f"rules-{name}", **_label(screen.say(f"column.{name}")))
        for name, children in cells.items()
    ]
    return html.Tr(told, **attributes({"data-number": number.key}))


def _label(column: str) -> dict[str, Any]:
    return attributes({"data-label": column})


def _value(screen: Screen, number: Number) -> Children:
    short = html.Strong(value_words(number, screen.words), title=whole_unit(number, screen.words))
    entries = parts(number, screen.words)
    if len(entries) <= MOST_INLINE or "dist" in number.value:
        return [short]
    lines = [_line(name, told, number, screen.words) for name, told in entries]
    # one text, not a list of elements: with thousands of them Dash takes many seconds
    folded = html.Details(
        [html.Summary(screen.say("entries")), html.Pre("\n".join(lines))],
        id=f"value-{number.key.replace('.', '-')}",
        className="small",
    )
    return [short, folded]


def _line(name: str, told: str, number: Number, words: Words) -> str:
    value = with_unit(told, number, words)
    return f"{name}: {value}" if name else value


def _known(screen: Screen, number: Number) -> Children:
    told = [*_shape(number.kind), screen.say(f"kind_one.{number.kind}")]
    if not number.known:
        return told
    how = screen.words(f"rules.known.{number.known}")
    return [*told, html.Small(how if number.kind == "astana" else screen.say("usual", known=how))]


def _source(screen: Screen, number: Number) -> Children:
    told, is_own = source_words(number, screen.words)
    lines: Children = [html.Span(told, lang=None if is_own else "en")]
    replaced = replaced_words(number, screen.words)
    if replaced:
        lines.append(html.Small(screen.say("replaced_by", what=replaced)))
    return lines


def pager(screen: Screen, page: int, last: int, total: int) -> Component | None:
    """Return links to the other pages of the table, and which rows are shown.

    Args:
        screen: the screen.
        page: which is shown, from 1.
        last: the last one.
        total: how many numbers there are.
    """
    if last <= 1:
        return None
    shown = screen.say(
        "shown",
        first=screen.number((page - 1) * PAGE_SIZE + 1),
        last=screen.number(min(total, page * PAGE_SIZE)),
        total=screen.number(total),
    )
    label = {"aria-label": screen.say("pages")}
    links = [_turn(screen, way, to, last) for way, to in (("back", page - 1), ("next", page + 1))]
    return html.Div(
        [html.P(shown, className="quiet small"), html.Nav(links, **attributes(label))],
        className="rules-pager",
        id=RulesIds.PAGER,
    )


def _turn(screen: Screen, way: str, to: int, last: int) -> Component:
    told = {"aria-label": screen.say(f"turn.{way}")}
    if not 1 <= to <= last:
        off = {**told, "role": "link", "aria-disabled": "true"}
        return html.A(icon(way), className="button", **attributes(off))
    href = screen.at(page=None if to == 1 else str(to))
    return html.A(icon(way), href=href, className="button", id=f"rules-{way}", **attributes(told))


def _nothing(screen: Screen) -> Component:
    is_empty_kind = not screen.state.sought
    key = "nothing.kind" if is_empty_kind else "nothing.numbers"
    back = html.A(screen.say("nothing.all_numbers"), href=screen.view(NUMBERS), className="button")
    return empty(screen.say(key), back)
