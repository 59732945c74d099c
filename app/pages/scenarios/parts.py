"""Small parts that the cards of the page share: buttons, heads, scrolled tables."""

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.pages.scenarios.screens import Screen

Child = Component | str | None
BARRED: Final = "barred-head"
"""Id of the line that tells a viewer why buttons cannot be used."""


def act_button(
    screen: Screen, act: str, value: str = "", *, kind: str = "button", **said: str
) -> Component:
    """Return a button that does something; a viewer's is barred and says why.

    Args:
        screen: the screen.
        act: what it does; its words are ``scenarios.act.<act>``.
        value: what it is done to.
        kind: class of the button.
        said: ``row``, what it is done to, for who cannot see the row; ``of``, the id of a field
            whose text goes with it.
    """
    words = screen.words
    text = words(f"scenarios.act.{act}")
    named = {"data-scenarios": act, "data-value": value}
    named |= {"data-of": said["of"]} if "of" in said else {}
    if "row" in said:
        named["aria-label"] = words("scenarios.act_on", act=text, name=said["row"])
    barred = not screen.may
    named |= {"aria-describedby": BARRED} if barred else {}
    return html.Button(
        text,
        id="-".join(filter(None, ("scenarios", act, value.partition(".")[0]))),
        className=kind,
        type="button",
        disabled=barred,
        title=words("scenarios.note.viewer") if barred else text,
        **attributes(named),
    )


def card_head(title: str, *beside: Child) -> Component:
    """Return the head of a card: what was found, and what can be done with it."""
    return html.Div([html.H2(title), *beside], className="scenarios-card-head")


def scrolled(table: Component, name: str) -> Component:
    """Return a table that may be wider than its card; the keyboard reaches it."""
    named = attributes({"aria-label": name})
    return html.Div(table, className="scenarios-scroll", tabIndex="0", role="region", **named)


def heads(texts: Sequence[Child]) -> Component:
    """Return the head of a table."""
    return html.Thead(html.Tr([html.Th(one, scope="col") for one in texts]))


def refusal(screen: Screen, field: str) -> Component | None:
    """Return why what was typed in a field was refused, to stand beside it; nothing if it is not.

    Args:
        screen: the screen.
        field: id of the field.
    """
    note = screen.note
    if note is None or note.field != field:
        return None
    said = screen.words(f"scenarios.note.{note.kind}", **note.values)
    css = "scenarios-wrong scenarios-passing small"
    return html.P(said, id=f"{field}-wrong", className=css, role="alert")


def refused(screen: Screen, field: str) -> dict[str, str]:
    """Return the attributes of a field whose text was refused; none where it was not."""
    if refusal(screen, field) is None:
        return {}
    return {"aria-invalid": "true", "aria-describedby": f"{field}-wrong"}
