"""One rule unfolded: what it rests on, how it may be read, how it ends, and its cases."""

from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children
from app.pages.rules.cases_view import cases
from app.pages.rules.rule_words import (
    article_value,
    article_words,
    reading_words,
    told_notices,
)
from app.pages.rules.screen import Screen
from app.policy import READING_PARAMETERS, write_value
from domain.law import Article
from domain.readings import Switch
from domain.rules import RuleText
from domain.wording import Speaker, day_words
from simulation.impact.setting import RESIDENCE_SWITCHES

SHOWN_BY: Final = {
    "expiry_day": "card-expired",
    "reason": "card-surname",
    "duty_2026": "card",
}
"""Ready cases on which the readings are tried that the page of the norms does not have."""


def details(screen: Screen, rule: RuleText) -> Component:
    """Return what is known about a rule."""
    return html.Div(
        [
            *_section(screen, "parameters", [_article(screen, each) for each in rule.parameters]),
            *_section(screen, "readings", [_reading(screen, each) for each in rule.readings]),
            *_section(screen, "notices", _notices(screen, rule.rule)),
            *cases(screen, rule.rule),
        ],
        className="rules-details",
    )


def _section(screen: Screen, name: str, entries: list[Component]) -> Children:
    if not entries:
        return []
    return [html.H3(screen.say(f"part.{name}")), html.Ul(entries, className=f"rules-{name}")]


def _article(screen: Screen, article: Article) -> Component:
    words = screen.words
    checked = day_words(Speaker(words.language), article.checked.isoformat())
    since = day_words(Speaker(words.language), article.start.isoformat())
    return html.Li(
        [
            html.P(
                [
                    html.Span(words(f"rules_numbers.name.law.{article.name}")),
                    html.Strong(article_value(article, words), className="rules-law"),
                    html.Span(screen.say("law_since", day=since), className="quiet"),
                ]
            ),
            html.P(
                [
                    f"{article_words(article, 'act', words)}; ",
                    f"{article_words(article, 'clause', words)}. ",
                    screen.say("law_source", source=article_words(article, "source", words)),
                    screen.say("law_checked", day=checked),
                ],
                className="quiet small",
            ),
        ]
    )


def _reading(screen: Screen, switch: Switch) -> Component:
    words = screen.words
    usual, other = (reading_words(switch, value, words) for value in switch.values)
    return html.Li(
        [
            html.P(
                [
                    html.Strong(words(f"readings.{switch.name}.title")),
                    html.Span([screen.say("reading.usual"), html.B(usual)]),
                    html.Span([screen.say("reading.other"), html.B(other)]),
                ]
            ),
            _moved(screen, switch),
        ]
    )


def _moved(screen: Screen, switch: Switch) -> Component:
    """Return a link to where the other reading can be seen at work."""
    value = write_value(switch.other)
    if switch in RESIDENCE_SWITCHES:
        href = screen.elsewhere("/norms", **{switch.name: value})
        return html.A(screen.say("reading.norms"), href=href)
    query = {"case": SHOWN_BY[switch.name], READING_PARAMETERS[switch.name]: value, "step": "end"}
    return html.A(screen.say("reading.case"), href=screen.elsewhere("/application", **query))


def _notices(screen: Screen, rule: str) -> list[Component]:
    told = told_notices(rule, screen.words)
    if not told:
        return [html.Li(screen.say("goes_on"), className="quiet")]
    return [
        html.Li(
            [
                html.Span(text),
                html.Code(f"{outcome} · {basis}" if basis else outcome),
            ],
            **attributes({"data-notice": outcome}),
        )
        for (outcome, basis), text in told
    ]
