"""The card of the queue in motion: which day, and the stage on which a script draws it."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.access.barred import barred, why_barred
from app.components.attributes import attributes
from app.components.centres_numbers import minutes
from app.components.pictures import POINTS, picture_files
from app.i18n import Words
from app.i18n.formats import long_day
from app.pages.centres.below_words import card_head
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import office_name
from app.planning.scenarios import Document, scenario_of
from simulation.attendance import open_hours
from simulation.calendar import DAY_MINUTES

PLAY: Final = "play"
SAID: Final = (
    "play",
    "pause",
    "speed",
    "speed_unit",
    "time",
    "closed",
    "waiting",
    "failed",
    "now",
    "longest",
    "lane",
    "more",
    "stage",
    "key_other",
    "key_pilot",
    "key_late",
    "key_served",
    "key_left",
    "reception",
    "terminal",
    "window",
    "consultant",
)
"""What the script says, each a text of the catalogue."""


def playback(screen: Screen) -> list[Component]:
    """Return the card; nothing as long as there is no run whose day could be shown."""
    if screen.result is None:
        return []
    words = screen.words
    days = open_days(screen.document, screen.office)
    shown = shown_day(screen)
    title = words("centres_below.playback.title", office=office_name(screen.office, words))
    return [
        html.Section(
            [
                card_head(title, _choice(screen, days, shown)),
                why_barred(words, PLAY),
                html.P(words("centres_below.playback.about"), className="quiet small"),
                *(_stage(screen) if shown is not None else ()),
            ],
            id="centres-playback-card",
            className="card centres-part",
        )
    ]


def shown_day(screen: Screen) -> int | None:
    """Return which day of the office the address plays back; None: none of this run."""
    run = screen.below.play
    asked = getattr(run, "document", None)
    if not isinstance(asked, dict) or asked.get("office") != screen.office:
        return None
    if screen.result is None or asked.get("scenario") != screen.result["yours"]["scenario"]:
        return None
    return int(asked["day"])


def open_days(document: Document, office: str) -> Sequence[int]:
    """Return the days of the period on which an office opens, from 0; holidays are none."""
    scenario = scenario_of(document)
    number = [one.id for one in scenario.offices].index(office)
    return sorted({int(start // DAY_MINUTES) for start, _ in open_hours(scenario, number)})


def _choice(screen: Screen, days: Sequence[int], shown: int | None) -> Component:
    """Return the days, one of which is played back, and the button that begins it."""
    words = screen.words
    first = date.fromisoformat(screen.document["period"]["from"])
    options = [
        html.Option(_day_words(first + timedelta(day), words), value=str(day)) for day in days
    ]
    label = words("centres_below.playback.day")
    chosen = html.Select(
        options,
        id="centres-playback-day",
        className="centres-select",
        key=f"{screen.office}-{first}-{shown}",
        **attributes({"aria-label": label, "data-shown": "" if shown is None else str(shown)}),
    )
    button = html.Button(
        words("centres_below.playback.show"),
        className="button",
        **barred(words, PLAY, otherwise=not days),
        **attributes({"data-centres-play": ""}),
    )
    return html.Div([chosen, button], className="centres-days")


def _day_words(day: date, words: Words) -> str:
    return f"{words(f'centres.weekday.{day.isoweekday()}')}, {long_day(day, words.language)}"


def _stage(screen: Screen) -> list[Component]:
    """Return where the day is played, and the button for a picture of the moment."""
    words = screen.words
    said = {name: words.texts[f"centres_below.playback.{name}"] for name in SAID}
    said["limit"] = minutes(screen.limit, words)
    told = {
        "data-run": str(screen.visit.query.get("play", "")),
        "data-words": json.dumps(said, ensure_ascii=False),
        "data-limit": f"{screen.limit:g}",
        "data-language": words.language,
    }
    return [
        html.Div(id="centres-playback", className="centres-stage", **attributes(told)),
        picture_files(words, words("centres_below.playback.stage"), (POINTS,)),
    ]
