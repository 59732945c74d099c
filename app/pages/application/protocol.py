"""The protocol: every step as a row of a table, complete without opening anything."""

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.ids import ApplicationIds
from app.pages.application.lanes_view import tone, whom
from app.pages.application.scene import Scene
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
    texts = told(scene, row, is_open=is_current and scene.is_open)
    return html.Tr(
        [
            html.Td(html.A(str(n), href=scene.to_step(n), **attributes(here)), className="number"),
            *(_cell(scene, row, column, text) for column, text in texts.items()),
        ],
        className=css,
    )


def _cell(scene: Scene, row: Row, column: str, text: str) -> Component:
    shown: Component | str = text
    if column == "rule":
        shown = html.Abbr(text, title=rule_text(text, scene.here.language))
    elif not isinstance(row.step, Question) and column == "asked":
        shown = html.Span(text, className="quiet")
    elif not isinstance(row.step, Question) and column == "answered":
        shown = html.Strong(text)
    label = scene.here.words(f"application.protocol.{column}")
    return html.Td(shown, **attributes({"data-label": label}))


def told(scene: Scene, row: Row, *, is_open: bool) -> dict[str, str]:
    """Return a row in words, by its column, in the order of `COLUMNS` after the number.

    Args:
        scene: the screen.
        row: one of its rows.
        is_open: the row is a question that still waits for its answer.
    """
    speaker, words = scene.speaker, scene.here.words
    if not isinstance(row.step, Question):
        return {
            "who": scene.name(row.step.actor),
            "asks": "—",
            "asked": words("application.protocol.decides"),
            "answered": finding_words(speaker, row),
            "rule": row.step.rule,
        }
    answered = words("application.protocol.waiting")
    if not is_open:
        answered = answer_words(speaker, row.step, row.answer)
    return {
        "who": scene.name(row.step.actor),
        "asks": whom(scene, row.step),
        "asked": question_words(speaker, row.step, row.subject),
        "answered": answered,
        "rule": row.step.rule,
    }
