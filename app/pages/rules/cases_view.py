"""The ready cases of a rule: what has to come out, what came out, and a way to walk each."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children, icon
from app.pages.rules.rule_words import element_id, ending_words
from app.pages.rules.running import Ending, Ran, cases_of
from app.pages.rules.screen import Screen

HEADS = ("case", "expected", "got", "result")


def cases(screen: Screen, rule: str) -> Children:
    """Return the cases that a rule decides, and on demand the others that come to it."""
    deciding, others = cases_of(rule, screen.ran)
    count = screen.words.count("rules.count.cases", len(deciding) + len(others))
    return [
        html.Div(
            [html.H3(screen.say("part.cases")), _run(screen, rule, count)],
            className="rules-cases-head",
        ),
        html.P("", id=said_id(rule), className="small quiet", role="status"),
        _table(screen, deciding) if deciding else None,
        _others(screen, rule, others, is_open=not deciding),
    ]


def said_id(rule: str) -> str:
    """Return the id of the line that says what came out of a rule's cases."""
    return f"said-{element_id(rule)}"


def _run(screen: Screen, rule: str, count: str) -> Component:
    noted = {"data-run": rule, "data-said": said_id(rule), "type": "button"}
    told = screen.say("run.rule", cases=count)
    return html.Button(told, id=f"run-{element_id(rule)}", className="button", **attributes(noted))


def _table(screen: Screen, shown: list[Ran]) -> Component:
    heads = [html.Th(screen.say(f"case.{head}"), scope="col") for head in HEADS]
    table = html.Table(
        [html.Thead(html.Tr(heads)), html.Tbody([_row(screen, each) for each in shown])],
        className="rules-table cases",
    )
    return html.Div(table, className="rules-scroll")


def _row(screen: Screen, ran: Ran) -> Component:
    return html.Tr(
        [
            html.Td([_link(screen, ran), _story(screen, ran)]),
            html.Td(_ending(screen, ran.expected), **_label(screen, "expected")),
            html.Td(_ending(screen, ran.got), **_label(screen, "got", "data-got")),
            html.Td(result(screen, ran), **_label(screen, "result", "data-result")),
        ],
        **attributes({"data-case": ran.case}),
    )


def _label(screen: Screen, head: str, *marks: str) -> dict[str, Any]:
    return attributes({"data-label": screen.say(f"case.{head}"), **dict.fromkeys(marks, "")})


def _link(screen: Screen, ran: Ran) -> Component:
    href = screen.elsewhere("/application", case=ran.case, step="end")
    return html.A(screen.words(f"cases.{ran.case}.title"), href=href)


def _story(screen: Screen, ran: Ran) -> Component:
    return html.P(screen.words(f"cases.{ran.case}.story"), className="quiet small")


def _ending(screen: Screen, ending: Ending | None) -> Children:
    told: Children = [html.Span(ending_words(ending, screen.words))]
    return told if ending is None else [*told, *map(html.Code, codes_of(ending))]


def codes_of(ending: Ending | None) -> list[str]:
    """Return outcome with basis, and the rule, as codes; nothing for what could not be decided."""
    if ending is None:
        return []
    return [" · ".join(filter(None, (ending.outcome, ending.basis))), ending.rule]


def result(screen: Screen, ran: Ran) -> Component:
    """Return whether a case came out as it has to, by shape and word."""
    key = "passed" if ran.is_passed else "failed"
    shape = icon("check" if ran.is_passed else "cross")
    return html.Span([shape, screen.say(f"result.{key}")], className=f"rules-mark {key}")


def _others(screen: Screen, rule: str, others: list[Ran], *, is_open: bool) -> Component | None:
    if not others:
        return None
    count = screen.words.count(f"rules.count.{'cases' if is_open else 'more'}", len(others))
    entries = [_other(screen, each) for each in others]
    return html.Details(
        [html.Summary(screen.say("others", cases=count)), html.Ul(entries)],
        id=f"others-{element_id(rule)}",
        className="rules-others",
        open=is_open or any(not each.is_passed for each in others),
    )


def _other(screen: Screen, ran: Ran) -> Component:
    return html.Li(
        [
            _link(screen, ran),
            html.Span(result(screen, ran), **attributes({"data-result": ""})),
        ],
        **attributes({"data-case": ran.case}),
    )
