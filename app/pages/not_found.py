"""What stands where there is no page, and where a page failed."""

from dash import html

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


def _card(visit: Visit, state: str, detail: str) -> html.Section:
    words = visit.words
    return html.Section(
        [
            html.H1(words(f"shell.{state}.title"), className="headline"),
            html.P(words(f"shell.{state}.text")),
            html.P(html.Code(detail)) if detail else None,
            html.A(
                words("shell.to_home"),
                href=address(HOME, visit.carried),
                className="button primary",
            ),
        ],
        className="card state",
        role="alert",
    )
