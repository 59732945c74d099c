"""The protocol: every step as a row of a table, complete without opening anything."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.ids import ApplicationIds
from app.pages.application.lanes_view import target_of, tone
from app.pages.application.scene import Scene
from domain.decision import acting
from domain.procedure import Question, Row
from domain.rules import rule_text
from domain.wording import answer_words, finding_words, question_words

COLUMNS = ("number", "who", "asks", "asked", "answered", "rule")


def protocol(scene: Scene) -> Component:
    """Return the protocol as far as the walk has come."""
    words = scene.here.words
    if not scene.rows:
        return html.P(words("application.protocol.empty"), className="quiet")
    heads = [html.Th(words(f"application.protocol.{c}"), scope="col") for c in COLUMNS]
    rows = [_row(scene, n, row) for n, row in enumerate(scene.rows, 1)]
    return html.Table(
        [
            html.Colgroup([html.Col(className=f"column-{c}") for c in COLUMNS]),
            html.Thead(html.Tr(heads)),
            html.Tbody(rows),
        ],
        id=ApplicationIds.PROTOCOL,
        className="protocol",
    )


def _row(scene: Scene, n: int, row: Row) -> Component:
    is_current = n == scene.step
    css = f"{tone(row)}" + (" current" if is_current else "")
    here = {"aria-current": "step"} if is_current else {}
    return html.Tr(
        [
            html.Td(html.A(str(n), href=scene.to_step(n), **attributes(here)), className="number"),
            *(
                html.Td(
                    text,
                    **attributes(
                        {"data-label": scene.here.words(f"application.protocol.{column}")}
                    ),
                )
                for column, text in _cells(scene, row, is_open=is_current and scene.is_open)
            ),
        ],
        className=css,
    )


def _cells(scene: Scene, row: Row, *, is_open: bool) -> list[tuple[str, Any]]:
    speaker, words = scene.speaker, scene.here.words
    rule = html.Abbr(row.step.rule, title=rule_text(row.step.rule, scene.here.language))
    if not isinstance(row.step, Question):
        said = words("application.protocol.decides")
        found = finding_words(speaker, row)
        return [
            ("who", scene.name(row.step.actor)),
            ("asks", "—"),
            ("asked", html.Span(said, className="quiet")),
            ("answered", html.Strong(found)),
            ("rule", rule),
        ]
    target = target_of(row)
    answered = words("application.protocol.waiting")
    if not is_open:
        answered = answer_words(speaker, row.step, row.answer)
    return [
        ("who", scene.name(row.step.actor if target else acting(row))),
        ("asks", scene.name(target) if target else "—"),
        ("asked", question_words(speaker, row.step, row.subject)),
        ("answered", answered),
        ("rule", rule),
    ]
