"""The levers: the norm, and how its text is read; each with the law's value and its source."""

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.field import Field
from app.frame import Children
from app.i18n import Words
from app.i18n.formats import decimal, tenths
from app.pages.norms.ids import NormsIds, switch_id
from app.pages.norms.sentences import TENTHS
from app.pages.norms.state import Asked
from app.policy import AREA, NORM, PERMILLE, RATIO, write_value
from domain.readings import SWITCHES, Switch, Value
from simulation.impact.setting import HIGHEST_NORM, LOWEST_NORM

SHOWN: Final = (AREA, "norm_reading", "in_law_symmetric", "count_under_14", "exemptions")
"""The readings that tell most; the others are unfolded on demand."""

GROUPS: Final = {
    "counting": ("count_temporary", "no_norm", "recheck_at_signing"),
    "kinship": (
        "sibling",
        "half_sibling",
        "grandkin",
        "in_law_grandparents",
        "in_law_children",
        "spouse",
        "adoption",
        "direction",
    ),
    "owners": ("co_owner", "owner_himself", "owner_consent", "protected_owner", "hall_norm"),
}
MOST_LETTERS: Final = 27
"""Positions with more letters together stand one below the other."""

WITHOUT_NORM: Final = 150
"""Where the slider stands while no norm is in force: its mark is hollow there."""


def levers(asked: Asked, words: Words) -> Component:
    """Return the card with all levers."""
    shown: Children = [_switch(asked, SWITCHES[name], words) for name in SHOWN]
    shown.insert(1, _ratio(asked, words))
    return html.Section(
        [
            html.H2(words("norms.levers"), className="visually-hidden"),
            html.Div(_norm(asked, words), className="norms-first"),
            html.Div(
                [
                    *shown,
                    _others(asked, words),
                    html.P(words("norms.lever.legend"), className="small norms-legend"),
                    _all(asked, words),
                ],
                className="norms-rest",
            ),
        ],
        id=NormsIds.LEVERS,
        className="card norms-levers",
    )


def norm_words(norm: int | None, words: Words) -> str:
    """Return a norm with its tenth, as the field shows it; empty where there is none."""
    return "" if norm is None else tenths(norm, words.language)


def place_of(norm: int) -> float:
    """Return where a norm stands on the slider, from 0 to 1."""
    return (norm - LOWEST_NORM) / (HIGHEST_NORM - LOWEST_NORM)


def _norm(asked: Asked, words: Words) -> Component:
    norm, law = asked.norm, asked.lawful.norm_tenths
    law_words = words("norms.lever.no_law")
    if law is not None:
        digits = 1 if law % TENTHS else 0
        shown = decimal(law / TENTHS, words.language, digits=digits)
        law_words = words("norms.lever.law", value=shown)
    name = words("norms.lever.norm")
    field = Field(
        NormsIds.NORM,
        norm_words(norm, words),
        {
            "type": "text",
            "inputMode": "decimal",
            "autoComplete": "off",
            "maxLength": "6",
            "className": "norms-number",
            "aria-label": words("norms.lever.slider"),
        },
    )
    return html.Div(
        [
            html.Div([html.H3(name), field], className="norms-lever-head"),
            _slider(asked, words),
            html.P("", className="norms-wrong", role="alert", hidden=True),
            _note(words("norms.source.norm"), law_words, _reset(NORM, name, law_words, words)),
        ],
        className=_lever_class(NORM, asked),
        **attributes({"data-lever": NORM}),
    )


def _slider(asked: Asked, words: Words) -> Component:
    norm, law = asked.setting.norm_tenths, asked.lawful.norm_tenths
    stands = asked.norm or WITHOUT_NORM
    bar = Field(
        NormsIds.SLIDER,
        f"{stands / TENTHS:.1f}",
        {
            "type": "range",
            "min": f"{LOWEST_NORM / TENTHS:.1f}",
            "max": f"{HIGHEST_NORM / TENTHS:.1f}",
            "step": "0.1",
            "className": "norms-range",
            "aria-label": words("norms.lever.slider"),
            "aria-valuetext": words("norms.lever.spoken", value=norm_words(stands, words)),
        },
    )
    gold = html.Span(className="norms-gold", style={"--at": place_of(law or 0)}, hidden=law is None)
    return html.Div(
        [gold, bar],
        className="norms-slider" if norm is not None else "norms-slider norms-unset",
        style={"--fill": place_of(stands)},
    )


def _ratio(asked: Asked, words: Words) -> Component:
    usual = decimal(asked.lawful.law.useful_permille / PERMILLE, words.language, digits=2)
    name, law = words("norms.lever.ratio"), words("norms.lever.assumption", value=usual)
    permille = asked.setting.law.useful_permille
    digits = 3 if permille % TENTHS else 2
    usual_number = f"{asked.lawful.law.useful_permille / PERMILLE:.2f}"
    field = Field(
        NormsIds.RATIO,
        decimal(permille / PERMILLE, words.language, digits=digits),
        {
            "type": "text",
            "inputMode": "decimal",
            "autoComplete": "off",
            "maxLength": "6",
            "className": "norms-number",
            "aria-label": name,
            "data-law": usual_number,
        },
    )
    return html.Div(
        [
            html.Div([html.H3(name), field], className="norms-lever-head"),
            html.P("", className="norms-wrong", role="alert", hidden=True),
            _note(words("norms.source.ratio"), law, _reset(RATIO, name, law, words)),
        ],
        className=_lever_class(RATIO, asked),
        hidden=asked.setting.readings.area != SWITCHES[AREA].other,
        **attributes({"data-lever": RATIO}),
    )


def _switch(asked: Asked, switch: Switch, words: Words) -> Component:
    name = words(f"readings.{switch.name}.title")
    lawful: Value = getattr(asked.lawful.readings, switch.name)
    title = f"{switch_id(switch.name)}-title"
    letters = sum(len(value_words(switch, value, words)) for value in switch.values)
    group = html.Div(
        [_choice(asked, switch, value, words) for value in switch.values],
        id=switch_id(switch.name),
        className="norms-switch norms-stacked" if letters > MOST_LETTERS else "norms-switch",
        role="group",
        **attributes({"aria-labelledby": title}),
    )
    law = value_words(switch, lawful, words)
    return html.Div(
        [
            html.H3(name, id=title),
            group,
            _note(
                words(f"norms.source.{switch.name}"),
                ", ".join(rule_ids(switch.rules)),
                _reset(switch.name, name, law, words),
            ),
        ],
        className=_lever_class(switch.name, asked),
        **attributes({"data-lever": switch.name, "data-law": write_value(lawful)}),
    )


def _choice(asked: Asked, switch: Switch, value: Value, words: Words) -> Component:
    is_law = value == getattr(asked.lawful.readings, switch.name)
    is_here = value == getattr(asked.setting.readings, switch.name)
    return html.Button(
        value_words(switch, value, words),
        className="norms-law" if is_law else "",
        **attributes(
            {
                "data-reading": switch.name,
                "data-value": write_value(value),
                "aria-pressed": str(is_here).lower(),
            }
        ),
    )


def value_words(switch: Switch, value: Value, words: Words) -> str:
    """Return the position of a reading in words."""
    return words(f"readings.{switch.name}.{write_value(value)}")


def rule_ids(rules: Sequence[str]) -> list[str]:
    """Return the rules that a reading touches, the kinds of kinship under one id."""
    return list(dict.fromkeys(rule.partition(".")[0] for rule in rules))


def _note(source: str, more: str, reset: Component) -> Component:
    return html.P([source, " · ", html.Span(more, className="nowrap"), reset], className="small")


def _reset(lever: str, name: str, law: str, words: Words) -> Component:
    kind = "reset_assumption" if lever == RATIO else "reset"
    said = words("norms.lever.reset_of", name=name, value=law)
    return html.Button(
        [
            f"↺ {words(f'norms.lever.{kind}')}",
            html.Span(f": {said}", className="visually-hidden"),
        ],
        className="norms-plain norms-reset",
        **attributes({"data-reset": lever}),
    )


def _lever_class(name: str, asked: Asked) -> str:
    return "norms-lever norms-moved" if name in asked.moved else "norms-lever"


def _others(asked: Asked, words: Words) -> Component:
    folded = [name for names in GROUPS.values() for name in names]
    groups: Children = []
    for group, names in GROUPS.items():
        groups.append(html.H4(words(f"norms.group.{group}")))
        groups += [_switch(asked, SWITCHES[name], words) for name in names]
    more = words.count("norms.more_readings", len(folded))
    return html.Details(
        [html.Summary(more), *groups],
        id="norms-more-readings",
        className="norms-others",
        open=any(name in asked.moved for name in folded),
    )


def _all(asked: Asked, words: Words) -> Component:
    return html.Button(
        f"↺ {words('norms.lever.all')}",
        id=NormsIds.ALL,
        className="button norms-all",
        hidden=not asked.moved,
    )
