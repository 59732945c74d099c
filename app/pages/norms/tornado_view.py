"""What a headline rests on: the eight assumptions that move it most, each moved alone."""

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.exports import Table
from app.frame import Children
from app.i18n import Words
from app.i18n.formats import decimal
from app.pages.norms.account import Account, many
from app.pages.norms.breakdown_view import chooser
from app.pages.norms.choices import HEADLINES, RANGE
from app.pages.norms.section import Section, card
from app.pages.norms.sentences import PERCENT, assumption_words
from simulation.impact.results import Range, Swing

OF: Final = {
    "refused": "refused_sequential",
    "admitted": "admitted_by_norm_sequential",
    "split": "split_households",
}
"""Headline by the value that the address takes for it."""

PER_PERSON: Final = frozenset({"mix.arrivals", "mix.moves", "mix.departures"})
"""Assumptions in applications or people a year per resident; shown per thousand."""

PLAIN: Final = frozenset({"law.useful_to_total"})
"""Ratios that are shown as they are; all others are shares, in per cent."""

THOUSAND: Final = 1_000


def headline(told: Account) -> str:
    """Return which headline the address asks for: a key of `OF`."""
    asked = told.visit.query.get(RANGE)
    return asked if asked in HEADLINES else HEADLINES[0]


def tornado_card(told: Account, ranges: Sequence[Range]) -> Component:
    """Return the section once the ranges have been counted."""
    found = chosen(told, ranges)
    body: Children = [_chooser(told), *_swings(told, found)]
    unit = "households" if headline(told) == "split" else "applications"
    return card(told, Section("ranges", unit, body, ranges_table(told, found)))


def chosen(told: Account, ranges: Sequence[Range]) -> Range:
    """Return the range of the headline that is asked for."""
    named = {found.headline: found for found in ranges}
    return named[OF[headline(told)]]


def ranges_table(told: Account, found: Range) -> Table:
    """Return the swings as a table."""
    words = told.words
    rows = tuple(
        (
            name_words(swing.name, words),
            words(f"norms_detail.evidence.{swing.kind}"),
            end_words(swing, "low", words),
            end_words(swing, "high", words),
            swing.at_low,
            swing.at_high,
            source_words(swing.name, words),
        )
        for swing in found.swings
    )
    names = ("assumption", "kind", "low", "high", "at_low", "at_high", "source")
    return Table(_title(told, found), tuple(words(f"norms_detail.column.{n}") for n in names), rows)


def name_words(name: str, words: Words) -> str:
    """Return an assumption in words, as a line begins with it."""
    said = assumption_words(name, words)
    return said[:1].upper() + said[1:]


def end_words(swing: Swing, end: str, words: Words) -> str:
    """Return a value of an assumption with its unit; a word where it is a whole table."""
    value: float | None = getattr(swing, end)
    if value is None:
        return words(f"norms_detail.table.{end}")
    if swing.name in PER_PERSON:
        written = decimal(value * THOUSAND, words.language)
        return words("norms_detail.per_thousand", value=written)
    if swing.name in PLAIN:
        return decimal(value, words.language, digits=2)
    digits = 0 if float(value * PERCENT).is_integer() else 1
    return words("norms.percent", value=decimal(value * PERCENT, words.language, digits=digits))


def source_words(name: str, words: Words) -> str:
    """Return what an assumption leans on."""
    key = f"norms_detail.leans_on.{name}"
    return words(key) if words.has(key) else words("norms_detail.leans_on.nothing")


def _title(told: Account, found: Range) -> str:
    words, name = told.words, headline(told)
    said = {"low": many(found.low, words), "high": many(found.high, words)}
    if not found.swings or found.low == found.high:
        return words(f"norms_detail.range.{name}.alone", value=many(found.value, words))
    first = assumption_words(found.swings[0].name, words)
    return words(f"norms_detail.range.{name}.title", assumption=first, **said)


def _chooser(told: Account) -> Component:
    words = told.words
    options = {each: words(f"norms_detail.range.{each}.name") for each in HEADLINES}
    return chooser(RANGE, options, headline(told), words)


def _swings(told: Account, found: Range) -> Children:
    words = told.words
    if not found.swings:
        return [html.P(words("norms_detail.range.unknown"), className="quiet small")]
    rows = [_row(told, swing, found) for swing in found.swings]
    return [
        html.P(
            words("norms_detail.range.how", value=many(found.value, words)),
            className="quiet small detail-value-line",
        ),
        html.Ul(rows, className="detail-swings"),
        html.P(words("norms_detail.range.note"), className="quiet small"),
    ]


def _row(told: Account, swing: Swing, found: Range) -> Component:
    words = told.words
    ends = ("low", "high") if swing.at_low <= swing.at_high else ("high", "low")
    return html.Li(
        [
            html.Div(
                [
                    html.Span(name_words(swing.name, words), className="detail-label"),
                    html.Span(words(f"norms_detail.evidence.{swing.kind}"), className="detail-tag"),
                ],
                className="detail-swing-name",
            ),
            *_leans_on(swing.name, words),
            _end(swing, ends[0], words),
            _span(swing, found),
            _end(swing, ends[1], words),
        ]
    )


def _leans_on(name: str, words: Words) -> Children:
    """Return the source of an assumption that has one; the note below tells of the others."""
    if not words.has(f"norms_detail.leans_on.{name}"):
        return []
    return [html.P(source_words(name, words), className="detail-note quiet small")]


def _end(swing: Swing, end: str, words: Words) -> Component:
    count: int = getattr(swing, f"at_{end}")
    return html.Span(
        [
            html.Span(end_words(swing, end, words), className="quiet small"),
            html.Strong(many(count, words)),
        ],
        className="detail-end",
    )


def _span(swing: Swing, found: Range) -> Component:
    """Return the bar from the one headline to the other, on the scale that all rows share."""
    parts = [
        _stretch(getattr(swing, f"at_{end}"), found, f"detail-fill at-{end}")
        for end in ("low", "high")
    ]
    centre = {"left": f"{_place(found.value, found):.2f}%"}
    return html.Span(
        [*parts, html.Span(className="detail-centre", style=centre)],
        className="detail-bar detail-span",
        **attributes({"aria-hidden": "true"}),
    )


def _stretch(count: int, found: Range, css: str) -> Component:
    start, end = sorted((_place(count, found), _place(found.value, found)))
    return html.Span(className=css, style={"left": f"{start:.2f}%", "width": f"{end - start:.2f}%"})


def _place(count: int, found: Range) -> float:
    return PERCENT * (count - found.low) / ((found.high - found.low) or 1)
