"""Tables behind the charts of the Flows page."""

from collections.abc import Sequence
from typing import NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.flows_aria import aria
from app.components.flows_numbers import Compared, Estimate, Unit, number, signed, spread
from app.i18n import Words


class TableRow(NamedTuple):
    """One row.

    Attributes:
        label: the quantity.
        unit: how it is written.
        row: its numbers.
    """

    label: str
    unit: Unit
    row: Compared


def comparison_table(rows: Sequence[TableRow], words: Words, *, has_law: bool) -> Component:
    """Return a table of quantities: yours, the law, the difference, each with its interval."""
    parts = ("yours", "law", "difference") if has_law else ("yours",)
    heads = [words(f"flows.column.{name}") for name in ("quantity", "unit", *parts)]
    return html.Div(
        html.Table(
            [
                html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
                html.Tbody([_row(row, parts, words) for row in rows]),
            ],
            className="flows-table",
        ),
        className="flows-scroll",
        tabIndex="0",
        role="region",
        **aria(label=words("flows.table.open")),
    )


def _row(row: TableRow, parts: Sequence[str], words: Words) -> Component:
    unit = words(f"flows.unit_name.{row.unit.name}")
    cells = [_cell(getattr(row.row, part), part, row.unit, words) for part in parts]
    return html.Tr([html.Th(row.label, scope="row"), html.Td(unit, className="quiet"), *cells])


def _cell(found: Estimate, part: str, unit: Unit, words: Words) -> Component:
    is_difference = part == "difference"
    write = signed if is_difference else number
    interval = spread(found, unit, words, is_signed=is_difference)
    value = write(found.value, unit, words.language)
    return html.Td(
        [html.Span(value), html.Span(interval, className="quiet small")], className="flows-figures"
    )


def behind(table: Component, words: Words) -> Component:
    """Return a table that is opened on demand."""
    return html.Details([html.Summary(words("flows.table.open")), table], className="flows-behind")
