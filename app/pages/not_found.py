"""What stands where there is no page, and where a page failed."""

from dash import html
from dash.development.base_component import Component

from app.components.states import failed as failed_state
from app.frame import Children
from app.navigation import HOME
from app.visit import Visit, address


def title(visit: Visit) -> str:
    """Return the title of the document."""
    return visit.words("shell.not_found.title")


def content(visit: Visit) -> Children:
    """Say that there is no such page, and lead on."""
    return [_card(visit, "not_found", visit.path)]


def failed(visit: Visit, why: str = "") -> Children:
    """Say that the page could not be made.

    Args:
        visit: the visit.
        why: what somebody can act on; a failure of the program itself stands in the log alone.
    """
    return [_card(visit, "failed", why)]


def _card(visit: Visit, state: str, detail: str) -> Component:
    words = visit.words
    home = html.A(
        words("shell.to_home"), href=address(HOME, visit.carried), className="button primary"
    )
    told = [html.P(html.Code(detail))] if detail else []
    return failed_state(words(f"shell.{state}.title"), words(f"shell.{state}.text"), *told, home)
