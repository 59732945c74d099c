"""The cards below the grid, in their order."""

from dash.development.base_component import Component

from app.pages.centres.fitted_view import fitted
from app.pages.centres.load import load
from app.pages.centres.pairs import pairs
from app.pages.centres.plan_view import plan
from app.pages.centres.playback_view import playback
from app.pages.centres.screens import Screen


def below(screen: Screen) -> list[Component]:
    """Return what stands below the grid."""
    return [*pairs(screen), *plan(screen), *playback(screen), *load(screen), *fitted(screen)]
