"""The card of the current step: who acts, what is asked, what came back, which rule spoke."""

import json
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children, icon
from app.i18n.formats import decimal
from app.ids import ApplicationIds
from app.pages.application.answers import Option, options
from app.pages.application.lanes_view import whom
from app.pages.application.scene import GOOD_OUTCOMES, Scene
from domain.decision import shown
from domain.procedure import Question, Row
from domain.records import Renewal
from domain.rules import catalogue
from domain.wording import answer_words, finding_words, notice, question_words

MANY_ANSWERS = 6
"""More answers than this stand closer together."""


def step_card(scene: Scene) -> Component:
    """Return the card of the current step, with the form where an answer is needed."""
    return html.Section(
        [*_content(scene), _result(scene) if scene.is_finished else None],
        id=ApplicationIds.STEP,
        className="card step" + (" waiting" if scene.is_open else ""),
        **attributes({"aria-live": "polite"}),
    )


def _content(scene: Scene) -> Children:
    if not scene.rows:
        return _beginning(scene)
    row = scene.rows[-1]
    return [
        _kicker(scene, row),
        _heading(scene, row),
        _form(scene) if scene.reply else None,
        html.Dl(_lines(scene, row), className="facts"),
        None if scene.is_open or not row.asked else _json(scene, row),
    ]


def _beginning(scene: Scene) -> Children:
    words = scene.here.words
    return [
        html.P(words("application.step.begin"), className="kicker"),
        html.H2(words("application.head.begin")),
        html.P(words("application.steps.keys"), className="quiet small"),
    ]


def _kicker(scene: Scene, row: Row) -> Component:
    words = scene.here.words
    parts = [words("application.step.title", n=scene.step), row.step.rule]
    if scene.is_open:
        parts.append(words("application.step.waiting"))
    return html.P(" · ".join(parts), className="kicker")


def _heading(scene: Scene, row: Row) -> Component:
    if isinstance(row.step, Question):
        return html.H2(question_words(scene.speaker, row.step, row.subject))
    return html.H2(finding_words(scene.speaker, row))


def _lines(scene: Scene, row: Row) -> Children:
    step = row.step
    lines: list[tuple[str, Any]] = []
    if isinstance(step, Question):
        lines += [("who", scene.name(step.actor)), ("to_whom", whom(scene, step))]
        if not scene.is_open:
            lines.append(("answered", html.Strong(answer_words(scene.speaker, step, row.answer))))
    else:
        lines.append(("who", scene.name(step.actor)))
    rule = catalogue()[step.rule]
    language = scene.here.language
    lines.append(("rule", [html.B(step.rule), f" {rule.text[language]}"]))
    lines.append(("source", html.Span(rule.source[language], className="quiet")))
    return [part for key, value in lines for part in _line(scene, key, value)]


def _line(scene: Scene, key: str, value: Any) -> Children:  # noqa: ANN401 - whatever Dash shows
    return [html.Dt(scene.here.words(f"application.step.{key}")), html.Dd(value)]


def _form(scene: Scene) -> Component:
    """Return the possible answers, the ready case's own chosen beforehand."""
    words, reply = scene.here.words, scene.reply
    if reply is None:
        return html.Div()
    chosen = reply.token if reply.is_given else reply.default
    own = words("application.step.from_case") if scene.world.case else ""
    given = options(scene)
    form = [
        dmc.RadioGroup(
            dmc.Stack(
                [
                    dmc.Radio(
                        label=_label(option, own if option.token == reply.default else ""),
                        value=scene.to_answer(reply, option.token),
                        size="sm",
                    )
                    for option in given
                ],
                gap=4 if len(given) > MANY_ANSWERS else 8,
            ),
            id=ApplicationIds.ANSWER,
            value=scene.to_answer(reply, chosen),
            **attributes({"aria-label": words("application.step.answer")}),
        ),
        html.Button(
            words("application.step.answer" if scene.is_open else "application.step.change"),
            id=ApplicationIds.ANSWER_GO,
            className="button primary" if scene.is_open else "button",
        ),
    ]
    if scene.is_open:
        return html.Div(form, className="form")
    summary = html.Summary(words("application.step.change"))
    return html.Details([summary, html.Div(form, className="form")], id="change-answer")


def _label(option: Option, own: str) -> Children:
    return [option.label, html.Small(f" {own}", className="own") if own else None]


def _json(scene: Scene, row: Row) -> Component:
    both = {"asked": shown(row.subject), "answered": shown(row.answer)}
    text = json.dumps(both, ensure_ascii=False, indent=1)
    return html.Details(
        [html.Summary(scene.here.words("application.step.json")), html.Pre(text, tabIndex="0")],
        id="step-json",
    )


def _result(scene: Scene) -> Component:
    verdict, words = scene.shown.verdict, scene.here.words
    is_good = verdict.outcome in GOOD_OUTCOMES
    told = notice(verdict.outcome, verdict.basis, scene.here.language)
    money = None
    if isinstance(scene.setting.application, Renewal):
        money = words(
            "application.step.money",
            duty=decimal(verdict.duty_kzt, scene.here.language),
            refund=decimal(verdict.refundable_kzt, scene.here.language),
        )
    return html.Div(
        [
            icon("check" if is_good else "cross"),
            html.Div(
                [
                    html.Strong(told),
                    html.P(f"{words('application.step.decided_by')}: {verdict.decided_by}"),
                    html.P(money) if money else None,
                ]
            ),
        ],
        className="result good" if is_good else "result bad",
    )
