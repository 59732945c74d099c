"""A section below the curve: its finding, what it counts, the bars, the table behind, the files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.pictures import picture_buttons
from app.exports import Cell, Table
from app.frame import Children
from app.i18n import Words
from app.i18n.formats import decimal, long_day
from app.pages.norms.account import Account, many
from app.pages.norms.state import PATH
from app.visit import address

FILES: Final = ("csv", "xlsx")


@dataclass(frozen=True)
class Section:
    """What stands in a card.

    Attributes:
        name: of the section, of its table and of its files.
        unit: what is counted, key below ``norms_detail.unit``.
        body: the bars, or what stands in their place.
        table: the table behind them, its title the finding in words; None: nothing to save.
        is_part: whether it stands inside another section, which says the period and the rest.
        after: what follows the table.
    """

    name: str
    unit: str
    body: Children
    table: Table
    is_part: bool = False
    after: Children = field(default_factory=list)


def card(told: Account, section: Section) -> Component:
    """Return a section as a card of its own, or as a part of another."""
    return html.Section(
        content(told, section),
        id=f"norms-{section.name}",
        className="detail-part" if section.is_part else "card detail-card",
        **attributes({"aria-labelledby": f"norms-{section.name}-title"}),
    )


def content(told: Account, section: Section) -> Children:
    """Return what stands in the card of a section."""
    words = told.words
    heading = html.H3 if section.is_part else html.H2
    head = heading(section.table.title, id=f"norms-{section.name}-title")
    return [
        html.Div([head, *_files(told, section)], className="norms-card-head"),
        *([] if section.is_part else [html.P(about(told, section.unit), className="quiet small")]),
        html.Div(section.body, className="detail-body"),
        *([behind(section, words)] if section.table.rows else []),
        *section.after,
    ]


def about(told: Account, unit: str) -> str:
    """Return the line below a title: unit, period, model, seed, day."""
    words, study = told.words, told.study
    return words(
        "norms_detail.about",
        unit=words(f"norms_detail.unit.{unit}"),
        year=study.day.year,
        people=many(study.city.population, words),
        seed=study.seed,
        day=long_day(study.day, words.language),
    )


def _files(told: Account, section: Section) -> list[Component]:
    if not section.table.rows:
        return []
    links = [
        html.A(
            kind.upper(),
            href=file_address(told, section.name, kind),
            **attributes(
                {
                    "download": "",
                    "data-file": kind,
                    "aria-label": f"{kind.upper()}: {section.table.title}",
                }
            ),
        )
        for kind in FILES
    ]
    pictures = picture_buttons(told.words, "norms-plain")
    return [html.Div([*links, *pictures], className="norms-actions")]


def file_address(told: Account, name: str, kind: str) -> str:
    """Return where the table of a section is saved from."""
    query = {**told.visit.query, "lang": told.words.language}
    return address(f"{PATH}/{name}.{kind}", query)


def behind(section: Section, words: Words) -> Component:
    """Return the table of a section, opened on demand."""
    table = html.Div(
        table_of(section.table, words),
        className="norms-scroll",
        tabIndex="0",
        role="region",
        **attributes({"aria-label": section.table.title}),
    )
    return html.Details(
        [html.Summary(words("norms.curve.table")), table],
        id=f"norms-{section.name}-table",
        className="norms-behind",
    )


def table_of(table: Table, words: Words) -> Component:
    """Return a table as HTML, numbers in the form of the language."""
    heads = [html.Th(head, scope="col") for head in table.columns]
    body = [
        html.Tr(
            [
                html.Th(written(row[0], words), scope="row"),
                *(
                    html.Td(
                        written(cell, words),
                        className="detail-text" if isinstance(cell, str) else None,
                    )
                    for cell in row[1:]
                ),
            ]
        )
        for row in table.rows
    ]
    return html.Table(
        [html.Thead(html.Tr(heads)), html.Tbody(body)], className="norms-table detail-table"
    )


def written(cell: Cell, words: Words) -> str:
    """Return a cell as it is read."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    return decimal(cell, words.language, digits=0 if isinstance(cell, int) else 1)


def bar(parts: Mapping[str, float], css: str = "") -> Component:
    """Return a bar whose parts follow each other from the left.

    Args:
        parts: width of each, in per cent of the whole bar, by the class that draws it.
        css: further classes of the bar.
    """
    drawn = [
        html.Span(className=f"detail-fill {name}", style={"width": f"{width:.2f}%"})
        for name, width in parts.items()
        if width > 0
    ]
    return html.Span(
        drawn, className=f"detail-bar {css}".strip(), **attributes({"aria-hidden": "true"})
    )


def rule_link(told: Account, rule: str) -> Component:
    """Return a link to a rule."""
    return html.A(rule, href=told.elsewhere("/rules", rule.replace(".", "-"), rule=rule))


def case_link(told: Account, case: str, **query: str) -> Component:
    """Return a link to a ready case, named by its title."""
    title = told.words("norms_detail.case", title=told.words(f"cases.{case}.title"))
    return html.A(title, href=told.elsewhere("/application", case=case, **query))
