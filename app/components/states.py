"""The states of a page or a card that has nothing to show yet, or not what was asked for.

Each is told in words, with the way on as a link or a button: nothing found, under way, failed,
refused, and a result that its levers have left behind.
"""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import icon


def empty(title: str, *more: Component | str, css: str = "card") -> Component:
    """Return that there is nothing, why, and the way on.

    Args:
        title: what is not there.
        more: what stands below: a sentence, a link.
        css: further classes.
    """
    return _state(html.P(html.Strong(title)), more, f"state-empty {css}", "status")


def loading(title: str, *more: Component | str, id: str | None = None) -> Component:  # noqa: A002 - as Dash calls it
    """Return that something is under way, in words; the bar moves only where motion is wanted."""
    bar = html.Div(html.I(), className="state-bar", **attributes({"aria-hidden": "true"}))
    return _state(_headline(title, id), [*more, bar], "state-loading card", "status")


def failed(title: str, *more: Component | str, id: str | None = None) -> Component:  # noqa: A002 - as Dash calls it
    """Return that something failed, what can be done, and what to tell whoever can help."""
    return _state(_headline(title, id), more, "state-failed card", "alert")


def refused(said: str) -> Component:
    """Return what was wrong with what was typed or asked."""
    return html.P([icon("warning"), said], className="state-refused", role="alert")


def outdated(said: str) -> Component:
    """Return the mark of a result that belongs to other levers than those that are shown."""
    return html.Li([icon("warning"), html.Span(said)])


def _headline(title: str, named: str | None) -> Component:
    return html.H1(title, className="headline", **attributes({"id": named} if named else {}))


def _state(title: Component, more: Sequence[Component | str], css: str, role: str) -> Component:
    rest = [html.P(one) if isinstance(one, str) else one for one in more]
    return html.Section([title, *rest], className=f"state {css}".strip(), role=role)
