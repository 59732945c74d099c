"""The card of the active scenario: what it is, saving it, and taking one in from a file."""

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.field import Field
from app.pages.scenarios.ids import ScenariosIds
from app.pages.scenarios.parts import Child, act_button, card_head
from app.pages.scenarios.screens import Screen
from app.saved import LONGEST_NAME


def active_card(screen: Screen) -> list[Component | None]:
    """Return what stands in the card."""
    words, active = screen.words, screen.active
    name = "" if active.saved is None else active.saved.name
    title = words("scenarios.active.title", name=words(f"shell.scenario.{active.state}", name=name))
    about = html.P(words(f"scenarios.active.{active.state}"), className="quiet small")
    return [card_head(title), about, html.Div(_saving(screen), className="scenarios-saving")]


def _saving(screen: Screen) -> list[Child]:
    words, active = screen.words, screen.active
    named = {
        "type": "text",
        "autoComplete": "off",
        "maxLength": str(LONGEST_NAME),
        "className": "scenarios-field",
        "data-enter": "save",
    }
    label = html.Label(
        words("scenarios.active.name"), htmlFor=ScenariosIds.NAME, className="visually-hidden"
    )
    key = f"{active.saved.reference if active.saved else ''}-{screen.typed}"
    field = html.Div(Field(ScenariosIds.NAME, screen.typed, named), key=key)
    again = None
    if active.state == "changed" and active.saved is not None and not screen.is_overtaken:
        again = act_button(screen, "again", kind="button primary", name=active.saved.name)
    is_first = again is None and active.state == "unsaved"
    save = act_button(
        screen, "save", kind="button primary" if is_first else "button", of=ScenariosIds.NAME
    )
    return [again, label, field, save, _import(screen)]


def _import(screen: Screen) -> Component:
    """Return the button that opens a file; the script sends it, and the keyboard reaches it."""
    words = screen.words
    text = words("scenarios.act.import")
    told = {"data-scenarios-file": "", "data-large": words("scenarios.file.large")}
    return html.Button(
        text,
        id=ScenariosIds.FILE,
        type="button",
        className="button",
        disabled=not screen.may,
        title=text if screen.may else words("scenarios.note.viewer"),
        **attributes(told | {"data-failed": words("scenarios.file.failed")}),
    )
