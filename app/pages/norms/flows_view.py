"""What changes against the law: how applications end under it, and how they end here."""

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.exports import Table
from app.frame import Children
from app.i18n import Words
from app.pages.norms.account import Account, many
from app.pages.norms.section import Section, bar, card, table_of
from app.pages.norms.sentences import PERCENT
from simulation.impact.results import TURNED_AWAY, Flow

REGISTERED: Final = "registered"
NOT_MADE: Final = "not_made"
MOST_ROWS: Final = 8
"""Flows that are drawn; the table holds all of them."""

MARKS: Final = {"in": "✓", "away": "✕", "else": "•"}

End = tuple[str, str | None]


def flows_card(told: Account) -> Component:
    """Return the section."""
    found = flows(told)
    return card(
        told, Section("flows", "applications", _body(told, found), flows_table(told, found))
    )


def flows(told: Account) -> tuple[Flow, ...]:
    """Return the flows from the law to the setting; none where it is the law's own."""
    if told.asked.is_lawful:
        return ()
    return told.study.flows(told.asked.lawful, told.asked.setting)


def flows_table(told: Account, found: Sequence[Flow]) -> Table:
    """Return the flows as a table, those that change nothing last."""
    words = told.words
    names = ("before", "after", "applications", "becomes")
    rows = tuple(
        (
            end_words(flow.before, words),
            end_words(flow.after, words),
            flow.count,
            _becomes(flow, words),
        )
        for flow in sorted(found, key=lambda flow: not _is_change(flow))
    )
    return Table(_title(told, found), tuple(words(f"norms_detail.column.{n}") for n in names), rows)


def end_words(end: End, words: Words) -> str:
    """Return an ending in words."""
    outcome, basis = end
    if outcome == NOT_MADE:
        return words("norms_detail.flows.not_made")
    return words(f"application.outcome.{outcome}" + (f"-{basis}" if basis else ""))


def way_of(end: End) -> str:
    """Return what an ending is: a key of `MARKS`."""
    if end[0] == REGISTERED:
        return "in"
    return "away" if end[0] in TURNED_AWAY else "else"


def _becomes(flow: Flow, words: Words) -> str:
    if not _is_change(flow):
        return words("norms_detail.flows.unchanged")
    ways = way_of(flow.before), way_of(flow.after)
    if ways[1] == "in" != ways[0]:
        return words("norms_detail.flows.newly_in")
    if ways[0] == "in" != ways[1]:
        return words("norms_detail.flows.no_longer_in")
    return words("norms_detail.flows.otherwise")


def _is_change(flow: Flow) -> bool:
    return flow.before != flow.after


def _title(told: Account, found: Sequence[Flow]) -> str:
    words = told.words
    if told.asked.is_lawful:
        return words("norms_detail.flows.lawful")
    changed = [flow for flow in found if _is_change(flow)]
    if not changed:
        return words("norms_detail.flows.nothing")
    newly = sum(f.count for f in changed if way_of(f.after) == "in" != way_of(f.before))
    no_longer = sum(f.count for f in changed if way_of(f.before) == "in" != way_of(f.after))
    return words(
        "norms_detail.flows.title",
        n=many(sum(flow.count for flow in changed), words),
        newly=many(newly, words),
        no_longer=many(no_longer, words),
    )


def _body(told: Account, found: Sequence[Flow]) -> Children:
    words = told.words
    if told.asked.is_lawful:
        return [html.P(words("norms_detail.flows.move"), className="quiet")]
    changed = [flow for flow in found if _is_change(flow)]
    shown = changed[:MOST_ROWS]
    longest = max((flow.count for flow in shown), default=1)
    body: Children = [_legend(words)] if shown else []
    body.append(html.Ol([_row(told, flow, longest) for flow in shown], className="detail-flows"))
    if len(changed) > len(shown):
        rest = sum(flow.count for flow in changed[MOST_ROWS:])
        body.append(
            html.P(words("norms_detail.flows.rest", n=many(rest, words)), className="quiet small")
        )
    return [*body, _unchanged(told, found)]


def _legend(words: Words) -> Component:
    items = [html.Li([_mark(way), words(f"norms_detail.flows.way_{way}")]) for way in MARKS]
    return html.Ul(items, className="detail-legend")


def _mark(way: str) -> Component:
    return html.Span(
        MARKS[way], className=f"detail-mark end-{way}", **attributes({"aria-hidden": "true"})
    )


def _row(told: Account, flow: Flow, longest: int) -> Component:
    words = told.words
    ends = [
        html.Span([_mark(way_of(end)), end_words(end, words)], className=f"detail-{name}")
        for name, end in (("before", flow.before), ("after", flow.after))
    ]
    arrow = html.Span("→", className="detail-arrow quiet", **attributes({"aria-hidden": "true"}))
    return html.Li(
        [
            ends[0],
            arrow,
            ends[1],
            bar({f"end-{way_of(flow.after)}": PERCENT * flow.count / longest}),
            html.Span(many(flow.count, words), className="detail-count"),
        ]
    )


def _unchanged(told: Account, found: Sequence[Flow]) -> Component:
    """Return what ends as before, folded."""
    words = told.words
    same = [flow for flow in found if not _is_change(flow)]
    rows = tuple((end_words(flow.before, words), flow.count) for flow in same)
    heads = ("outcome", "applications")
    table = Table("", tuple(words(f"norms_detail.column.{n}") for n in heads), rows)
    count = many(sum(flow.count for flow in same), words)
    return html.Details(
        [
            html.Summary(words("norms_detail.flows.same", n=count)),
            html.Div(table_of(table, words), className="norms-scroll", tabIndex="0"),
        ],
        id="norms-flows-unchanged",
        className="norms-behind",
    )
