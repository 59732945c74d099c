"""The page: the answer in a sentence, the three views, and the one that is asked for."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children, icon
from app.pages.rules.figures import numbers
from app.pages.rules.ids import RulesIds
from app.pages.rules.numbers_view import numbers_view
from app.pages.rules.quality_view import headline_of_quality, quality_view
from app.pages.rules.rules_view import rules_view
from app.pages.rules.screen import Screen
from app.pages.rules.state import NUMBERS, QUALITY, RULES, VIEWS
from domain.rules import catalogue

LONGEST_SHOWN: Final = 20
MOST_COMPLAINTS: Final = 8

DRAWN: Final = {RULES: rules_view, NUMBERS: numbers_view, QUALITY: quality_view}


def page(screen: Screen) -> Children:
    """Return the page."""
    parts = [_head(screen), _views(screen), *DRAWN[screen.state.view](screen)]
    noted = {
        "data-running": screen.say("run.running"),
        "data-lost": screen.say("run.lost"),
    }
    return [
        _complaints(screen),
        html.Div(parts, id=RulesIds.PAGE, className="rules", **attributes(noted)),
    ]


def _head(screen: Screen) -> Component:
    return html.Div(
        [
            html.H1(
                HEADLINES[screen.state.view](screen), id=RulesIds.HEADLINE, className="headline"
            ),
            html.P(screen.say(f"subtitle.{screen.state.view}"), className="quiet"),
        ]
    )


def headline(screen: Screen) -> str:
    """Return how many rules there are, how many beyond the text, and whether all cases pass."""
    rules = catalogue().values()
    beyond = sum(rule.beyond_the_text for rule in rules)
    return screen.say(
        "headline",
        rules=screen.words.count("rules.count.rules", len(rules)),
        beyond=screen.number(beyond),
        cases=passed_words(screen),
    )


def headline_of_numbers(screen: Screen) -> str:
    """Return how many numbers there are, and how each part of them is known."""
    kinds = Counter(number.kind for number in numbers())
    published = sum(kinds[kind] for kind in ("law", "measured", "reported", "derived"))
    return screen.say(
        "headline_numbers",
        numbers=screen.words.count("rules.count.numbers", kinds.total()),
        published=screen.number(published),
        assumed=screen.number(kinds["assumed"]),
        levers=screen.number(kinds["lever"]),
        astana=screen.number(kinds["astana"]),
    )


def passed_words(screen: Screen) -> str:
    """Return in words how many of the cases came out as they have to."""
    failed = [each.case for each in screen.ran.values() if not each.is_passed]
    total = screen.words.count("rules.count.cases", len(screen.ran))
    if not failed:
        return screen.say("passed.all", cases=total)
    return screen.say("passed.some", cases=total, failed=screen.number(len(failed)))


HEADLINES: Final[Mapping[str, Callable[[Screen], str]]] = {
    RULES: headline,
    NUMBERS: headline_of_numbers,
    QUALITY: headline_of_quality,
}
"""The answer of each view in a sentence."""


def _views(screen: Screen) -> Component:
    label = {"aria-label": screen.say("view.label")}
    links = [_view(screen, name) for name in VIEWS]
    return html.Nav(links, className="rules-views", **attributes(label))


def _view(screen: Screen, name: str) -> Component:
    here = {"aria-current": "page"} if screen.state.view == name else {}
    return html.A(screen.say(f"view.{name}"), href=screen.view(name), **attributes(here))


def _complaints(screen: Screen) -> Component | None:
    named = screen.here.complaints[:MOST_COMPLAINTS]
    if not named:
        return None
    values = ", ".join(f"{c.parameter[:LONGEST_SHOWN]}={c.got[:LONGEST_SHOWN]}" for c in named)
    told = html.Span(screen.say("wrong", values=values))
    return html.P([icon("warning"), told], className="complaint", role="alert")
