"""Who is kept out: by name, told apart by why, with the rule that does it and a case to walk."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.exports import Table
from app.frame import Children
from app.i18n import Words
from app.pages.norms.account import Account, many, per_cent, sentence
from app.pages.norms.section import Section, bar, card, case_link, rule_link
from app.pages.norms.sentences import PERCENT, share
from app.policy import write_value
from domain.readings import SWITCHES, Value
from simulation.impact.results import KeptOut

OWNER: Final = "owner_himself"
FALSE: Final = "false_refusal"
KINDS: Final = {"unnamed": "■", "false": "◆", "wrong": "▲", "named": "●"}
"""Why somebody is kept out, and the shape that marks it beside its colour."""


class Ground(NamedTuple):
    """What keeps a group out.

    Attributes:
        rule: that does it.
        case: a ready case that shows it; empty: none.
        readings: of that case, as its page's address has them.
    """

    rule: str
    case: str = ""
    readings: Mapping[str, str] = MappingProxyType({})


GROUNDS: Final = {
    "tenant": Ground("RES-09"),
    "partner": Ground("RES-09"),
    "in_law_other_way": Ground("RES-10.in_law", "daughter-in-law"),
    "nephew_niece": Ground("RES-09", "nephew", {"exemptions": "pilot_list"}),
    "stepchild": Ground("RES-10.in_law"),
    "ward": Ground("RES-09", "ward", {"exemptions": "pilot_list"}),
    "other_kin": Ground("RES-09"),
    "organisation_housing": Ground("RES-10", "company"),
    "student": Ground("RES-11", "part-time-student"),
    FALSE: Ground("RES-10", "missing-act"),
    "wrong_category": Ground("RES-09"),
    OWNER: Ground("RES-16", "owner", {"owner_himself": "literal"}),
    "other": Ground("RES-10"),
}


def kind_of(group: KeptOut) -> str:
    """Return why a group is kept out: a key of `KINDS`."""
    if group.code == FALSE:
        return "false"
    if group.code == "wrong_category":
        return "wrong"
    return "named" if group.named_by_text else "unnamed"


def kept_out_card(told: Account) -> Component:
    """Return the section."""
    table = kept_out_table(told)
    section = Section("kept-out", "applications", _body(told), table, after=_after(told))
    return card(told, section)


def kept_out_table(told: Account) -> Table:
    """Return the groups as a table."""
    words = told.words
    rows = tuple(
        (
            group_words(group.code, words),
            words(f"norms_detail.kind.{kind_of(group)}"),
            group.count,
            per_cent(group.count, told.yours.turned_away),
            GROUNDS[group.code].rule,
        )
        for group in told.yours.kept_out
    )
    names = ("group", "kind", "applications", "share", "rule")
    return Table(_title(told), tuple(words(f"norms_detail.column.{n}") for n in names), rows)


def group_words(code: str, words: Words) -> str:
    """Return a group in words."""
    return sentence(words(f"norms.who.{code}"))


def _title(told: Account) -> str:
    """Return the finding: how many of the refused the text does not name."""
    words, whole = told.words, told.yours.turned_away
    if not whole:
        return words("norms_detail.kept_out.nobody")
    parts = _by_kind(told)
    return words(
        "norms_detail.kept_out.title",
        norm=told.norm,
        unnamed=share(parts["unnamed"], whole, words),
        false=share(parts["false"], whole, words),
    )


def _by_kind(told: Account) -> dict[str, int]:
    parts = dict.fromkeys(KINDS, 0)
    for group in told.yours.kept_out:
        parts[kind_of(group)] += group.count
    return parts


def _body(told: Account) -> Children:
    groups = told.yours.kept_out
    if not groups:
        return []
    longest = max(group.count for group in groups)
    rows = [_row(told, group, longest) for group in groups]
    return [_kinds(told), html.Ul(rows, className="detail-bars")]


def _after(told: Account) -> Children:
    """Return what is told besides: the causes of false refusals, and owners."""
    false = [false_refusals(told)] if told.yours.false_refusals.total else []
    return [*false, _owners(told)]


def _kinds(told: Account) -> Component:
    """Return what the shapes mean, each with how many there are of it."""
    words, parts = told.words, _by_kind(told)
    items = [
        html.Li(
            [
                mark(kind),
                html.Span(words(f"norms_detail.kind.{kind}")),
                html.Strong(many(count, words)),
            ]
        )
        for kind, count in parts.items()
        if count
    ]
    return html.Ul(items, className="detail-legend")


def mark(kind: str) -> Component:
    """Return the shape of a kind, in its colour."""
    return html.Span(
        KINDS[kind], className=f"detail-mark kind-{kind}", **attributes({"aria-hidden": "true"})
    )


def _row(told: Account, group: KeptOut, longest: int) -> Component:
    words, kind = told.words, kind_of(group)
    return html.Li(
        [
            html.Span([mark(kind), group_words(group.code, words)], className="detail-label"),
            bar({f"kind-{kind}": PERCENT * group.count / longest}),
            html.Span(many(group.count, words), className="detail-count"),
            html.Span(share(group.count, told.yours.turned_away, words), className="detail-share"),
            html.P(_why(told, group.code), className="detail-note quiet small"),
        ]
    )


def _why(told: Account, code: str) -> Children:
    """Return which rule keeps a group out, in a word, and where that can be walked."""
    ground = GROUNDS[code]
    parts: Children = [
        told.words(f"norms_detail.ground.{code}"),
        " · ",
        rule_link(told, ground.rule),
    ]
    if ground.case:
        parts += [" · ", _walk(told, ground)]
    return parts


def _walk(told: Account, ground: Ground) -> Component:
    """Return a link to a case; one that other readings refuse does not go by its own title."""
    if not ground.readings:
        return case_link(told, ground.case)
    to = told.elsewhere("/application", case=ground.case, **ground.readings)
    return html.A(told.words("norms_detail.walk"), href=to)


# ---------------------------------------------------------------- false refusals, owners
def false_refusals(told: Account) -> Component:
    """Return which defect of the acts stands behind the false refusals."""
    causes = _causes(told)
    longest = max(count for _, count in causes)
    words, total = told.words, told.yours.false_refusals.total
    rows = [
        html.Li(
            [
                html.Span(sentence(cause_words(cause, words)), className="detail-label"),
                bar({"kind-false": PERCENT * count / longest}),
                html.Span(many(count, words), className="detail-count"),
                html.Span(share(count, total, words), className="detail-share"),
            ]
        )
        for cause, count in causes
        if count
    ]
    body: Children = [html.Ul(rows, className="detail-bars")]
    table = false_refusals_table(told)
    return card(told, Section("false-refusals", "applications", body, table, is_part=True))


def false_refusals_table(told: Account) -> Table:
    """Return the causes of false refusals as a table."""
    words, total = told.words, told.yours.false_refusals.total
    causes = _causes(told)
    title = words("norms_detail.false.none")
    if total:
        first, count = causes[0]
        title = words(
            "norms_detail.false.title",
            n=many(total, words),
            cause=cause_words(first, words),
            count=many(count, words),
        )
    rows = tuple(
        (sentence(cause_words(cause, words)), count, per_cent(count, total))
        for cause, count in causes
    )
    names = ("cause", "applications", "share")
    return Table(title, tuple(words(f"norms_detail.column.{n}") for n in names), rows)


def _causes(told: Account) -> list[tuple[str, int]]:
    found = told.yours.false_refusals.by_cause.items()
    return sorted(found, key=lambda cause: -cause[1])


def cause_words(cause: str, words: Words) -> str:
    """Return a defect of the acts in words."""
    return words(
        "norms_detail.false.several" if cause == "several" else f"registries.defect.{cause}"
    )


def _owners(told: Account) -> Component:
    """Return what becomes of owners in their own full dwellings, and the reading that decides."""
    words = told.words
    switch = SWITCHES[OWNER]
    stands = getattr(told.asked.setting.readings, OWNER)
    other = switch.other if stands == switch.default else switch.default
    count = sum(group.count for group in told.yours.kept_out if group.code == OWNER)
    key = "exempt" if stands == switch.default else "literal"
    return html.Div(
        [
            html.P(words(f"norms_detail.owner.{key}", n=many(count, words))),
            lever_button(OWNER, other, words(f"norms_detail.owner.to_{write_value(other)}")),
        ],
        className="detail-owner",
        **attributes({"data-law": write_value(switch.default)}),
    )


def lever_button(name: str, value: Value, text: str) -> Component:
    """Return a button that moves a reading; it stands inside what knows the law's value."""
    return html.Button(
        text,
        className="norms-plain detail-move",
        **attributes({"data-reading": name, "data-value": write_value(value)}),
    )
