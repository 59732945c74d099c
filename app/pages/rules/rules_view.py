"""The list of the rules: one line each, in the order in which they are tried; some unfolded."""

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.states import empty
from app.frame import Children, icon
from app.pages.rules.bar import bar
from app.pages.rules.ids import RulesIds
from app.pages.rules.rule_card import details
from app.pages.rules.rule_words import element_id, searched, service_of, source_words
from app.pages.rules.running import Ran, cases_of, rules_named
from app.pages.rules.screen import Screen
from app.pages.rules.state import BEYOND, FAILED, ONLY, READ, RULES
from domain.rules import RuleText, catalogue


def rules_view(screen: Screen) -> Children:
    """Return the search, the list, and what stands above it."""
    shown = listed(screen)
    services = dict.fromkeys(service_of(rule.rule) for rule in shown)
    parts = [_service(screen, name, shown) for name in services]
    return [
        bar(screen, RULES, _run_all(screen)),
        _filters(screen),
        html.Div(parts or [_nothing(screen)], id=RulesIds.LIST, className="rules-list"),
    ]


def listed(screen: Screen) -> list[RuleText]:
    """Return the rules that the search and the filter leave, in their order."""
    sought = screen.state.sought.lower().split()
    return [
        rule
        for rule in catalogue().values()
        if is_kept(screen, rule, screen.state.only)
        and all(word in searched(rule, screen.words) for word in sought)
    ]


def is_kept(screen: Screen, rule: RuleText, only: str) -> bool:
    """Say whether a filter leaves a rule in the list."""
    if only == BEYOND:
        return rule.beyond_the_text
    if only == READ:
        return bool(rule.readings)
    if only == FAILED:
        return any(not each.is_passed for each in _all_cases(screen, rule.rule))
    return True


def _all_cases(screen: Screen, rule: str) -> list[Ran]:
    deciding, others = cases_of(rule, screen.ran)
    return [*deciding, *others]


def _run_all(screen: Screen) -> Component:
    return html.Button(
        screen.say("run.all"),
        id=RulesIds.RUN_ALL,
        className="button primary",
        **attributes({"data-run": "", "data-said": RulesIds.SAID, "type": "button"}),
    )


def _filters(screen: Screen) -> Component:
    links = [_filter(screen, only) for only in ("", *ONLY)]
    label = {"aria-label": screen.say("only.label")}
    said = html.P("", id=RulesIds.SAID, className="small quiet", role="status")
    return html.Div([html.Nav(links, className="rules-filters", **attributes(label)), said])


def _filter(screen: Screen, only: str) -> Component:
    count = sum(is_kept(screen, rule, only) for rule in catalogue().values())
    here = {"aria-current": "true"} if screen.state.only == only else {}
    told: Children = [screen.say(f"only.{only or 'all'}"), html.Span(screen.number(count))]
    return html.A(told, href=screen.at(only=only or None, rule=None), **attributes(here))


def _service(screen: Screen, service: str, shown: list[RuleText]) -> Component:
    rules = [_rule(screen, rule) for rule in shown if service_of(rule.rule) == service]
    return html.Section(
        [
            html.H2(screen.say(f"service.{service}")),
            html.P(screen.say(f"service.{service}_note"), className="quiet small"),
            html.Ol(rules),
        ],
        className="card",
    )


def _rule(screen: Screen, rule: RuleText) -> Component:
    is_open = rule.rule in rules_named(screen.state.rule)
    cases = _all_cases(screen, rule.rule)
    turned = screen.at(rule=None if is_open else rule.rule)
    state = {"aria-expanded": str(is_open).lower()}
    link = html.A(rule.rule, href=turned, id=f"open-{element_id(rule.rule)}", **attributes(state))
    marks = [_beyond(screen) if rule.beyond_the_text else None, mark_of(screen, rule.rule, cases)]
    head = html.Div(
        [
            html.Strong(link, className="rules-id"),
            html.Div(
                [
                    html.P(rule.text[screen.here.language]),
                    html.P(source_words(rule, screen.words), className="quiet small"),
                ]
            ),
            html.Div(marks, className="rules-marks"),
        ],
        className="rules-head",
    )
    told = [head, details(screen, rule)] if is_open else [head]
    return html.Li(told, id=element_id(rule.rule), className="open" if is_open else "")


def _beyond(screen: Screen) -> Component:
    return html.Span([screen.say("beyond")], className="rules-beyond")


def mark_of(screen: Screen, rule: str, cases: list[Ran]) -> Component:
    """Return how many cases of a rule came out as they have to, by shape and number."""
    failed = sum(not each.is_passed for each in cases)
    told = screen.say("passed.of", passed=len(cases) - failed, total=len(cases))
    css = "rules-mark failed" if failed else "rules-mark passed"
    return html.Span(
        [icon("cross" if failed else "check"), html.Span(told)],
        className=css,
        title=screen.say("passed.title"),
        **attributes({"data-rule": rule}),
    )


def _nothing(screen: Screen) -> Component:
    back = html.A(screen.say("nothing.all"), href=screen.view(RULES), className="button")
    return empty(screen.say("nothing.rules"), back)
