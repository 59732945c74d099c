"""The top of the page: which case, the sentence that carries the finding, and the steps."""

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app import library
from app.components.attributes import attributes
from app.frame import Children, icon
from app.i18n.formats import long_day
from app.ids import ApplicationIds
from app.pages.application.levers import outcome_words
from app.pages.application.scene import GOOD_OUTCOMES, Scene
from app.pages.application.state import PATH
from app.visit import Visit, address
from domain.procedure import Question
from domain.wording import finding_words


def toolbar(scene: Scene) -> Component:
    """Return the choice of a case and the tools of the page."""
    return html.Div(
        [
            case_select(scene.here, scene.state.case),
            panel_link(scene.here, "city", "search"),
            panel_link(scene.here, "edit", "edit"),
            html.Div(
                [
                    _tool(scene.here, "copy", "link"),
                    _tool(scene.here, "save", "save"),
                    _decision_tool(scene) if scene.is_finished else None,
                    _tool(scene.here, "print", "print"),
                ],
                className="tools",
            ),
        ],
        className="toolbar",
    )


def case_address(here: Visit, name: str) -> str:
    """Return the address of a ready case, from its beginning."""
    kept = {k: v for k, v in here.carried.items() if k != "day"}  # a case has its own
    return address(PATH, {**kept, "case": name})


def case_select(here: Visit, chosen: str | None) -> Component:
    """Return the list of ready cases, in groups."""
    words, groups = here.words, []
    for group in library.GROUPS:
        items = [
            {"value": case_address(here, p.name), "label": words(f"cases.{p.name}.title")}
            for p in library.promises().values()
            if p.group == group
        ]
        groups.append({"group": words(f"cases.groups.{group}"), "items": items})
    return dmc.Select(
        id=ApplicationIds.CASE,
        data=groups,
        value=case_address(here, chosen) if chosen else None,
        placeholder=words("application.bar.choose"),
        searchable=True,
        allowDeselect=False,
        comboboxProps={"withinPortal": False},  # in the content, for who hears the page by parts
        withScrollArea=False,  # then the list itself is scrolled, as the arrows move in it
        className="case-select",
        leftSection=icon("application"),
        size="sm",
        **attributes({"aria-label": words("application.bar.case")}),
    )


def panel_link(here: Visit, panel: str, shape: str) -> Component:
    """Return the link that opens or closes a panel."""
    is_open = here.query.get("panel") == panel
    return html.A(
        [icon(shape), here.words(f"application.bar.{panel}")],
        href=here.address(panel=None if is_open else panel),
        className="button" + (" pressed" if is_open else ""),
        **attributes({"aria-expanded": "true" if is_open else "false"}),
    )


def _tool(here: Visit, name: str, shape: str) -> Component:
    ids = {"copy": ApplicationIds.COPY, "save": ApplicationIds.SAVE, "print": ApplicationIds.PRINT}
    label = here.words(f"application.bar.{name}")
    said = {
        "aria-label": label,
        "data-act": name,
        "data-said": here.words("application.bar.copied"),
    }
    return html.Button(
        icon(shape), id=ids[name], className="icon-button", title=label, **attributes(said)
    )


def _decision_tool(scene: Scene) -> Component:
    """Return the button that saves the whole decision; there is none before the end."""
    label = scene.here.words("application.bar.save_decision")
    return html.Button(
        "JSON",
        id=ApplicationIds.SAVE_DECISION,
        className="icon-button small",
        title=label,
        **attributes({"aria-label": label}),
    )


def head(scene: Scene) -> Component:
    """Return the sentence of the page with the buttons of the steps."""
    return html.Div(
        [
            html.H1(_sentence(scene), id=ApplicationIds.HEADLINE, className="headline"),
            _buttons(scene),
            html.P(_subtitle(scene), className="subtitle"),
        ],
        className="head",
    )


def headline_text(scene: Scene) -> str:
    """Return the sentence of the page as plain text."""
    return _plain(_sentence(scene))


def subtitle_text(scene: Scene) -> str:
    """Return the line under the sentence as plain text."""
    return _plain(_subtitle(scene))


def _plain(parts: Children) -> str:
    return "".join(part if isinstance(part, str) else str(part.children) for part in parts if part)


def _sentence(scene: Scene) -> Children:
    return [f"{_story(scene)} ", *_finding(scene)]


def _story(scene: Scene) -> str:
    state, words = scene.state, scene.here.words
    edited = (state.applicant, state.dwelling, state.service, state.filed_by, state.document)
    if state.case and not any(edited):
        return words(f"cases.{state.case}.story")
    application = scene.setting.application
    kinds = {"residence": "residence", "temporary_stay": "stay", "id_card": "card"}
    named = {"applicant": scene.person(application.applicant)}
    if application.service != "id_card":
        named["dwelling"] = scene.speaker.name_of("dwelling", application.dwelling)  # type: ignore[union-attr]
    return words(f"application.head.city_{kinds[application.service]}", **named)


def _finding(scene: Scene) -> Children:
    if scene.is_finished:
        verdict = scene.shown.verdict
        css = "good" if verdict.outcome in GOOD_OUTCOMES else "bad"
        return [html.Em(f"{outcome_words(scene, verdict)}.", className=css)]
    if not scene.rows:
        return []
    row = scene.rows[-1]
    if isinstance(row.step, Question):
        family = row.step.rule.partition(".")[0]
        return [html.Em(scene.here.words(f"application.phase.{family}"))]
    return [html.Em(f"{finding_words(scene.speaker, row)}.")]


def _subtitle(scene: Scene) -> Children:
    words, application = scene.here.words, scene.setting.application
    title = words("application.head.city")
    if scene.state.case:
        named = words(f"cases.{scene.state.case}.title")
        title = words("application.head.ready", title=named)
    total = len(scene.shown.rows)
    if scene.is_finished:
        counter = words("application.steps.finished", total=total)
    elif scene.step:
        counter = words("application.steps.counter", n=scene.step, total=total)
    else:
        counter = words("application.steps.start")
    parts = (
        title,
        words(f"application.service.{application.service}"),
        words(f"application.channel.{application.channel}"),
        long_day(application.day, scene.here.language),
    )
    return [html.B(counter), " · ", " · ".join(parts)]


def _buttons(scene: Scene) -> Component:
    step, words = scene.step, scene.here.words
    ahead = scene.to_step(step + 1) if step < scene.steps else None
    if scene.is_open and scene.reply:
        ahead = scene.to_answer(scene.reply, scene.reply.default)
    is_last = scene.is_finished
    return html.Nav(
        [
            _button(
                ApplicationIds.FIRST,
                [icon("first")],
                scene.to_step(0) if step else None,
                words("application.steps.first"),
            ),
            _button(
                ApplicationIds.BACK,
                [icon("back"), words("application.steps.back")],
                scene.to_step(step - 1) if step else None,
            ),
            _button(
                ApplicationIds.NEXT,
                [words("application.steps.next"), icon("next")],
                ahead,
                css="primary",
            ),
            _button(
                ApplicationIds.LAST,
                [words("application.steps.last")],
                None if is_last else scene.to_end(),
            ),
        ],
        className="steps",
        **attributes({"aria-label": words("application.steps.keys")}),
    )


def _button(
    name: str, shown: Children, href: str | None, label: str = "", css: str = ""
) -> Component:
    named = {"aria-label": label} if label else {}
    if href is None:
        named["aria-disabled"] = "true"
        return html.A(shown, id=name, className=f"button {css}", role="link", **attributes(named))
    return html.A(
        shown, id=name, className=f"button {css}", href=href, title=label, **attributes(named)
    )
