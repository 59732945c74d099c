"""What every section of a report leans on: the language, names of scenarios, tables, figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.i18n import Words
from app.i18n.formats import decimal, long_day
from app.pages.rules.figure_words import plain
from app.report.charts import marker
from app.report.markup import Child, Markup, element
from app.report.measures import SHAPES, Measure, difference_words, judged, shown_sign
from app.report.reported import Change, Part, Reported


@dataclass(frozen=True)
class Telling:
    """A report in a language.

    Attributes:
        reported: what is told.
        words: the language.
    """

    reported: Reported
    words: Words

    def say(self, key: str, **values: object) -> str:
        """Return a text of the report's own catalogue."""
        return self.words(f"report.{key}", **values)

    def name(self, place: int) -> str:
        """Return the name of a scenario by its place; 0 is the law's."""
        if place == 0:
            return self.say("law")
        own, base = self.reported.all[place].document, self.reported.base.results.get("scenario")
        name = str(own["name"]).strip()
        if base and name == base["name"] and own != base:  # nobody has named it yet
            is_one = len(self.reported.parts) == 1
            return self.say("unsaved") if is_one else self.say("unnamed", n=place)
        return name or self.say("unnamed", n=place)

    @property
    def names(self) -> list[str]:
        """The names of the law and of all scenarios."""
        return [self.name(place) for place in range(len(self.reported.all))]

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number in the form of the language."""
        return decimal(value, self.words.language, digits=digits)

    def shortest(self, value: float) -> str:
        """Return a number in the form of the language, with no more places than it has."""
        return plain(value, self.words)

    def day(self, day: date) -> str:
        """Return a day with its month in words."""
        return long_day(day, self.words.language)

    @property
    def period(self) -> str:
        """First and last day of the period."""
        last = self.reported.until - timedelta(1)
        return f"{self.day(self.reported.first)} – {self.day(last)}"

    @property
    def population(self) -> str:
        """How many people the city has."""
        return self.number(self.reported.base.document["city"]["population"])

    def source(self, unit: str) -> str:
        """Return what stands below a chart of the model of flows."""
        return self.say(
            "source",
            unit=unit,
            period=self.period,
            replications=self.number(self.reported.base.results["replications"]),
            seed=self.reported.base.results["seed"],
            people=self.population,
        )


NUMBER: Final = '<td class="number'
"""How a cell begins that holds a number."""


def table(caption: str, heads: Sequence[Child], rows: Sequence[Sequence[Markup]]) -> Markup:
    """Return a table whose first column names its rows.

    Args:
        caption: what it tells.
        heads: of the columns; they stand to the right above numbers.
        rows: cells, made by `cell` and `row_head`.
    """
    kinds = ["number" if NUMBER in one else None for one in rows[0]] if rows else []
    kinds += [None] * (len(heads) - len(kinds))
    named = zip(heads, kinds, strict=True)
    head = element("tr", *(element("th", one, scope="col", class_=kind) for one, kind in named))
    body = element("tbody", *(element("tr", *cells) for cells in rows))
    made = element(
        "table", element("caption", caption), element("thead", head), body, class_="data"
    )
    return element("div", made, class_="wide")


def row_head(*children: Child) -> Markup:
    """Return the cell that names a row."""
    return element("th", *children, scope="row")


def cell(*children: Child, kind: str | None = None) -> Markup:
    """Return a cell."""
    return element("td", *children, class_=kind)


def figure(sentence: str, chart: Markup, below: str, legend: Markup | None = None) -> Markup:
    """Return a chart with what it says above it and what it is of below."""
    caption = element("figcaption", below)
    return element("figure", element("h3", sentence), legend, chart, caption)


def legend(names: Sequence[str]) -> Markup:
    """Return which shape is which series; the first is the law's."""
    return element(
        "ul",
        *(
            element(
                "li", element("svg", marker(n, 7, 7), viewBox="0 0 14 14", aria_hidden="true"), name
            )
            for n, name in enumerate(names)
        ),
        class_="legend",
    )


def parts_legend(names: Sequence[str]) -> Markup:
    """Return which part of a bar is which."""
    swatches = (
        element("rect", class_=f"part p{n}", width=14, height=14) for n in range(len(names))
    )
    items = (
        element("li", element("svg", swatch, viewBox="0 0 14 14", aria_hidden="true"), name)
        for swatch, name in zip(swatches, names, strict=True)
    )
    return element("ul", *items, class_="legend")


def change_cell(change: Change, measure: Measure, words: Words) -> Markup | None:
    """Return a difference with the shape of its sign; None where nothing is compared."""
    sign = shown_sign(change, measure)
    if sign is None:
        return None
    told = difference_words(change.difference, measure, words)
    text = SHAPES[sign] if sign == "same" else f"{SHAPES[sign]} {told}"
    judgement = judged(sign, measure.better)
    said = words(f"report.judged.{judgement}") if judgement else ""
    return element("small", text, f" {said}" if said else None, class_=judgement or None)


def scenario_parts(reported: Reported) -> Sequence[tuple[int, Part]]:
    """Return the scenarios with their places, from 1."""
    return list(enumerate(reported.parts, 1))
