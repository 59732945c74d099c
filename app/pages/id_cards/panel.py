"""The panel of levers: the law's windows first, then people, officers, production, the run."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.field import Field
from app.i18n import Words
from app.i18n.formats import decimal, long_day
from app.navigation import CARD_WEEKS
from app.pages.centres.panel import value_words
from app.pages.id_cards.ids import lever_id
from app.pages.id_cards.levers import ALL, GROUPS, NOWHERE
from app.pages.id_cards.pilot import ENDS, lawful, pilot_of
from app.pages.id_cards.screens import Screen
from app.pages.id_cards.sentences import windows
from app.planning.cards import MOST_WEEKS, WEEK_DAYS, measured_days, measured_from, usual_days
from app.planning.levers import Lever, are_same
from app.policy import LONGEST_WINDOW, WINDOWS
from domain.law import law_on

OPEN_GROUPS: Final = ("people", "office")
LONGEST_SHOWN: Final = 20


class Shown(NamedTuple):
    """A lever as its field shows it.

    Attributes:
        name: its words ``cards.lever.<name>``.
        value: what stands in the field.
        note: its usual value and how that is known.
        is_moved: whether it stands elsewhere.
        limits: smallest and largest value; None: a day of the calendar.
    """

    name: str
    value: str
    note: str
    is_moved: bool
    limits: tuple[float, float] | None


def panel(screen: Screen) -> list[Component]:
    """Return what stands in the card of the levers."""
    words = screen.words
    levers = [("run", _weeks(screen))]
    levers += [(lever.group, _shown(screen, lever)) for lever in ALL]
    levers += [("run", one) for one in _pilot(screen)]
    back = html.Button(
        f"↺ {words('cards.panel.all')}",
        className="button centres-all",
        hidden=not is_moved(screen),
        **attributes({"data-cards": "reset_all"}),
    )
    return [
        html.Div([html.H2(words("cards.panel.title"))], className="centres-card-head"),
        html.P(words("cards.panel.about"), className="quiet small"),
        html.Div([_field(screen, one) for one in _windows(screen)], className="centres-fields"),
        *(_group(screen, group, [one for of, one in levers if of == group]) for group in GROUPS),
        back,
    ]


def is_moved(screen: Screen) -> bool:
    """Say whether a lever besides the windows was moved, here or on another page."""
    of_scenario = screen.asked.scenario is not None and not screen.shown.problem
    return of_scenario or screen.asked.weeks is not None


def _weeks(screen: Screen) -> Shown:
    """Return the measured weeks: those of this page, which stand in the address."""
    words, usual = screen.words, usual_days(screen.shown.kept) / WEEK_DAYS
    stands = measured_days(screen.document) / WEEK_DAYS
    told = [
        decimal(one, words.language, digits=0 if one == int(one) else 1) for one in (stands, usual)
    ]
    note = words("centres.evidence.choice", value=told[1])
    return Shown(CARD_WEEKS, told[0], note, stands != usual, (1, MOST_WEEKS))


def _windows(screen: Screen) -> list[Shown]:
    """Return the two windows: the law's own values are golden."""
    words, law = screen.words, law_on(measured_from(screen.document))
    lawful = (law.window_before_days, law.window_after_days)
    rows = zip(WINDOWS, windows(screen.document), lawful, strict=True)
    return [
        Shown(
            name,
            str(days),
            words("centres.evidence.law", value=own),
            days != own,
            (0, LONGEST_WINDOW),
        )
        for name, days, own in rows
    ]


def _shown(screen: Screen, lever: Lever) -> Shown:
    words = screen.words
    value, usual = (
        lever.get(document, NOWHERE) for document in (screen.shown.kept, screen.shown.usual)
    )
    empty = words(f"cards.lever_empty.{lever.name}") if lever.may_be_empty else ""
    told = value_words(lever, usual, words) or empty
    note = words(f"centres.evidence.{lever.evidence}", value=told)
    return Shown(
        lever.name,
        value_words(lever, value, words),
        note,
        not are_same(value, usual),
        (lever.low, lever.high),
    )


def _pilot(screen: Screen) -> list[Shown]:
    """Return the days of the pilot: the law's own are golden."""
    words, kept = screen.words, screen.shown.kept
    rows = zip(ENDS, pilot_of(kept), lawful(kept), strict=True)
    return [
        Shown(
            name,
            day.isoformat(),
            words("centres.evidence.law", value=long_day(own, words.language)),
            day != own,
            None,
        )
        for name, day, own in rows
    ]


def _group(screen: Screen, group: str, own: Sequence[Shown]) -> Component:
    words = screen.words
    return html.Details(
        [
            html.Summary(words(f"cards.group.{group}")),
            html.Div([_field(screen, one) for one in own], className="centres-fields"),
        ],
        id=f"cards-group-{group}",
        open=group in OPEN_GROUPS or any(one.is_moved for one in own),
        className="centres-group",
    )


def _field(screen: Screen, shown: Shown) -> Component:
    words, name = screen.words, shown.name
    named = {**_attributes(shown), "aria-describedby": f"{lever_id(name)}-note"}
    field = html.Div(Field(lever_id(name), shown.value, named), key=f"{name}-{shown.value}")
    label = html.Label(words(f"cards.lever.{name}"), htmlFor=lever_id(name))
    parts = [label, field, _note(screen, shown)]
    refused = (screen.refused or {}).get(name)
    if refused is not None:
        said = _wrong(shown, refused[:LONGEST_SHOWN], words)
        parts.append(html.P(said, className="centres-wrong small", role="alert"))
    kind = "centres-lever centres-moved" if shown.is_moved else "centres-lever"
    return html.Div(parts, className=f"{kind} cards-dates" if shown.limits is None else kind)


def _attributes(shown: Shown) -> dict[str, str]:
    named = {"type": "text", "autoComplete": "off", "className": "centres-number"}
    if shown.limits is None:
        return {**named, "maxLength": "10"}
    return {**named, "inputMode": "decimal", "maxLength": "12"}


def _wrong(shown: Shown, got: str, words: Words) -> str:
    """Return what was expected of a lever in place of what came."""
    if shown.limits is None:
        return words("cards.wrong.day", got=got)
    low, high = (decimal(end, words.language) for end in shown.limits)
    return words("centres.wrong.number", got=got, low=low, high=high)


def _note(screen: Screen, shown: Shown) -> Component:
    words, name = screen.words, shown.name
    back = words("centres.panel.back", name=words(f"cards.lever.{name}"))
    button = html.Button(
        ["↺ ", html.Span(back, className="visually-hidden")],
        className="centres-plain",
        hidden=not shown.is_moved,
        title=back,
        **attributes({"data-cards": "reset", "data-value": name}),
    )
    kind = "quiet small cards-lawful" if name in {*WINDOWS, *ENDS} else "quiet small"
    text = f"{words(f'cards.lever_unit.{name}')} · {shown.note}"
    return html.P([text, " ", button], id=f"{lever_id(name)}-note", className=kind)
