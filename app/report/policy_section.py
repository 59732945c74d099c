"""What the policy does to a year of applications: refused, let in by the norm and by kinship."""

from typing import Final

from app.components.centres_numbers import NOTHING
from app.i18n.formats import decimal
from app.report.chart_names import beside_bars
from app.report.charts import Bar, stacked
from app.report.finding import turned_away
from app.report.markup import Markup, element, joined
from app.report.measures import MINUS, SHAPES
from app.report.reported import Norms
from app.report.telling import Telling, cell, figure, parts_legend, row_head, table

PARTS: Final = ("by_norm", "by_kin", "other_ways", "otherwise", "turned_away")
"""Parts of a year of applications, in the order of a bar."""

ROWS: Final = ("turned_away", "by_norm", "by_kin", "other_ways", "otherwise")
"""Rows of the table; whether more or fewer are better is for the reader to say."""


def policy_section(told: Telling) -> Markup:
    """Return the section; nothing where the policy was not counted."""
    known = [part.norms for part in told.reported.all]
    norms = [one for one in known if one is not None]
    if len(norms) != len(known):
        return Markup()
    return joined(element("h2", told.say("head.policy")), _chart(told, norms), _table(told, norms))


def _chart(told: Telling, norms: list[Norms]) -> Markup:
    bars = [
        Bar(name, [getattr(one, part) for part in PARTS])
        for name, one in zip(beside_bars(told.names), norms, strict=True)
    ]
    sentence = turned_away(told, told.reported.parts[0])
    if len(norms) > 2:  # noqa: PLR2004 - the law's and one scenario: the sentence is of that one
        sentence = f"{told.name(1)}: {sentence}"
    chart = stacked(bars, lambda n: decimal(n, told.words.language), sentence)
    below = told.say("policy.source", day=told.day(told.reported.day), people=told.population)
    if len({one.total for one in norms}) > 1:
        # the same people file; only a visit that is sent online can be followed by a second one
        below = f"{below} {told.say('policy.totals')}"
    return figure(sentence, chart, below, parts_legend([told.say(f"policy.{p}") for p in PARTS]))


def _table(told: Telling, norms: list[Norms]) -> Markup:
    rows = [
        [
            row_head(told.say(f"policy.{part}")),
            cell(told.number(getattr(norms[0], part)), kind="number law"),
            *(_cell(told, (norms[0], one), part) for one in norms[1:]),
        ]
        for part in ROWS
    ]
    ranges = [
        row_head(told.say("policy.range")),
        *(cell(_range(told, n), kind="number") for n in norms),
    ]
    total = [
        row_head(told.say("policy.total")),
        *(cell(told.number(n.total), kind="number") for n in norms),
    ]
    heads = [told.say("policy.applications"), *told.names]
    made = table(told.say("policy.title"), heads, [*rows, ranges, total])
    return joined(made, element("p", told.say("policy.note"), class_="quiet"))


def _cell(told: Telling, both: tuple[Norms, Norms], part: str) -> Markup:
    """Return a part under a scenario, and what it has more or fewer than under the law."""
    law, yours = (getattr(norms, part) for norms in both)
    sign = "higher" if yours > law else "lower" if yours < law else "same"
    text = SHAPES[sign]
    if yours != law:
        text = f"{text} {'+' if yours > law else MINUS}{told.number(abs(yours - law))}"
    return cell(told.number(yours), element("small", text), kind="number")


def _range(told: Telling, norms: Norms) -> str:
    if norms.low is None or norms.high is None:
        return NOTHING
    return f"{told.number(norms.low)}–{told.number(norms.high)}"
