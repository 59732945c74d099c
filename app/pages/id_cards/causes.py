"""Who has to go to a centre, and why: by the outcome that sends him, with the law beside."""

from typing import Final, NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.centres_numbers import UNKNOWN, Estimate
from app.pages.id_cards.compared import difference_words, spread
from app.pages.id_cards.outlook import Outlook
from app.pages.id_cards.screens import Results, Screen, measure
from app.pages.id_cards.sentences import digits_of, people

BY_RULE: Final = {
    "early": ("IDC-05",),
    "late": ("IDC-06",),
    "document": ("IDC-02", "IDC-04"),
    "holder": ("IDC-08",),
    "biometrics": ("IDC-09",),
    "pilot": ("IDC-01",),
}
"""Causes as the page tells them, by the rules that the forecast counts."""

BY_OUTCOME: Final = {
    "too_early": "early",
    "biometrics_failed": "biometrics",
    "not_the_holder": "holder",
    "not_in_pilot": "pilot",
    "unavailable_go_to_service_centre": "unavailable",
}
"""Causes by the outcomes that a run counts; the fifth is a late, other or changed document."""

LEAST: Final = 0.05
"""Holders; a smaller expectation is told as nobody."""


class Cause(NamedTuple):
    """One cause.

    Attributes:
        name: its words ``cards.cause.<name>``.
        yours: holders under the scenario.
        law: holders under the law; None: the same, or not known.
        change: what differs from the law; of a run replication by pair, with its interval.
    """

    name: str
    yours: Estimate
    law: float | None
    change: Estimate = UNKNOWN


def causes(screen: Screen) -> list[Cause]:
    """Return the causes, the largest first."""
    if screen.yours is not None:
        found = [_ran(screen, screen.yours, *item) for item in BY_OUTCOME.items()]
    elif screen.outlook is not None:
        law = screen.before if screen.shown.is_moved else None
        found = [_expected(screen.outlook, law, name) for name in BY_RULE]
    else:
        found = []
    known = [one for one in found if max(one.yours.value or 0, one.law or 0) >= LEAST]
    return sorted(known, key=lambda one: -(one.yours.value or 0))


def _ran(screen: Screen, results: Results, outcome: str, name: str) -> Cause:
    yours = measure(results, "sent_to_centre", outcome)
    pair = screen.differences.get(("sent_to_centre", "all", outcome))
    if pair is not None:
        return Cause(name, yours, pair.law or 0.0, pair.change)
    return Cause(name, yours, 0.0 if screen.differences else None)


def _expected(outlook: Outlook, law: Outlook | None, name: str) -> Cause:
    def of(one: Outlook) -> float:
        sent = one.to_centre()
        return sum(sent.get(rule, 0.0) for rule in BY_RULE[name])

    if law is None:
        return Cause(name, Estimate(of(outlook)), None)
    return Cause(name, Estimate(of(outlook)), of(law), Estimate(of(outlook) - of(law)))


def causes_card(screen: Screen) -> list[Component]:
    """Return what stands in the card: a bar and a number for each cause."""
    words, found = screen.words, causes(screen)
    head = html.Div([html.H2(words("cards.causes.title"))], className="centres-card-head")
    if not found:
        return [head, html.P(words("cards.causes.nobody"), className="quiet")]
    has_law = any(one.law is not None for one in found)
    heads = ["cause", "yours", *(["law", "difference"] if has_law else [])]
    cells = [html.Th(words(f"cards.causes.{name}"), scope="col") for name in heads]
    most = max(max(one.yours.value or 0, one.law or 0) for one in found)
    rows = [_row(one, most, screen, has_law=has_law) for one in found]
    table = html.Table([html.Thead(html.Tr(cells)), html.Tbody(rows)], className="cards-table")
    return [
        head,
        html.Div(table, className="centres-scroll cards-causes", tabIndex="0"),
        html.P(words(_note(screen, has_law=has_law)), className="quiet small"),
    ]


def _note(screen: Screen, *, has_law: bool) -> str:
    """Return what tells what the numbers are of: of a difference only where one is shown."""
    if screen.yours is None:
        return "cards.causes.quick"
    return "cards.causes.run" if has_law else "cards.causes.run_alone"


def _row(one: Cause, most: float, screen: Screen, *, has_law: bool) -> Component:
    words, value = screen.words, one.yours.value or 0.0
    share = value / most if most else 0.0
    bar = html.Span(className="cards-bar", style={"width": f"{share * 100:.1f}%"})
    name = html.Th(
        [html.Span(words(f"cards.cause.{one.name}")), html.Span(bar, className="cards-track")],
        scope="row",
    )
    ends = spread(one.yours, words, digits_of(value))
    bracketed = html.Span(f" ({ends})" if ends else "", className="quiet")
    cells = [html.Td([people(value, words), bracketed])]
    if has_law:
        digits = digits_of(one.change.value and abs(one.change.value))
        told = difference_words(one.change, words, digits)
        cells += [html.Td(people(one.law, words)), html.Td(told)]
    return html.Tr([name, *cells])
