"""The cards below the grid, in their order."""

from dash.development.base_component import Component

from app.pages.centres.plan import plan
from app.pages.centres.screens import Screen


def below(screen: Screen) -> list[Component]:
    """Return what stands below the grid."""
    return [*plan(screen)]
