"""The page as it is drawn first: what moves afterwards is written by ``assets/norms.js``."""

import json
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children, icon
from app.i18n import Words
from app.i18n.formats import long_day
from app.navigation import path_of
from app.pages.norms.answer import Answer, answer
from app.pages.norms.cards import QUANTITIES
from app.pages.norms.curve import curve_card
from app.pages.norms.ids import NormsIds
from app.pages.norms.levers import levers
from app.pages.norms.screens import Screen
from app.pages.norms.state import KNOWN, LEVERS, Asked
from app.policy import NORM, RATIO, write_value
from app.studies import Progress
from app.visit import DEFAULT_DAY, address
from domain.readings import SWITCHES

STRONG: Final = "*"
"""What stands between two of these in a text is written stronger."""

LONGEST_SHOWN: Final = 20
CENTRES: Final = path_of("centres")


def page(shown: Screen) -> Children:
    """Return the page."""
    said = answer(shown)
    parts = [_head(shown, said), levers(shown.asked, shown.visit.words), _body(shown, said)]
    return [
        html.Div(
            parts,
            id=NormsIds.PAGE,
            className="norms",
            key=shown.visit.address(),
            **attributes(_noted(shown, said)),
        ),
        dcc.Store(id=NormsIds.SHAPE),
    ]


def _noted(shown: Screen, said: Answer) -> dict[str, str]:
    """Return what the script has to know."""
    words, law = shown.visit.words, shown.asked.unmoved.norm_tenths
    return {
        "data-levers": address("", shown.asked.written),
        "data-norm": "" if law is None else f"{law / 10:.1f}",
        "data-kept": " ".join(sorted(KNOWN.difference(LEVERS))),
        "data-state": said["state"],
        "data-mark": json.dumps(said["mark"], ensure_ascii=False),
        "data-whole": str(said["is_whole"]).lower(),
        "data-decimal": "." if words.language == "en" else ",",
        "data-spoken": words("norms.lever.spoken", value="{value}"),
        "data-bad-norm": words("norms.lever.bad_norm"),
        "data-bad-ratio": words("norms.lever.bad_ratio"),
        "data-lost": words("norms.lost"),
        "data-lost-sections": words("norms_detail.later.lost"),
        "data-pilot": str(shown.in_pilot).lower(),
    }


def _head(shown: Screen, said: Answer) -> Component:
    wrong = wrong_words(shown.asked, shown.visit.words)
    return html.Div(
        [
            html.P(wrong, id=NormsIds.COMPLAINT, className="norms-wrong", role="alert")
            if wrong
            else None,
            html.Div(
                [
                    html.H1(
                        strong(said["headline"]),
                        id=NormsIds.HEADLINE,
                        className="headline",
                        **attributes({"aria-live": "polite"}),
                    ),
                    _copy(shown.visit.words),
                ],
                className="norms-title tools",
            ),
            html.P(said["rests"], id=NormsIds.RESTS, className="quiet"),
            _to_the_pilot(shown),
            _onward(shown),
        ],
        className="norms-head",
    )


def _copy(words: Words) -> Component:
    """Return the button that copies the address, which holds the whole setting."""
    label = words("application.bar.copy")
    said = {
        "aria-label": label,
        "data-act": "copy",
        "data-said": words("application.bar.copied"),
    }
    return html.Button(icon("link"), className="icon-button", title=label, **attributes(said))


def strong(text: str) -> list[str | Component]:
    """Return a text with what stands between asterisks written stronger."""
    return [
        html.Em(part) if place % 2 else part
        for place, part in enumerate(text.split(STRONG))
        if part
    ]


def _to_the_pilot(shown: Screen) -> Component | None:
    if shown.in_pilot:
        return None
    words = shown.visit.words
    day = long_day(DEFAULT_DAY, words.language)
    return html.A(words("norms.rests.in_force", day=day), href=shown.visit.address(day=None))


def _onward(shown: Screen) -> Component:
    """Return the way to the centres with the same setting; the script keeps up with the levers."""
    return html.A(
        shown.visit.words("norms.onward"),
        href=address(CENTRES, shown.visit.query),
        className="norms-onward small",
        **attributes({"data-onward": CENTRES}),
    )


def wrong_words(asked: Asked, words: Words) -> str:
    """Return in one line what the address got wrong; empty where nothing is."""
    if not asked.wrong:
        return ""
    values = ", ".join(_wrong(name, got, words) for name, got in asked.wrong.items())
    return words("norms.wrong.line", values=values)


def _wrong(name: str, got: str, words: Words) -> str:
    shown: dict[str, Any] = {"name": name[:LONGEST_SHOWN], "got": got[:LONGEST_SHOWN]}
    if name in (NORM, RATIO):
        return words(f"norms.wrong.{name}", **shown)
    if name in SWITCHES and name in KNOWN:
        values = words("norms.wrong.or").join(map(write_value, SWITCHES[name].values))
        return words("norms.wrong.switch", values=values, **shown)
    return words("norms.wrong.elsewhere", **shown)


def _body(shown: Screen, said: Answer) -> Component:
    is_ready = said["state"] == Progress.READY
    return html.Div(
        [
            html.H2(shown.visit.words("norms.answer"), className="visually-hidden"),
            _cards(said, shown.visit.words),
            html.Section(
                curve_card(shown) if is_ready else _no_curve(said, shown.visit.words),
                id=NormsIds.CURVE,
                className="card norms-curve",
            ),
            html.Div(id=NormsIds.SECTIONS, className="norms-sections"),
        ],
        className="norms-body",
    )


def _no_curve(said: Answer, words: Words) -> Children:
    """Return what stands in the place of the curve; the card keeps its height meanwhile."""
    if said["state"] == Progress.FAILED:
        return []
    return [html.Div(words("norms.curve.waiting"), className="quiet")]


def _cards(said: Answer, words: Words) -> Component:
    told = {card["name"]: card for card in said["cards"]}
    cards = [_card(quantity.name, told.get(quantity.name, {}), words) for quantity in QUANTITIES]
    return html.Ul(cards, id=NormsIds.CARDS, className="norms-cards")


def _card(name: str, said: Answer, words: Words) -> Component:
    """Return a card; its parts are there before their numbers are, and keep their places."""
    return html.Li(
        [
            html.H3(words(f"norms.card.{name}")),
            html.P(said.get("value", "–"), className="norms-value"),
            html.P(said.get("change", ""), className="small norms-change"),
            html.P(said.get("law", ""), className="small norms-before"),
            html.P(said.get("note", ""), className="quiet small norms-note"),
        ],
        className="card",
        **attributes(
            {
                "data-card": name,
                "data-way": said.get("way", "none"),
                "data-tone": said.get("tone", "plain"),
            }
        ),
    )
