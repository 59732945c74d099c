"""The bar of a view: its search, its button, its files."""

from typing import Final

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import icon
from app.pages.rules.ids import RulesIds
from app.pages.rules.screen import Screen
from app.pages.rules.state import PATH

FILES: Final = ("csv", "xlsx")


def bar(screen: Screen, view: str, action: Component | None) -> Component:
    """Return the search of a view, what can be done there, and its files.

    Args:
        screen: the screen.
        view: whose files are saved.
        action: the button of the view; None: it has none.
    """
    files = [_file(screen, view, kind) for kind in FILES]
    return html.Div(
        [
            dmc.TextInput(
                id=RulesIds.SOUGHT,
                value=screen.state.sought,
                label=screen.say(f"search.{view}"),
                placeholder=screen.say(f"search.example_{view}"),
                leftSection=icon("search"),
                debounce=250,
                autoComplete="off",
                size="sm",
                className="rules-search",
            ),
            html.Div([action, *files], className="rules-actions"),
        ],
        className="card rules-bar",
    )


def _file(screen: Screen, view: str, kind: str) -> Component:
    told = {"download": "", "aria-label": screen.say(f"save.{view}", kind=kind.upper())}
    query = {**screen.here.query, "lang": screen.here.language}
    query.pop("view", None)
    href = screen.elsewhere(f"{PATH}/{view}.{kind}", **query)
    return html.A([icon("save"), kind.upper()], href=href, className="button", **attributes(told))
