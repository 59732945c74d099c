"""The form of levers: every field with its unit, the law's or usual value, and what is wrong."""

import re
from typing import Any, Final

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app.components.flows_aria import aria
from app.i18n import Words
from app.i18n.formats import decimal
from app.pages.flows.ids import FlowsIds, lever_id
from app.pages.flows.levers import FIELDS, GROUPS, TENTHS, Asked, Field, write_value
from app.visit import Visit

NUMERAL: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
"""What a field can show even where its lever cannot take it."""

DECIMAL_MARKS: Final = {"ru": ",", "kk": ",", "en": "."}


def form(here: Visit, asked: Asked) -> Component:
    """Return the card with all levers."""
    words = here.words
    groups = [_group(here, asked, group) for group in GROUPS]
    return html.Section(
        [html.H2(words("flows.levers")), *groups],
        id=FlowsIds.LEVERS,
        className="card flows-levers",
        **aria(label=words("flows.levers")),
    )


def shown_values(asked: Asked) -> dict[str, float | str | None]:
    """Return what stands in every field, to be compared with when the visitor changes one."""
    return {lever.name: _shown(asked, lever) for lever in FIELDS}


def _group(here: Visit, asked: Asked, group: str) -> Component:
    words = here.words
    fields = [_field(here, asked, lever) for lever in FIELDS if lever.group == group]
    return html.Fieldset(
        [html.Legend(words(f"flows.group.{group}")), *fields], className="flows-group"
    )


def _field(here: Visit, asked: Asked, lever: Field) -> Component:
    words, name = here.words, lever.name
    is_moved = name in asked.chosen
    wrong = wrong_words(asked, lever, words)
    label = html.Label(
        [
            html.Span(words(f"flows.lever.{name}")),
            html.Span(words(f"flows.lever_unit.{name}"), className="quiet small"),
        ],
        htmlFor=lever_id(name),
    )
    parts = [label, _input(asked, lever, words, is_wrong=bool(wrong)), _usual(here, asked, lever)]
    if wrong:
        parts.append(
            html.P(wrong, className="flows-wrong", role="alert", id=f"{lever_id(name)}-wrong")
        )
    state = " flows-bad" if wrong else " flows-moved" if is_moved else ""
    return html.Div(parts, className=f"flows-lever{state}")


def _input(asked: Asked, lever: Field, words: Words, *, is_wrong: bool) -> Component:
    more: dict[str, Any] = {"error": True} if is_wrong else {}
    return dmc.NumberInput(
        id=lever_id(lever.name),
        value=_shown(asked, lever),
        clampBehavior="none",  # a value out of range is answered in words, not changed silently
        allowDecimal=lever.is_area,
        decimalScale=1 if lever.is_area else 0,
        decimalSeparator=DECIMAL_MARKS[words.language],
        allowedDecimalSeparators=[",", "."],
        step=0.5 if lever.is_area else 1,
        size="sm",
        **more,
    )


def _shown(asked: Asked, lever: Field) -> float | str | None:
    if lever.name in asked.wrong:
        came = asked.wrong[lever.name].replace(",", ".")
        return float(came) if NUMERAL.fullmatch(came) else ""
    value = asked[lever.name]
    if value is None:
        return ""
    return value / TENTHS if lever.is_area else value


def _usual(here: Visit, asked: Asked, lever: Field) -> Component:
    """Return the law's or usual value, which is a link back to it where the lever was moved."""
    words, value = here.words, asked.usual[lever.name]
    written = words("flows.none") if value is None else value_words(lever, value, words)
    text = words(f"flows.usual.{lever.evidence}", value=written)
    kind = " flows-lawful" if lever.evidence == "law" else ""
    if lever.name not in here.query:
        return html.Span(text, className=f"flows-usual{kind}")
    back = words("flows.back_to", name=words(f"flows.lever.{lever.name}"), value=written)
    href = here.address(**{lever.name: None})
    return html.A(
        ["↺ ", text], href=href, className=f"flows-usual{kind}", title=back, **aria(label=back)
    )


def value_words(lever: Field, value: int, words: Words) -> str:
    """Return a lever's value in the form of the language."""
    if lever.is_area:
        digits = 1 if value % TENTHS else 0
        return decimal(value / TENTHS, words.language, digits=digits)
    return write_value(lever, value)


def wrong_words(asked: Asked, lever: Field, words: Words) -> str:
    """Return what is wrong with a lever in one sentence, empty where nothing is."""
    if lever.name not in asked.wrong:
        return ""
    taken = asked.usual[lever.name]
    return words(
        "flows.wrong.area" if lever.is_area else "flows.wrong.whole",
        low=lever.low,
        high=lever.high,
        got=asked.wrong[lever.name][:20] or words("flows.none"),
        taken=words("flows.none") if taken is None else value_words(lever, taken, words),
    )


def moved_words(asked: Asked, words: Words) -> str:
    """Return the moved levers in words, such as "norm 12 (15)"."""
    parts = []
    for lever in asked.moved:
        usual = asked.usual[lever.name]
        was = words("flows.none") if usual is None else value_words(lever, usual, words)
        name = words(f"flows.lever.{lever.name}")
        value = value_words(lever, asked.chosen[lever.name], words)
        parts.append(words("flows.moved", name=name, value=value, usual=was))
    return ", ".join(parts)
