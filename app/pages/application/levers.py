"""The levers beside the result: norm, windows, readings, systems off, acts removed."""

from decimal import Decimal

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children
from app.i18n.formats import long_day, tenths
from app.ids import ApplicationIds
from app.pages.application.acts import marriage
from app.pages.application.scene import GOOD_OUTCOMES, Scene
from app.pages.application.state import (
    Act,
    write_acts,
    write_readings,
)
from domain.procedure import Verdict
from domain.readings import SWITCHES, Switch
from domain.records import Renewal
from domain.registries import SYSTEMS

CARD_SYSTEMS = ("gbd_fl", "payment", "ums", "production_centre", "pickup_point")
RESIDENCE_SYSTEMS = tuple(s for s in SYSTEMS if s not in CARD_SYSTEMS or s == "gbd_fl")
CARD_RULES = "IDC"


def levers_card(scene: Scene) -> Component:
    """Return the levers, with the outcome before and after."""
    words = scene.here.words
    is_card = isinstance(scene.setting.application, Renewal)
    return html.Section(
        [
            html.H2(words("application.levers.title")),
            _outcomes(scene),
            *([_days(scene, "before"), _days(scene, "after")] if is_card else [_norm(scene)]),
            _readings(scene, is_card=is_card),
            _systems(scene, CARD_SYSTEMS if is_card else RESIDENCE_SYSTEMS),
            None if is_card else _acts(scene),
        ],
        id=ApplicationIds.LEVERS,
        className="card levers",
    )


def outcome_words(scene: Scene, verdict: Verdict) -> str:
    """Return an outcome in a few words."""
    key = f"{verdict.outcome}-{verdict.basis}" if verdict.basis else verdict.outcome
    return scene.here.words(f"application.outcome.{key}")


def _outcomes(scene: Scene) -> Component:
    words = scene.here.words
    if not scene.state.levers.are_moved:
        return html.P(words("application.levers.untouched"), className="quiet small")
    before, after = scene.lawful.verdict, scene.shown.verdict
    same = (before.outcome, before.basis) == (after.outcome, after.basis)
    return html.Div(
        [
            html.Dl(
                [
                    *_outcome(scene, "law", before),
                    *_outcome(scene, "now", after),
                ],
                className="outcomes",
            ),
            html.P(words(f"application.levers.{'same' if same else 'changed'}"), className="small"),
            html.A(words("application.levers.reset_all"), href=scene.unmoved(), className="small"),
        ],
        id=ApplicationIds.OUTCOME,
        className="before-after",
    )


def _outcome(scene: Scene, which: str, verdict: Verdict) -> Children:
    css = "good" if verdict.outcome in GOOD_OUTCOMES else "bad"
    return [
        html.Dt(scene.here.words(f"application.levers.{which}"), className=which),
        html.Dd(outcome_words(scene, verdict), className=css),
    ]


def _norm(scene: Scene) -> Component:
    words, language = scene.here.words, scene.here.language
    law, now = scene.settings.lawful.law.norm_tenths, scene.setting.law.norm_tenths
    starts = scene.state.levers.norm_from
    note = words("application.levers.norm_none")
    if law is not None:
        note = words("application.levers.norm_law", norm=tenths(law, language))
    later = None
    if starts is not None:
        now = scene.state.levers.norm_tenths
        told = words("application.levers.norm_from", day=long_day(starts, language))
        later = html.P(told, className="quiet small")
    field = dmc.NumberInput(
        id=ApplicationIds.NORM,
        label=words("application.levers.norm"),
        value=None if now is None else float(Decimal(now) / 10),
        clampBehavior="none",  # a value out of range is answered in words, not changed silently
        step=0.1,
        decimalScale=1,
        fixedDecimalScale=True,
        decimalSeparator="." if language == "en" else ",",
        debounce=500,
        size="sm",
    )
    moved = scene.state.levers.norm_tenths is not None
    return html.Div([_number(scene, field, note, "norm" if moved else None), later])


def _days(scene: Scene, which: str) -> Component:
    words = scene.here.words
    law = getattr(scene.settings.lawful.law, f"window_{which}_days")
    field = dmc.NumberInput(
        id=ApplicationIds.BEFORE_DAYS if which == "before" else ApplicationIds.AFTER_DAYS,
        label=words(f"application.levers.{which}"),
        value=getattr(scene.setting.law, f"window_{which}_days"),
        clampBehavior="none",  # as above
        step=1,
        allowDecimal=False,
        debounce=500,
        size="sm",
    )
    moved = getattr(scene.state.levers, f"window_{which}_days") is not None
    return _number(
        scene, field, words("application.levers.days_law", days=law), which if moved else None
    )


def _number(scene: Scene, field: Component, law: str, reset: str | None) -> Component:
    back = None
    if reset:
        words = scene.here.words("application.levers.reset")
        back = html.A(words, href=scene.link(**{reset: None}), className="small")
    note = html.P([html.Span(law, className="law-value"), back], className="small lever-note")
    return html.Div([field, note], className="lever")


def _readings(scene: Scene, *, is_card: bool) -> Component:
    moved = dict(scene.state.levers.readings)
    touching = [
        s for s in SWITCHES.values() if any(r.startswith(CARD_RULES) for r in s.rules) == is_card
    ]
    rows: Children = [_switch(scene, s, moved) for s in touching]
    return _folded(scene, "readings", len(moved), rows)


def _switch(scene: Scene, switch: Switch, moved: dict[str, str | bool]) -> Component:
    words = scene.here.words
    lawful = getattr(scene.settings.lawful.readings, switch.name)
    now = getattr(scene.setting.readings, switch.name)
    choices = []
    for value in switch.values:
        others = {k: v for k, v in moved.items() if k != switch.name}
        chosen = others if value == lawful else {**others, switch.name: value}
        here = {"aria-current": "true"} if value == now else {}
        choices.append(
            html.A(
                words(f"readings.{switch.name}.{str(value).lower()}"),
                href=scene.link(**write_readings(chosen)),
                className="law" if value == lawful else "",
                **attributes(here),
            )
        )
    return html.Div(
        [
            html.Span([words(f"readings.{switch.name}.title"), html.Small(_rules(switch))]),
            html.Div(choices, className="switch"),
        ],
        className="lever-row",
    )


def _rules(switch: Switch) -> str:
    """Return the rules that a switch touches, the kinds of kinship under one id."""
    return ", ".join(dict.fromkeys(rule.partition(".")[0] for rule in switch.rules))


def _systems(scene: Scene, systems: tuple[str, ...]) -> Component:
    words, off = scene.here.words, scene.state.levers.systems_off
    rows: Children = []
    for system in systems:
        link = scene.link(off=",".join(sorted(off ^ {system})) or None)
        silent = system in scene.setting.systems_off
        state = words(f"application.levers.{'off' if silent else 'on'}")
        rows.append(_toggle(scene.name(system), state, link, is_moved=silent))
    return _folded(scene, "systems", len(off), rows)


def _toggle(name: str, state: str, link: str, *, is_moved: bool) -> Component:
    mark = html.Span(state, className="mark bad" if is_moved else "mark")
    pressed = {"aria-current": "true"} if is_moved else {}
    return html.A([html.Span(name), mark], href=link, className="toggle", **attributes(pressed))


def _acts(scene: Scene) -> Component:
    words, removed = scene.here.words, scene.state.levers.acts_removed
    acts = scene.kin.acts() if scene.kin else []
    now = frozenset(marriage(a, b) if b is not None else (k, a, None) for k, a, b in removed)
    rows: Children = [
        _toggle(
            _act_words(scene, act),
            words(f"application.levers.{'removed' if act in now else 'on_file'}"),
            scene.link(removed=write_acts(now ^ {act})),
            is_moved=act in now,
        )
        for act in acts
    ]
    empty = html.P(words("application.levers.no_acts"), className="quiet small")
    return _folded(scene, "acts", len(removed), rows or [empty])


def _act_words(scene: Scene, act: Act) -> str:
    kind, person, spouse = act
    words = scene.here.words
    if spouse is None:
        return f"{scene.person(person)}: {words(f'application.family.{kind}')}"
    told = words("application.family.marriage", spouse=scene.person(spouse))
    return f"{scene.person(person)}: {told}"


def _folded(scene: Scene, which: str, moved: int, rows: Children) -> Component:
    words = scene.here.words
    name = words(f"application.levers.{which}")
    if moved:
        name = words(f"application.levers.{which}_moved", n=moved)
    return html.Details(
        [
            html.Summary(name, className="moved" if moved else ""),
            html.Div(rows, className="folded"),
        ],
        id=f"levers-{which}",
        open=bool(moved),
    )
