"""The comparison: policy and load in one table, baseline and scenarios side by side."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import UNKNOWN, Estimate
from app.components.pictures import picture_buttons
from app.i18n import Words
from app.navigation import path_of
from app.pages.scenarios.columns import Column
from app.pages.scenarios.measures import GROUPS, ROWS, Cell, Row, cell
from app.pages.scenarios.parts import Child, card_head, scrolled
from app.pages.scenarios.precision import difference_told, digits_of, sign_of, value_told
from app.pages.scenarios.questions import CARDS, LOAD, PARTS
from app.pages.scenarios.screens import Screen
from app.pages.scenarios.sentences import about, headline, period
from app.pages.scenarios.state import PATH
from app.report.measures import SHAPES, judged
from app.visit import address

FILES: Final = ("csv", "xlsx")
PAGES: Final = {LOAD: "centres", CARDS: "id_cards"}
"""The page that shows the runs of a part."""


class Of(NamedTuple):
    """What the cells of a row share.

    Attributes:
        row: the row.
        digits: decimals that all its numbers have.
        law: the baseline that stands before them.
    """

    row: Row
    digits: int
    law: Estimate


def compared_card(screen: Screen) -> list[Component | None]:
    """Return what stands in the card; nothing where nothing is compared."""
    words = screen.words
    if not screen.columns:
        return []
    name = words.count("scenarios.compared.title", len(screen.columns))
    table = html.Table(
        [_heads(screen), *(_group(screen, group) for group in GROUPS), _sources(screen)],
        className="scenarios-table scenarios-compared",
    )
    return [
        card_head(name, _files(screen)),
        *_periods(screen),
        scrolled(table, name),
        html.P(words("scenarios.compared.note"), className="quiet small"),
    ]


def _files(screen: Screen) -> Component:
    links = [html.A(kind.upper(), href=file_address(screen, kind), download="") for kind in FILES]
    return html.Div(links, className="scenarios-files")


def file_address(screen: Screen, kind: str) -> str:
    """Return where the comparison is saved from."""
    query = {"with": ",".join(screen.asked.chosen), "lang": screen.visit.language}
    return address(f"{PATH}/compared.{kind}", query)


def periods_differ(columns: Sequence[Column]) -> bool:
    """Say whether some scenario has another period than the others."""
    return len({str(column.asked.document["period"]) for column in columns}) > 1


def _periods(screen: Screen) -> Iterator[Component]:
    """Yield that the periods differ, where they do: each is compared with its own baseline."""
    words, columns = screen.words, screen.columns
    if periods_differ(columns):
        said = (
            words(
                "scenarios.compared.period",
                name=column.saved.name,
                period=period(column.asked.document, words),
            )
            for column in columns
        )
        text = words("scenarios.compared.periods", periods="; ".join(said))
        yield html.P(text, className="scenarios-note")


def _heads(screen: Screen) -> Component:
    words = screen.words
    found: list[Component] = [
        html.Th(words("scenarios.compared.measure"), scope="col"),
        html.Th(words("scenarios.compared.law"), scope="col", className="scenarios-lawful"),
    ]
    for column in screen.columns:
        mark = None
        if any(one.is_outdated for one in column.answers.values()):
            mark = html.Span(words("scenarios.state.outdated"), className="scenarios-mark")
        found.append(html.Th([column.saved.name, mark], scope="col"))
    return html.Thead(html.Tr(found))


def _group(screen: Screen, group: str) -> Component:
    words = screen.words
    name = words(f"scenarios.group.{group}")
    first = html.Tr(
        html.Th(name, colSpan=len(screen.columns) + 2, scope="rowgroup"), className="scenarios-of"
    )
    rows = [_row(screen, row) for row in ROWS if row.group == group]
    return html.Tbody([first, *rows])


def _row(screen: Screen, row: Row) -> Component:
    words = screen.words
    cells = [cell(column, row) for column in screen.columns]
    law, digits = law_of(cells), digits_of(row, cells)
    shown = value_told(law.value, row, digits, words)
    tds = [html.Td(_cell(one, Of(row, digits, law), words), className=_kind(one)) for one in cells]
    return html.Tr(
        [
            html.Th(words(f"scenarios.row.{row.name}"), scope="row"),
            html.Td(shown, className="scenarios-lawful"),
            *tds,
        ],
        key=row.name,
    )


def law_of(cells: Sequence[Cell]) -> Estimate:
    """Return what all are compared with; that of the first of which one is known."""
    return next((one.law for one in cells if one.law.value is not None), UNKNOWN)


def _kind(one: Cell) -> str:
    return "scenarios-old" if one.is_outdated else ""


def _cell(one: Cell, of: Of, words: Words) -> list[Child]:
    """Return a value, and below it the difference with a shape, its interval, and what it means."""
    told = value_told(one.value.value, of.row, of.digits, words)
    own = None
    if one.law.value not in (None, of.law.value):
        said = value_told(one.law.value, of.row, of.digits, words)
        own = html.Span(words("scenarios.compared.own", value=said), className="quiet small")
    return [html.Span(told, className="scenarios-value"), difference(one, of, words), own]


def difference(one: Cell, of: Of, words: Words) -> Component | None:
    """Return a difference; nothing where nothing is compared."""
    sign = sign_of(one)
    if sign is None:
        return None
    shape = html.Span(SHAPES[sign], **attributes({"aria-hidden": "true"}))
    if sign == "same":
        return html.Span([shape, f" {words('scenarios.sign.same')}"], className="quiet small")
    judgement = judged(sign, of.row.measure.better)
    text = f" {difference_told(one, of.row, of.digits, words)}"
    meaning = words(f"report.judged.{judgement}") if judgement else words(f"scenarios.sign.{sign}")
    return html.Span(
        [shape, text, html.Span(f" {meaning}")],
        className=f"small scenarios-{judgement or 'plain-sign'}",
    )


def _sources(screen: Screen) -> Component:
    """Return the last rows: which runs the numbers are of, with the pages that show them."""
    words = screen.words
    head = html.Tr(
        html.Th(
            words("scenarios.compared.sources"),
            colSpan=len(screen.columns) + 2,
            scope="rowgroup",
        ),
        className="scenarios-of",
    )
    rows = [
        html.Tr(
            [
                html.Th(words(f"scenarios.group.{part}"), scope="row"),
                html.Td("", className="scenarios-lawful"),
                *(html.Td(_source(screen, column, part)) for column in screen.columns),
            ]
        )
        for part in PARTS
    ]
    return html.Tbody([head, *rows])


def _source(screen: Screen, column: Column, part: str) -> list[Child]:
    words, answer = screen.words, column.answers[part]
    if answer.shown is None or answer.yours is None:
        state = "none" if answer.run is None else answer.run.state
        return [html.Span(words(f"scenarios.run.{state}"), className="quiet small")]
    query = {**column.saved.query, "run": answer.shown.id}
    if "lang" in screen.visit.query:
        query["lang"] = screen.visit.query["lang"]
    link = html.A(words("scenarios.compared.open"), href=address(path_of(PAGES[part]), query))
    return [html.Span(about(answer.yours["scenario"], words), className="quiet small"), " ", link]


def conclusion(screen: Screen) -> str:
    """Return the conclusion without the marks of what it is about."""
    return headline(screen).replace("*", "")


def picture_links(words: Words) -> Component:
    """Return the buttons that save a chart as a picture."""
    return html.Div(picture_buttons(words, "scenarios-plain"), className="scenarios-files")
