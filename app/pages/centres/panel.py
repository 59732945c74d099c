"""The panel of levers: opening hours, demand, service, patience, target and the run itself."""

from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.field import Field
from app.i18n import Words
from app.i18n.formats import decimal
from app.pages.centres.fitted import is_of_fit
from app.pages.centres.ids import lever_id
from app.pages.centres.lever_table import BY_NAME, GROUPS, SHOWN, moved
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import office_name
from app.pages.centres.state import GOAL, HIGHEST_GOAL, LOWEST_GOAL, PERCENT, USUAL_GOAL
from app.planning.law_dates import NORM_FROM
from app.planning.levers import Lever, Value

FIRST_OPEN: Final = ("hours", "demand")


def panel(screen: Screen) -> list[Component | None]:
    """Return what stands in the card of the levers."""
    words = screen.words
    changed = {lever.name for lever in moved(screen.shown.kept, _usual(screen), screen.at)}
    is_edited = screen.asked.scenario is not None and not screen.shown.problem
    back = html.Button(
        f"↺ {words('centres.panel.all')}",
        className="button centres-all",
        hidden=not is_edited,
        **attributes({"data-centres": "reset_all"}),
    )
    return [
        html.Div([html.H2(words("centres.panel.title"))], className="centres-card-head"),
        html.P(words("centres.panel.about"), className="quiet small"),
        *(_group(screen, group, changed) for group in GROUPS),
        back,
    ]


def _usual(screen: Screen) -> dict[str, object]:
    """Return the capital's scenario with its own replications, seed and standard too."""
    usual = screen.shown.usual
    return {**screen.shown.base, "run": usual["run"], "standards": usual["standards"]}


def _group(screen: Screen, group: str, changed: set[str]) -> Component:
    words = screen.words
    levers = [lever for lever in SHOWN if lever.group == group]
    ends = {lever.partner for lever in levers}
    fields = [
        _stretch(screen, lever, changed)
        if lever.partner
        else _lever(screen, lever, is_moved=lever.name in changed)
        for lever in levers
        if lever.name not in ends
    ]
    if group == "patience":
        fields.append(_goal(screen))
    name = words(f"centres.group.{group}", office=office_name(screen.office, words))
    is_open = group in FIRST_OPEN or any(lever.name in changed for lever in levers)
    return html.Details(
        [html.Summary(name), html.Div(fields, className="centres-fields")],
        id=f"centres-group-{group}",
        open=is_open,
        className="centres-group",
    )


def value_words(lever: Lever, value: Value, words: Words) -> str:
    """Return a lever's value as its field shows it; empty for none."""
    if value is None or isinstance(value, str):
        return value or ""
    whole = abs(value - round(value)) < 10.0 ** -(lever.digits + 1)
    return decimal(value, words.language, digits=0 if whole else lever.digits)


def _lever(screen: Screen, lever: Lever, *, is_moved: bool) -> Component:
    words = screen.words
    value = value_words(lever, lever.get(screen.shown.kept, screen.at), words)
    usual = value_words(lever, lever.get(_usual(screen), screen.at), words)
    empty = words(f"centres.lever_empty.{lever.name}") if lever.may_be_empty else ""
    kind = "fit" if is_moved and is_of_fit(screen, lever) else lever.evidence
    note = words(f"centres.evidence.{kind}", value=usual or empty)
    return _field(screen, (lever.name, value, note), is_moved=is_moved)


def _goal(screen: Screen) -> Component:
    goal = round(screen.asked.goal * PERCENT)
    note = screen.words("centres.evidence.choice", value=USUAL_GOAL)
    return _field(screen, (GOAL, str(goal), note), is_moved=goal != USUAL_GOAL)


def _field(screen: Screen, said: tuple[str, str, str], *, is_moved: bool) -> Component:
    words, (name, value, note) = screen.words, said
    refused = (screen.refused or {}).get(name)
    wrong = None if refused is None else _wrong(name, refused, words)
    named = {
        "type": "text",
        "inputMode": "decimal",
        "autoComplete": "off",
        "maxLength": "12",
        "className": "centres-number",
        "aria-describedby": f"{lever_id(name)}-note",
    }
    label = html.Label(words(f"centres.lever.{name}"), htmlFor=lever_id(name))
    note = f"{words(f'centres.lever_unit.{name}')} · {note}"
    field = html.Div(Field(lever_id(name), value, named), key=f"{screen.office}-{name}-{value}")
    kinds = ["centres-lever"] + ["centres-moved"] * is_moved
    kinds += ["centres-dates"] * (name == NORM_FROM)
    return html.Div(
        [label, field, _note(name, note, words, is_moved=is_moved), wrong],
        className=" ".join(kinds),
    )


def _stretch(screen: Screen, start: Lever, changed: set[str]) -> Component:
    """Return a stretch of the day in one row: its name, where it begins and where it ends."""
    words = screen.words
    pair = (start, BY_NAME[start.partner])
    fields = [_end(screen, lever) for lever in pair]
    usual = [lever.get(_usual(screen), screen.at) for lever in pair]
    shown = (
        words(f"centres.lever_empty.{start.name}")
        if None in usual
        else (" – " if start.is_day else "–").join(map(str, usual))
    )
    note = words(f"centres.evidence.{start.evidence}", value=shown)
    refused = screen.refused or {}
    wrong = [_wrong(one.name, refused[one.name], words) for one in pair if one.name in refused]
    is_moved = any(lever.name in changed for lever in pair)
    kind = "centres-pair centres-moved" if is_moved else "centres-pair"
    kind += " centres-dates" if start.is_day else ""
    name = html.Span(words(f"centres.lever.{start.name}"))
    return html.Div(
        [name, *fields, _note(start.name, note, words, is_moved=is_moved), *wrong], className=kind
    )


def _end(screen: Screen, lever: Lever) -> Component:
    value = value_words(lever, lever.get(screen.shown.kept, screen.at), screen.words)
    named = {
        "type": "text",
        "autoComplete": "off",
        "maxLength": "10" if lever.is_day else "5",
        "className": "centres-number",
        "aria-label": screen.words(f"centres.lever_end.{lever.name}"),
    }
    field = Field(lever_id(lever.name), value, named)
    return html.Div(field, key=f"{screen.office}-{lever.name}-{value}")


def _note(name: str, note: str, words: Words, *, is_moved: bool) -> Component:
    back = html.Button(
        [
            "↺ ",
            html.Span(
                words("centres.panel.back", name=words(f"centres.lever.{name}")),
                className="visually-hidden",
            ),
        ],
        className="centres-plain",
        hidden=not is_moved,
        title=words("centres.panel.back", name=words(f"centres.lever.{name}")),
        **attributes({"data-centres": "reset", "data-value": name}),
    )
    return html.P([note, " ", back], id=f"{lever_id(name)}-note", className="quiet small")


def _wrong(name: str, got: str, words: Words) -> Component:
    low, high = LIMITS.get(name, (0.0, 0.0))
    lever = next((one for one in SHOWN if one.name == name), None)
    kind = "number"
    if lever is not None:
        kind = "clock" if lever.is_clock else "day" if lever.is_day else kind
        low, high = lever.low, lever.high
    said = words(
        f"centres.wrong.{kind}",
        got=got[:20],
        low=decimal(low, words.language),
        high=decimal(high, words.language),
    )
    return html.P(said, className="centres-wrong small", role="alert")


LIMITS: Final = {GOAL: (float(LOWEST_GOAL), float(HIGHEST_GOAL))}
