"""The city in five numbers, each with its unit and its kind."""

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.number_cards import NumberCard, number_cards
from app.i18n.formats import decimal
from app.pages.norms.sentences import share
from app.pages.overview.ids import OverviewIds
from app.pages.overview.known import Known
from app.studies import Progress
from simulation.impact.results import Stock

NONE = "–"
PARTS = ("open", "at", "over", "no_area")


def numbers(known: Known) -> Component:
    """Return the five cards; those of the study keep their place until it is made."""
    words = known.words
    law = None if known.policy is None else known.policy.yours
    stock = None if law is None else law.stock
    total = None if stock is None else sum(_counts(stock))
    cards = [
        _card(known, "people", known.city[0]),
        _card(known, "dwellings", total),
        _card(known, "applications", None if law is None else law.total),
        _card(known, "cards", known.cards.expiring),
    ]
    return html.Section(
        [
            html.H2(words("overview.numbers.title"), className="visually-hidden"),
            number_cards(cards, "overview-numbers"),
            _stock(known, stock),
        ],
        id=OverviewIds.NUMBERS,
        className="overview-city",
    )


def _card(known: Known, name: str, value: int | None) -> NumberCard:
    words = known.words
    shown = NONE if value is None else decimal(value, words.language)
    kind = "synthetic" if value is not None else _waiting(known)
    lines = (
        (words(f"overview.numbers.{name}.unit", year=known.day.year), ""),
        (words(f"overview.kind.{kind}"), "quiet"),
    )
    return NumberCard(words(f"overview.numbers.{name}.title"), shown, lines)


def _waiting(known: Known) -> str:
    return "failed" if known.progress[0] is Progress.FAILED else "counting"


def _counts(stock: Stock) -> tuple[int, ...]:
    return tuple(getattr(stock, part) for part in PARTS)


def _stock(known: Known, stock: Stock | None) -> Component:
    """Return dwellings beside the norm: a bar whose parts are told apart by their hatching too."""
    words = known.words
    norm = known.norms.asked.setting.norm_tenths is None
    title = words(f"overview.stock.{'no_norm' if norm else 'title'}")
    if stock is None:
        waiting = html.P(words(f"overview.kind.{_waiting(known)}"), className="quiet small")
        body: list[Component] = [html.Div(className="overview-bar"), waiting]
    else:
        body = [_bar(stock), _legend(known, stock)]
    return html.Section([html.H3(title), *body], className="card number-card overview-stock")


def _bar(stock: Stock) -> Component:
    parts = [
        html.I(className=f"overview-{part}", style={"flexGrow": count})
        for part, count in zip(PARTS, _counts(stock), strict=True)
        if count
    ]
    return html.Div(parts, className="overview-bar", **attributes({"aria-hidden": "true"}))


def _legend(known: Known, stock: Stock) -> Component:
    words, counts = known.words, _counts(stock)
    items = [
        html.Div(
            [
                html.Dt([html.I(className=f"overview-{part}"), words(f"overview.stock.{part}")]),
                html.Dd(
                    [
                        html.Strong(decimal(count, words.language)),
                        html.Span(f" {share(count, sum(counts), words)}", className="quiet"),
                    ]
                ),
            ]
        )
        for part, count in zip(PARTS, counts, strict=True)
        if count or part != "no_area"
    ]
    return html.Dl(items, className="small")
