"""The card of the active scenario: what it is, and saving it."""

from dash import html
from dash.development.base_component import Component

from app.components.field import Field
from app.pages.scenarios.ids import ScenariosIds
from app.pages.scenarios.parts import Child, act_button, card_head, refusal, refused
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
        **refused(screen, ScenariosIds.NAME),
    }
    label = html.Label(
        words("scenarios.active.name"), htmlFor=ScenariosIds.NAME, className="quiet small"
    )
    key = f"{active.saved.reference if active.saved else ''}-{screen.typed}"
    field = html.Div(Field(ScenariosIds.NAME, screen.typed, named), key=key)
    again = None
    if active.state == "changed" and not screen.is_overtaken:
        again = act_button(screen, "again", kind="button primary")
    is_first = again is None and active.state == "unsaved"
    save = act_button(
        screen, "save", kind="button primary" if is_first else "button", of=ScenariosIds.NAME
    )
    return [again, label, field, save, refusal(screen, ScenariosIds.NAME)]
