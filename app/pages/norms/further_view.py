"""What else a norm does: rubber flats, the hall, households, the load of the centres."""

from collections.abc import Callable
from typing import Final, NamedTuple

from dash import html
from dash.development.base_component import Component

from app.exports import Table
from app.frame import Children
from app.i18n import Words
from app.pages.norms.account import ARROWS, Account, many, signed, way
from app.pages.norms.section import Section, card, case_link, rule_link
from app.pages.norms.sentences import share
from simulation.impact.results import Result

HALL: Final = "hall"


class Fact(NamedTuple):
    """One number.

    Attributes:
        name: its words ``norms_detail.fact.<name>``.
        number: gives it.
    """

    name: str
    number: Callable[[Result], int]


def _by_hall(result: Result) -> int:
    return sum(end.count for end in result.sequential if end.basis == HALL)


def _rest_of_rubber(result: Result) -> int:
    """Return the applications that ended otherwise, so that the rows sum to those asked."""
    flats = result.rubber
    return flats.asked - flats.stopped - flats.let_in


def _rest_of_households(result: Result) -> int:
    """Return those of whom some are registered and others stopped by something else."""
    found = result.households
    return found.total - found.let_in - found.split - found.nobody_registered


class Topic(NamedTuple):
    """A small card.

    Attributes:
        name: its words ``norms_detail.topic.<name>``.
        facts: numbers that it shows.
        rule: behind it.
        case: a ready case; empty: none.
    """

    name: str
    facts: tuple[Fact, ...]
    rule: str
    case: str = ""


TOPICS: Final = (
    Topic(
        "rubber",
        (
            Fact("rubber_dwellings", lambda result: result.rubber.dwellings),
            Fact("rubber_registered", lambda result: result.rubber.registered),
            Fact("rubber_asked", lambda result: result.rubber.asked),
            Fact("rubber_stopped", lambda result: result.rubber.stopped),
            Fact("rubber_let_in", lambda result: result.rubber.let_in),
            Fact("rubber_other", _rest_of_rubber),
        ),
        "RES-08",
        "rubber-flat",
    ),
    Topic(
        "hall",
        (
            Fact("hall_total", _by_hall),
            Fact("hall_in_full", lambda result: result.hall_in_full),
        ),
        "RES-04",
        "minor-owner",
    ),
    Topic(
        "households",
        (
            Fact("households_total", lambda result: result.households.total),
            Fact("households_let_in", lambda result: result.households.let_in),
            Fact("households_split", lambda result: result.households.split),
            Fact("households_nobody", lambda result: result.households.nobody_registered),
            Fact("households_turned_away", lambda result: result.households.turned_away),
            Fact("households_other", _rest_of_households),
        ),
        "RES-10",
    ),
    Topic(
        "centres",
        (
            Fact("centre_visits", lambda result: result.centres.visits),
            Fact("centre_sent_back", lambda result: result.centres.sent_back_online),
            Fact("centre_protection", lambda result: result.centres.sent_by_protection),
            Fact("centre_acts", lambda result: result.centres.acts_to_update),
            Fact("centre_acts_help", lambda result: result.false_refusals.total),
        ),
        "RES-02",
        "reception",
    ),
)


def further_card(told: Account) -> Component:
    """Return the section."""
    topics: Children = [
        html.Div([_topic(told, topic) for topic in TOPICS], className="detail-topics")
    ]
    return card(told, Section("further", "further", topics, further_table(told)))


def further_table(told: Account) -> Table:
    """Return all numbers as a table, beside those of the law."""
    words, law = told.words, told.study.result(told.asked.lawful)
    rows = tuple(
        (
            words(f"norms_detail.topic.{topic.name}.name"),
            words(f"norms_detail.fact.{fact.name}"),
            fact.number(told.yours),
            fact.number(law),
        )
        for topic in TOPICS
        for fact in topic.facts
    )
    names = ("topic", "quantity", "yours", "law")
    return Table(
        words("norms_detail.further.title"),
        tuple(words(f"norms_detail.column.{name}") for name in names),
        rows,
    )


def _topic(told: Account, topic: Topic) -> Component:
    words = told.words
    links: Children = [rule_link(told, topic.rule)]
    if topic.case:
        links += [" · ", case_link(told, topic.case)]
    facts = [part for fact in topic.facts for part in _fact(told, fact)]
    return html.Article(
        [
            html.H3(SENTENCES[topic.name](told.yours, words)),
            html.Dl(facts, className="detail-facts"),
            html.P(words(f"norms_detail.topic.{topic.name}.note"), className="quiet small"),
            html.P(links, className="small"),
        ],
        className="detail-topic",
    )


def _fact(told: Account, fact: Fact) -> Children:
    """Return a number with its name, and how it differs from the law's where it does."""
    words = told.words
    number = fact.number(told.yours)
    change = number - fact.number(told.study.result(told.asked.lawful))
    shown: Children = [html.Strong(many(number, words))]
    if change:
        said = f" {ARROWS[way(change)]} {signed(change, words)}"
        shown.append(html.Span(said, className="quiet small"))
    return [html.Dt(words(f"norms_detail.fact.{fact.name}")), html.Dd(shown)]


# ---------------------------------------------------------------- a sentence each
def _rubber(result: Result, words: Words) -> str:
    flats = result.rubber
    return words(
        "norms_detail.topic.rubber.sentence",
        stopped=many(flats.stopped, words),
        asked=many(flats.asked, words),
    )


def _hall(result: Result, words: Words) -> str:
    if not result.hall_in_full:
        return words("norms_detail.topic.hall.closed")
    return words("norms_detail.topic.hall.sentence", n=many(result.hall_in_full, words))


def _households(result: Result, words: Words) -> str:
    if not result.households.split:
        return words("norms_detail.topic.households.none")
    return words("norms_detail.topic.households.sentence", n=many(result.households.split, words))


def _centres(result: Result, words: Words) -> str:
    centres = result.centres
    return words(
        "norms_detail.topic.centres.sentence",
        back=share(centres.sent_back_online, centres.visits, words),
        acts=many(centres.acts_to_update, words),
        helped=many(result.false_refusals.total, words),
    )


SENTENCES: Final[dict[str, Callable[[Result, Words], str]]] = {
    "rubber": _rubber,
    "hall": _hall,
    "households": _households,
    "centres": _centres,
}
