"""The card of a dwelling: area, places under the norm, who is registered, who owns it."""

from datetime import date
from typing import NamedTuple

import numpy as np
from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children
from app.i18n.formats import tenths
from app.pages.registries.facts import Fact, fact_card, few, registration
from app.pages.registries.ids import RegistriesIds
from app.pages.registries.person_card import back
from app.pages.registries.sheet import Sheet
from app.pages.registries.state import PAGE_SIZE
from app.pages.registries.table import pager
from domain.residence.norm import capacity, counted
from synthetic_data.city import DWELLING_KINDS, REGISTRATION_KINDS
from synthetic_data.draws import Ints

YEARS_18 = 180_000
MOST_DOTS = 60


class Occupancy(NamedTuple):
    """A dwelling under the norm of the day (RES-06 to RES-08).

    Attributes:
        by_kind: registered, a number for each of `REGISTRATION_KINDS`.
        registered: those who count towards the norm.
        places: people the norm allows; None: no norm, or no area in the cadastre.
    """

    by_kind: tuple[int, ...]
    registered: int
    places: int | None


def occupancy(sheet: Sheet, rows: Ints, dwelling: int) -> Occupancy:
    """Return how many are registered in a dwelling and how many may be.

    Args:
        sheet: the screen.
        rows: registrations in the dwelling.
        dwelling: its row.
    """
    on, area = sheet.on, int(sheet.city.total_area[dwelling])
    kinds = sheet.city.registration_kind[rows]
    by_kind = tuple(int((kinds == kind).sum()) for kind in range(len(REGISTRATION_KINDS)))
    permanent, temporary, with_parent = by_kind
    registered = int(counted(permanent, temporary, with_parent, on.readings))
    norm = on.law.norm_tenths
    if area < 0 or norm is None:
        return Occupancy(by_kind, registered, None)
    return Occupancy(by_kind, registered, int(capacity(area, norm, on.readings.norm_reading)))


def dwelling_card(sheet: Sheet, dwelling: int) -> Children:
    """Return the card of a dwelling."""
    rows = sheet.holdings.rows("registered_dwelling", dwelling)
    held = occupancy(sheet, rows, dwelling)
    living = sheet.holdings.rows("home", dwelling)
    owners = sheet.holdings.rows("owned_dwelling", dwelling)
    unregistered = np.setdiff1d(living, sheet.city.registered_person[rows])
    return [
        back(sheet),
        html.Div(
            [
                html.Div(
                    [
                        html.H1(_headline(sheet, dwelling, held), className="headline"),
                        html.P(_place(sheet, dwelling), className="quiet"),
                        _protected(sheet, owners),
                    ]
                ),
                _action(sheet, dwelling),
            ],
            className="registries-title",
            id=RegistriesIds.CARD,
        ),
        html.Div(
            [
                html.Div([_norm(sheet, held), _registered(sheet, rows)], className="column"),
                html.Div(
                    [
                        fact_card(sheet, "egkn", _cadastre(sheet, dwelling, owners)),
                        fact_card(sheet, "truth", _truth(sheet, living, unregistered)),
                    ],
                    className="column",
                ),
            ],
            className="registries-card dwelling",
        ),
    ]


def _headline(sheet: Sheet, dwelling: int, held: Occupancy) -> str:
    place, registered = sheet.place(dwelling), sheet.number(held.registered)
    if held.places is None:
        return sheet.say("dwelling.no_places", place=place, registered=registered)
    key = _state(held)
    places = sheet.number(held.places)
    return sheet.say(f"dwelling.{key}", place=place, registered=registered, places=places)


def _state(held: Occupancy) -> str:
    if held.places is None:
        return "no_places"
    if held.registered < held.places:
        return "open"
    return "at" if held.registered == held.places else "over"


def _place(sheet: Sheet, dwelling: int) -> str:
    city = sheet.city
    parts = [
        sheet.say(f"choice.kind.{DWELLING_KINDS[city.kind[dwelling]]}"),
        sheet.say("dwelling.rooms", n=int(city.rooms[dwelling])),
        sheet.area(int(city.total_area[dwelling])),
    ]
    if city.dwelling_district[dwelling] < len(DISTRICTS_SHOWN):
        parts.append(sheet.district(int(city.dwelling_district[dwelling])))
    return " · ".join(parts)


DISTRICTS_SHOWN = range(6)
"""Districts of the capital; what follows is outside of it."""


def _norm(sheet: Sheet, held: Occupancy) -> Component:
    """Return the norm of the day against those registered, in figures and as places."""
    norm = sheet.on.law.norm_tenths
    law = sheet.say("dwelling.no_norm", day=_day(sheet, sheet.today))
    if norm is not None:
        law = sheet.say("dwelling.norm", norm=tenths(norm, sheet.here.language))
    kinds = [
        html.Li([f"{sheet.say(f'dwelling.kind.{kind}')}: ", html.Strong(sheet.number(n))])
        for kind, n in zip(REGISTRATION_KINDS, held.by_kind, strict=True)
        if n
    ]
    return html.Section(
        [
            html.H2(sheet.say("dwelling.norm_title")),
            html.P(law, className="small law-value"),
            _dots(sheet, held),
            html.Ul(kinds, className="registries-kinds"),
            html.P(sheet.say("dwelling.children"), className="quiet small")
            if held.by_kind[REGISTRATION_KINDS.index("with_parent")]
            else None,
        ],
        className="card",
    )


def _day(sheet: Sheet, day: date) -> str:
    return sheet.day(day.year * 10_000 + day.month * 100 + day.day)


def _dots(sheet: Sheet, held: Occupancy) -> Component | None:
    """Return a square for every place: taken, free, beyond the norm; words alone where too many."""
    if held.places is None:
        return None
    taken = min(held.registered, held.places)
    counts = (
        ("taken", taken),
        ("free", held.places - taken),
        ("beyond", held.registered - taken),
    )
    told = ", ".join(
        f"{sheet.say(f'dwelling.{name}')}: {sheet.number(n)}" for name, n in counts if n
    )
    if max(held.registered, held.places) > MOST_DOTS:
        return html.P(told, className="small")
    squares = [html.I(className=name) for name, n in counts for _ in range(n)]
    return html.Div(
        [
            html.Div(squares, className="registries-dots", **attributes({"aria-hidden": "true"})),
            html.P(told, className="small"),
        ]
    )


def _registered(sheet: Sheet, rows: Ints) -> Component:
    city, part = sheet.city, sheet.state.part
    order = rows[np.lexsort((city.registered_person[rows], city.registration_kind[rows]))]
    shown = order[(part - 1) * PAGE_SIZE : part * PAGE_SIZE]
    title = sheet.say("dwelling.registered", n=sheet.number(len(rows)))
    return html.Section(
        [
            html.H2([sheet.system("gbd_fl"), " · ", title]),
            _people(sheet, shown)
            if len(shown)
            else html.P(sheet.say("dwelling.nobody"), className="quiet small"),
            pager(sheet, len(rows), part, "part") if len(rows) > PAGE_SIZE else None,
        ],
        className="card registries-list",
    )


def _people(sheet: Sheet, rows: Ints) -> Component:
    heads = [sheet.say(f"column.{key}") for key in ("person", "born", "registration", "lives")]
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([_one(sheet, int(row), heads) for row in rows]),
        ],
        className="registries-table small-table",
    )


def _one(sheet: Sheet, row: int, heads: list[str]) -> Component:
    city = sheet.city
    person, dwelling = int(city.registered_person[row]), int(city.registered_dwelling[row])
    cells = (
        sheet.person_link(person),
        sheet.day(int(city.born[person])),
        registration(sheet, row),
        sheet.say("dwelling.here" if city.home[person] == dwelling else "dwelling.elsewhere"),
    )
    return html.Tr(
        [
            html.Td(cell, **attributes({"data-label": head}))
            for cell, head in zip(cells, heads, strict=True)
        ]
    )


def _cadastre(sheet: Sheet, dwelling: int, owners: Ints) -> list[Fact]:
    city = sheet.city
    cells = [_owner(sheet, int(row)) for row in owners]
    href = sheet.list_address("ownerships", q=sheet.place(dwelling))
    return [
        (sheet.say("column.owner"), few(sheet, cells, href)),
        (sheet.say("column.area"), sheet.area(int(city.total_area[dwelling]))),
        (sheet.say("dwelling.useful"), sheet.area(int(city.useful_area[dwelling]))),
    ]


def _owner(sheet: Sheet, row: int) -> Component:
    city, owner = sheet.city, int(sheet.city.owner[row])
    if city.owner_is_organisation[row]:
        return html.Span(sheet.organisation(owner))
    marks = []
    if sheet.on.day - city.born[owner] < YEARS_18:
        marks.append(sheet.say("choice.owner.minor"))
    if _is_incapacitated(sheet, owner):
        marks.append(sheet.say("dwelling.incapacitated"))
    told = f" · {', '.join(marks)}" if marks else ""
    return html.Span([sheet.person_link(owner), html.Span(told, className="missing")])


def _protected(sheet: Sheet, owners: Ints) -> Component | None:
    """Return what it means that an owner is a minor or incapacitated: RES-02."""
    city = sheet.city
    people = city.owner[owners[~city.owner_is_organisation[owners].astype(bool)]]
    is_minor = sheet.on.day - city.born[people] < YEARS_18
    if not is_minor.any() and not any(_is_incapacitated(sheet, int(each)) for each in people):
        return None
    return html.P(sheet.say("dwelling.protected"), className="small registries-protected")


def _is_incapacitated(sheet: Sheet, person: int) -> bool:
    city, day = sheet.city, sheet.on.day
    rows = sheet.holdings.rows("incapacitated_person", person)
    until = city.incapacitated_until[rows]
    return bool(((city.incapacitated_from[rows] <= day) & ((until == 0) | (day < until))).any())


def _truth(sheet: Sheet, living: Ints, unregistered: Ints) -> list[Fact]:
    links = [sheet.person_link(int(person), "given") for person in living]
    return [
        (sheet.say("dwelling.live_here"), few(sheet, links)),
        (sheet.say("dwelling.unregistered"), sheet.number(len(unregistered))),
        ("", html.Span(sheet.say("facts.truth_note"), className="quiet small")),
    ]


def _action(sheet: Sheet, dwelling: int) -> Component:
    """Return the way into an application for this dwelling; who applies is chosen there."""
    return html.Div(
        [
            html.A(
                sheet.say("dwelling.apply"),
                href=sheet.application(dwelling=str(dwelling)),
                className="button primary",
                id="registries-apply",
            ),
            html.P(sheet.say("dwelling.applicant"), className="quiet small"),
        ],
        className="registries-actions",
    )
