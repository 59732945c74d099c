"""The list of saved scenarios: what differs, who saved it, how far its numbers are, what to do."""

from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.field import Field
from app.i18n.formats import moment
from app.pages.scenarios.ids import ScenariosIds
from app.pages.scenarios.levers import levers_line
from app.pages.scenarios.parts import (
    BARRED,
    Child,
    act_button,
    card_head,
    heads,
    refusal,
    refused,
    scrolled,
)
from app.pages.scenarios.screens import Listed, Screen
from app.pages.scenarios.state import MOST, PATH, WITH
from app.saved import LONGEST_NAME
from app.visit import address

COLUMNS: Final = ("with", "name", "saved", "state", "acts")
SHAPES: Final = {
    "none": "○",
    "open": "◔",
    "part": "◐",
    "done": "●",
    "outdated": "◌",
    "failed": "✕",
    "cancelled": "–",
}


def list_card(screen: Screen) -> list[Component | None]:
    """Return what stands in the card."""
    words = screen.words
    if not screen.listed:
        return [
            card_head(words("scenarios.list.title"), _import(screen)),
            html.P(words("scenarios.list.empty"), className="quiet"),
        ]
    texts: list[Child] = [words(f"scenarios.column.{name}") for name in COLUMNS]
    body = html.Tbody([_row(screen, one) for one in screen.listed])
    table = html.Table([heads(texts), body], className="scenarios-table scenarios-saved")
    most = html.Span(words("scenarios.list.most", most=MOST), className="quiet small")
    name = words("scenarios.list.title")
    beside = html.Div([most, _import(screen)], className="scenarios-beside")
    return [card_head(name, beside), scrolled(table, name)]


def _row(screen: Screen, one: Listed) -> Component:
    saved, words = one.saved, screen.words
    is_active = screen.active.saved is not None and screen.active.saved.id == saved.id
    parts: list[tuple[str, list[Child]]] = [
        ("with", [_check(screen, one)]),
        ("name", _name(screen, one, is_active=is_active)),
        ("saved", _saved(one, screen)),
        ("state", _state(one, screen)),
        ("acts", [html.Div(_acts(screen, one), className="scenarios-acts")]),
    ]
    cells = []
    for name, children in parts:
        told = attributes({"data-label": words(f"scenarios.column.{name}")})
        css = f"scenarios-col-{name}"
        css += f" scenarios-is-{one.state}" if name == "state" else ""
        made = html.Th(children, scope="row", className=css, **told)
        cells.append(made if name == "name" else html.Td(children, className=css, **told))
    return html.Tr(cells, key=saved.id, className="scenarios-current" if is_active else "")


def _check(screen: Screen, one: Listed) -> Component:
    """Return the box that takes a scenario into the comparison; barred once four are in."""
    words, chosen = screen.words, screen.asked.chosen
    is_in = one.saved.id in chosen
    is_full = len(chosen) >= MOST and not is_in
    told = {
        "aria-label": words("scenarios.list.compare", name=one.saved.name),
        "aria-checked": "true" if is_in else "false",
        "data-scenarios": "choose",
        "data-value": one.saved.id,
    }
    return html.Button(
        "✓" if is_in else "",
        id=f"scenarios-with-{one.saved.id}",
        className="scenarios-check",
        type="button",
        role="checkbox",
        disabled=one.asked is None or is_full,
        title=words("scenarios.list.full", most=MOST) if is_full else "",
        **attributes(told),
    )


def _name(screen: Screen, one: Listed, *, is_active: bool) -> list[Child]:
    words, saved = screen.words, one.saved
    line = words("scenarios.problem.damaged")
    if one.asked is not None:
        line = levers_line(one.asked, words)
    below = html.Span(line, className="quiet small scenarios-levers")
    if screen.asked.edit == saved.id:
        return [*_renaming(screen, one), below]
    kept = {name: screen.visit.query[name] for name in ("lang", WITH) if name in screen.visit.query}
    link = html.A(saved.name, href=address(PATH, {**kept, **saved.query}))
    mark = html.Span(words("scenarios.list.active"), className="scenarios-mark")
    return [link, mark if is_active else None, below]


def _renaming(screen: Screen, one: Listed) -> list[Child]:
    words, saved = screen.words, one.saved
    named = {
        "type": "text",
        "autoComplete": "off",
        "maxLength": str(LONGEST_NAME),
        "className": "scenarios-field",
        "aria-label": words("scenarios.active.name"),
        **refused(screen, ScenariosIds.RENAME),
    }
    is_refused = bool(refused(screen, ScenariosIds.RENAME))
    wanted = screen.typed if is_refused else saved.name
    field = html.Div(Field(ScenariosIds.RENAME, wanted, named), key=f"{saved.reference}-{wanted}")
    done = act_button(screen, "rename", saved.reference, of=ScenariosIds.RENAME)
    told = attributes({"data-scenarios": "edit", "data-value": ""})
    back = html.Button(words("scenarios.act.back"), className="button", type="button", **told)
    wrong = refusal(screen, ScenariosIds.RENAME)
    return [html.Div([field, done, back, wrong], className="scenarios-renaming")]


def _saved(one: Listed, screen: Screen) -> list[Child]:
    words, saved = screen.words, one.saved
    when = html.Span(moment(saved.saved_at, words.language))
    revision = words("scenarios.list.revision", n=saved.revision)
    who = f"{saved.saved_by} · {revision}" if saved.saved_by else revision
    return [when, html.Span(who, className="quiet small")]


def _state(one: Listed, screen: Screen) -> list[Child]:
    sign = html.Span(SHAPES[one.state], **attributes({"aria-hidden": "true"}))
    return [sign, f" {screen.words(f'scenarios.state.{one.state}')}"]


def _acts(screen: Screen, one: Listed) -> list[Child]:
    saved, words = one.saved, screen.words
    name = {"row": saved.name}
    plain = "scenarios-plain"
    query = {"lang": screen.visit.language}
    label = words("scenarios.act_on", act=words("scenarios.act.export"), name=saved.name)
    file = html.A(
        words("scenarios.act.export"),
        href=address(f"{PATH}/{saved.id}.json", query),
        download="",
        className=plain,
        **attributes({"aria-label": label}),
    )
    link = address(PATH, saved.query)
    copied = {"data-scenarios-link": link, "data-said": words("application.bar.copied")}
    copied["aria-label"] = words(
        "scenarios.act_on", act=words("scenarios.act.link"), name=saved.name
    )
    copy = html.Button(
        words("scenarios.act.link"), className=plain, type="button", **attributes(copied)
    )
    return [
        act_button(screen, "edit", saved.id, kind=plain, **name),
        act_button(screen, "duplicate", saved.id, kind=plain, **name),
        copy,
        file,
        act_button(screen, "delete", saved.reference, kind=plain, **name),
    ]


def _import(screen: Screen) -> Component:
    """Return the button that opens a file; the script sends it, and the keyboard reaches it."""
    words = screen.words
    text = words("scenarios.act.import")
    told = {"data-scenarios-file": "", "data-large": words("scenarios.file.large")}
    told |= {} if screen.may else {"aria-describedby": BARRED}
    return html.Button(
        text,
        id=ScenariosIds.FILE,
        type="button",
        className="button",
        disabled=not screen.may,
        title=text if screen.may else words("scenarios.note.viewer"),
        **attributes(told | {"data-failed": words("scenarios.file.failed")}),
    )
