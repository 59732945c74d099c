"""The board of offices: how busy each is, how long nine of ten wait, and which to look at."""

from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import PERCENT, minutes, percent
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import office_name
from app.pages.centres.state import STATIONS

OVER: Final = "▲"


def board(screen: Screen) -> list[Component]:
    """Return what stands in the card of the offices."""
    words, station = screen.words, screen.asked.station
    rows = [_row(screen, office) for office in screen.offices]
    return [
        html.Div(
            [html.H2(words("centres.board.title")), _stations(screen)],
            className="centres-card-head",
        ),
        html.P(words(f"centres.board.about_{station}"), className="quiet small"),
        html.Ul(rows, className="centres-offices"),
    ]


def _stations(screen: Screen) -> Component:
    """Return the choice of the station that the waits are of."""
    buttons = [
        html.Button(
            screen.words(f"centres.station.{name}"),
            **attributes(
                {
                    "data-centres": "station",
                    "data-value": name,
                    "aria-pressed": str(name == screen.asked.station).lower(),
                }
            ),
        )
        for name in STATIONS
    ]
    label = screen.words("centres.board.station")
    return html.Div(
        buttons, className="centres-choice", role="group", **attributes({"aria-label": label})
    )


def is_over(screen: Screen, office: str) -> bool:
    """Say whether an office keeps less of the standard than the target asks for."""
    found = screen.found
    if found is None:
        return False
    share = found("within_standard_share", screen.asked.station, office).value
    return share is not None and share < screen.asked.goal


def _row(screen: Screen, office: str) -> Component:
    words, found, station = screen.words, screen.found, screen.asked.station
    busy = None if found is None else found("utilisation", station, office).value
    wait = None if found is None else found("wait_minutes", station, office, "p90").value
    over, name = is_over(screen, office), office_name(office, words)
    # a wait that rounds to the standard it misses would seem to keep it
    is_hidden = over and wait is not None and round(wait) <= screen.limit
    waited = minutes(wait, words, 1 if is_hidden else 0)
    spoken = words(
        "centres.board.spoken_over" if over else "centres.board.spoken",
        office=name,
        busy=percent(busy, words, 0),
        wait=waited,
    )
    said = {
        "aria-label": spoken,
        "aria-pressed": str(office == screen.office).lower(),
        "data-centres": "office",
        "data-value": office,
        "data-over": str(over).lower(),
    }
    shown = [
        html.Span(name, className="centres-name"),
        _bar(busy),
        _wait(waited, over=over),
    ]
    return html.Li(html.Button(shown, title=spoken, **attributes(said)))


def _wait(text: str, *, over: bool) -> Component:
    sign = html.Span(
        OVER if over else "", className="centres-sign", **attributes({"aria-hidden": "true"})
    )
    return html.Span([text, sign], className="centres-wait")


def _bar(busy: float | None) -> Component:
    width = 0.0 if busy is None else min(busy, 1.0) * PERCENT
    return html.Span(
        html.Span(style={"width": f"{width:.1f}%"}),
        className="centres-bar",
        **attributes({"aria-hidden": "true"}),
    )
