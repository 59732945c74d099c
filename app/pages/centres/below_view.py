"""The cards below the grid, in their order."""

from dash import html
from dash.development.base_component import Component

from app.pages.centres.fitted_view import fitted
from app.pages.centres.load import load
from app.pages.centres.pairs import pairs
from app.pages.centres.plan_view import plan
from app.pages.centres.playback_view import playback
from app.pages.centres.screens import Screen


def below(screen: Screen) -> list[Component]:
    """Return what stands below the grid."""
    return [
        *_lost(screen),
        *pairs(screen),
        *plan(screen),
        *playback(screen),
        *load(screen),
        *fitted(screen),
    ]


def _lost(screen: Screen) -> list[Component]:
    """Return what the address names and is not kept here."""
    said = [screen.words(f"centres_below.lost.{name}") for name in screen.below.lost]
    return [html.P(" ".join(said), className="centres-wrong", role="alert")] if said else []
