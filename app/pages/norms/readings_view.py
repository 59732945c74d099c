"""What each reading of the text does alone, the strongest first, with a button that moves it."""

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.exports import Table
from app.frame import Children
from app.i18n import Words
from app.pages.norms.account import ARROWS, Account, many, signed, way
from app.pages.norms.kept_out_view import lever_button
from app.pages.norms.section import Section, card
from app.policy import write_value
from domain.readings import SWITCHES, Value
from simulation.impact.results import ReadingEffect

HALF: Final = 50
"""Per cent of a bar at which nothing changes."""

MOST_ROWS: Final = 8
"""Readings that are drawn at once; the weaker ones are unfolded on demand."""


def readings_card(told: Account, effects: Sequence[ReadingEffect]) -> Component:
    """Return the section of the effects of a setting."""
    table = readings_table(told, effects)
    return card(told, Section("readings", "applications", _body(told, effects), table))


def readings_table(told: Account, effects: Sequence[ReadingEffect]) -> Table:
    """Return the effects as a table."""
    words = told.words
    rows = tuple(
        (
            title_of(effect.name, words),
            position(effect.name, _stands(told, effect.name), words),
            position(effect.name, effect.value, words),
            effect.change,
            effect.moved,
        )
        for effect in effects
    )
    names = ("reading", "now", "other", "change", "moved")
    return Table(
        _title(told, effects), tuple(words(f"norms_detail.column.{n}") for n in names), rows
    )


def title_of(name: str, words: Words) -> str:
    """Return the title of a reading."""
    return words(f"readings.{name}.title")


def position(name: str, value: Value, words: Words) -> str:
    """Return a value of a reading in words."""
    return words(f"readings.{name}.{write_value(value)}")


def _stands(told: Account, name: str) -> Value:
    value: Value = getattr(told.asked.setting.readings, name)
    return value


def _title(told: Account, effects: Sequence[ReadingEffect]) -> str:
    words = told.words
    if not effects or not effects[0].change:
        return words("norms_detail.readings.none")
    first = effects[0]
    return words(
        f"norms_detail.readings.{way(first.change)}",
        title=title_of(first.name, words),
        value=position(first.name, first.value, words),
        change=many(abs(first.change), words),
    )


def _body(told: Account, effects: Sequence[ReadingEffect]) -> Children:
    words = told.words
    acting = [effect for effect in effects if effect.moved]
    idle = [effect for effect in effects if not effect.moved]
    longest = max((abs(effect.change) for effect in acting), default=0) or 1
    rows: Children = [_row(told, each, longest) for each in acting]
    body: Children = [
        html.P(words("norms_detail.readings.how"), className="quiet small"),
        html.Ul(rows[:MOST_ROWS], className="detail-effects"),
    ]
    if len(rows) > MOST_ROWS:
        body.append(_weaker(rows[MOST_ROWS:], acting[MOST_ROWS], words))
    if idle:
        body.append(_idle(told, idle))
    return body


def _weaker(rows: Children, strongest: ReadingEffect, words: Words) -> Component:
    """Return the weaker readings, folded."""
    most = many(abs(strongest.change), words)
    said = words("norms_detail.readings.weaker", n=many(len(rows), words), most=most)
    return html.Details(
        [html.Summary(said), html.Ul(rows, className="detail-effects")],
        id="norms-readings-weaker",
        className="norms-behind",
    )


def _row(told: Account, effect: ReadingEffect, longest: int) -> Component:
    words, pointed = told.words, way(effect.change)
    return html.Li(
        [
            html.H3(title_of(effect.name, words)),
            _positions(told, effect),
            _diverging(effect.change, longest),
            html.Span(
                f"{ARROWS[pointed]} {signed(effect.change, words)}",
                className=f"detail-change way-{pointed}",
            ),
            html.Span(
                words("norms_detail.readings.moved", n=many(effect.moved, words)),
                className="detail-moved quiet small",
            ),
            lever_button(effect.name, effect.value, words("norms_detail.readings.apply")),
        ],
        **attributes({"data-law": write_value(SWITCHES[effect.name].default)}),
    )


def _positions(told: Account, effect: ReadingEffect) -> Component:
    words = told.words
    return html.P(
        [
            position(effect.name, _stands(told, effect.name), words),
            " → ",
            html.Strong(position(effect.name, effect.value, words)),
        ],
        className="detail-positions small",
    )


def _diverging(change: int, longest: int) -> Component:
    """Return a bar from the middle: fewer refusals to the left, more to the right."""
    width = HALF * abs(change) / longest
    start = HALF if change >= 0 else HALF - width
    return html.Span(
        html.Span(
            className=f"detail-fill way-{way(change)}",
            style={"left": f"{start:.2f}%", "width": f"{width:.2f}%"},
        ),
        className="detail-bar detail-diverging",
        **attributes({"aria-hidden": "true"}),
    )


def _idle(told: Account, idle: Sequence[ReadingEffect]) -> Component:
    """Return the readings that change nothing, in one line of text."""
    words = told.words
    titles = ", ".join(f"«{title_of(effect.name, words)}»" for effect in idle)
    return html.P(
        words("norms_detail.readings.idle", n=many(len(idle), words), titles=titles),
        className="quiet small",
    )
