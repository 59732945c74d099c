"""How true the generated city is, in short; the whole report stands with the registries."""

from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from app.frame import Children
from app.pages.registries.quality_job import Document, measured
from app.pages.rules.ids import RulesIds
from app.pages.rules.screen import Screen

MILLISECONDS: Final = 700
REGISTRIES: Final = "/registries"
PARTS: Final = {
    "predictions": "registries-quality-predictions",
    "margins": "registries-quality-people",
    "rules": "registries-quality",
}
"""Where in the whole report each part of the summary stands."""


def quality_view(screen: Screen) -> Children:
    """Return the summary, measured or still being so."""
    stored = screen.services.stored
    if stored is None:
        return [_told(screen, "no_city")]
    state = measured(stored)
    if state.found is not None:
        return [_summary(screen, state.found)]
    poll = dcc.Interval(id=RulesIds.POLL, interval=MILLISECONDS, disabled=not state.is_open)
    told = _told(screen, "waiting" if state.is_open else "failed")
    return [told, poll, dcc.Store(id=RulesIds.MEASURED)]


def headline_of_quality(screen: Screen) -> str:
    """Return how close the city is to what it was built to meet, or what is still to be done."""
    stored = screen.services.stored
    if stored is None:
        return screen.say("quality.no_city")
    state = measured(stored)
    if state.found is None:
        return screen.say(f"quality.{'waiting' if state.is_open else 'failed'}")
    told = {
        f"{key}_{part}": screen.number(count)
        for key, counts in kept(state.found).items()
        for part, count in zip(("good", "total"), counts, strict=True)
    }
    return screen.say("quality.headline", **told)


def _told(screen: Screen, key: str) -> Component:
    return html.Section(
        [
            html.P(screen.say(f"quality.{key}_hint"), className="quiet"),
        ],
        className="card rules-nothing",
        id=RulesIds.QUALITY,
        role="status",
    )


def _summary(screen: Screen, found: Document) -> Component:
    tiles = [_tile(screen, key, *counts) for key, counts in kept(found).items()]
    head = screen.say(
        "quality.head",
        people=screen.number(found["population"]),
        seed=found["seed"],
        sha=found["sha256"][:12],
    )
    return html.Section(
        [
            html.H2(screen.say("quality.title")),
            html.P(head, className="quiet small"),
            html.Div(tiles, className="rules-quality"),
            html.A(
                screen.say("quality.whole"),
                href=screen.elsewhere(REGISTRIES, view="quality"),
                className="button",
            ),
        ],
        className="card",
        id=RulesIds.QUALITY,
    )


def kept(found: Document) -> dict[str, tuple[int, int]]:
    """Return of how many margins, rules and predictions how many are met, kept and near.

    Args:
        found: a ``tirkeu.quality/1`` document.
    """
    counted = [m for m in found["margins"] if m["verdict"] != "nothing_counted"]
    return {
        "margins": (_count(counted, "verdict", "met"), len(counted)),
        "rules": (_count(found["integrity"], "count", 0), len(found["integrity"])),
        "predictions": (_count(found["predictions"], "side", "near"), len(found["predictions"])),
    }


def _count(entries: list[dict[str, Any]], key: str, value: object) -> int:
    return sum(entry[key] == value for entry in entries)


def _tile(screen: Screen, key: str, good: int, total: int) -> Component:
    href = f"{screen.elsewhere(REGISTRIES, view='quality')}#{PARTS[key]}"
    return html.Div(
        [
            html.Strong(
                screen.say("quality.of", good=screen.number(good), total=screen.number(total))
            ),
            html.A(screen.say(f"quality.{key}"), href=href),
            html.P(screen.say(f"quality.{key}_note"), className="quiet small"),
        ]
    )
