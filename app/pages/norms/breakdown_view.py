"""Whom the norm lets in and whom it turns away, group by group of one dimension."""

from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.exports import Cell, Table
from app.frame import Children
from app.i18n import Words
from app.pages.norms.account import Account, many, per_cent, sentence
from app.pages.norms.choices import BY, DIMENSIONS
from app.pages.norms.section import Section, bar, card
from app.pages.norms.sentences import PERCENT, share
from domain.wording import Speaker
from domain.wording import name as wording
from simulation.impact.results import Group

PARTS: Final = ("turned_away", "by_norm", "other_ways", "otherwise")
"""What becomes of applications. Those turned away come first, so that their bars begin at one line;
the last are stopped by something else than the norm."""

IN_ORDER: Final = frozenset({"rooms", "age", "origin"})
"""Dimensions whose groups have an order of their own; the others begin with the most refused."""

ENOUGH: Final = 100
"""Smaller groups are shown, but no title is made of them: chance alone moves their shares."""

DISTRICT: Final = "district"


def dimension(told: Account) -> str:
    """Return the dimension that the address asks for."""
    asked = told.visit.query.get(BY)
    return asked if asked in DIMENSIONS else DIMENSIONS[0]


def breakdown_card(told: Account) -> Component:
    """Return the section."""
    return card(told, Section("breakdown", "applications", _body(told), breakdown_table(told)))


def breakdown_table(told: Account) -> Table:
    """Return the groups of the dimension as a table; the four parts sum to its first number."""
    words = told.words
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            code_words(dimension(told), group.code, words),
            group.total,
            *parts_of(group).values(),
            per_cent(group.turned_away, group.total),
        )
        for group in told.yours.by[dimension(told)]
    )
    heads = (
        words(f"norms_detail.by.{dimension(told)}"),
        words("norms_detail.column.applications"),
        *(words(f"norms_detail.part.{part}") for part in PARTS),
        words("norms_detail.column.turned_away_share"),
    )
    return Table(_title(told), heads, rows)


def parts_of(group: Group) -> dict[str, int]:
    """Return what becomes of a group's applications, by the names of `PARTS`."""
    known = (group.turned_away, group.by_norm, group.other_ways)
    return dict(zip(PARTS, (*known, group.total - sum(known)), strict=True))


def code_words(name: str, code: str, words: Words) -> str:
    """Return the code of a group in words.

    Args:
        name: of its dimension.
        code: within it.
        words: the language.
    """
    if name == DISTRICT:
        return words(f"registries.choice.district.{code}")
    if name == "category" and code != "none":
        return sentence(wording(Speaker(words.language), code))
    return words(f"norms_detail.code.{name}.{code}")


def _title(told: Account) -> str:
    """Return where the norm turns most away, and where fewest."""
    words, name = told.words, dimension(told)
    groups = [group for group in told.yours.by[name] if group.total >= ENOUGH]
    groups.sort(key=_refused)
    if not told.yours.turned_away or len(groups) < 2:  # noqa: PLR2004 - the most and the least
        return words("norms_detail.breakdown.plain", by=words(f"norms_detail.by.{name}"))
    least, most = groups[0], groups[-1]
    return words(
        f"norms_detail.breakdown.{'alike' if name == DISTRICT else 'title'}",
        by=words(f"norms_detail.by.{name}"),
        most=code_words(name, most.code, words),
        most_share=share(most.turned_away, most.total, words),
        least=code_words(name, least.code, words),
        least_share=share(least.turned_away, least.total, words),
    )


def _refused(group: Group) -> float:
    return group.turned_away / group.total if group.total else 0.0


def _body(told: Account) -> Children:
    words, name = told.words, dimension(told)
    groups = [group for group in told.yours.by[name] if group.total]
    if name not in IN_ORDER:
        groups.sort(key=_refused, reverse=True)
    body: Children = [
        chooser(BY, {each: words(f"norms_detail.by.{each}") for each in DIMENSIONS}, name, words),
        _legend(words),
        html.Ul([_row(told, group) for group in groups], className="detail-bars detail-stacked"),
    ]
    if name == DISTRICT:
        body.append(html.P(words("norms_detail.breakdown.district"), className="quiet small"))
    return body


def chooser(parameter: str, options: dict[str, str], chosen: str, words: Words) -> Component:
    """Return buttons of which one is pressed; the script writes the choice into the address.

    Args:
        parameter: of the address.
        options: what is offered, by the value that the address takes.
        chosen: the value that is shown.
        words: the language.
    """
    buttons = [
        html.Button(
            text,
            **attributes(
                {
                    "data-view": parameter,
                    "data-value": value,
                    "aria-pressed": str(value == chosen).lower(),
                }
            ),
        )
        for value, text in options.items()
    ]
    return html.Div(
        buttons,
        className="detail-choice",
        role="group",
        **attributes({"aria-label": words(f"norms_detail.choose.{parameter}")}),
    )


def _legend(words: Words) -> Component:
    items = [
        html.Li(
            [
                html.Span(
                    className=f"detail-swatch part-{part}", **attributes({"aria-hidden": "true"})
                ),
                words(f"norms_detail.part.{part}"),
            ]
        )
        for part in PARTS
    ]
    return html.Ul(items, className="detail-legend")


def _row(told: Account, group: Group) -> Component:
    words = told.words
    widths = {
        f"part-{part}": PERCENT * count / group.total for part, count in parts_of(group).items()
    }
    refused = words(
        "norms_detail.breakdown.refused",
        n=many(group.turned_away, words),
        total=many(group.total, words),
    )
    return html.Li(
        [
            html.Span(code_words(dimension(told), group.code, words), className="detail-label"),
            bar(widths),
            html.Span(refused, className="detail-count"),
            html.Span(share(group.turned_away, group.total, words), className="detail-share"),
        ]
    )
