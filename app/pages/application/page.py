"""The Application page put together."""

from dataclasses import replace
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from app import library
from app.active import moved_dates
from app.components.attributes import attributes
from app.components.pictures import picture_buttons
from app.frame import Children, icon
from app.i18n import Words
from app.ids import ApplicationIds
from app.pages.application import bar, edit, search
from app.pages.application.choosing import (
    choosing,
    choosing_applicant,
    lacks_applicant,
    lacks_dwelling,
)
from app.pages.application.family_view import family_card
from app.pages.application.lanes_view import lanes_card
from app.pages.application.levers import levers_card
from app.pages.application.protocol import protocol
from app.pages.application.scene import Scene, scene
from app.pages.application.setting import with_known_records
from app.pages.application.state import (
    FIRST_CASE,
    State,
    read_state,
)
from app.pages.application.step_card import step_card
from app.pages.application.why import why_card
from app.policy import HIGHEST_NORM, LONGEST_WINDOW, LOWEST_NORM
from app.services import Services
from app.visit import Complaint, Visit
from app.worlds import World, ready_world

RANGES = {
    "norm": (LOWEST_NORM // 10, HIGHEST_NORM // 10),
    "before": (0, LONGEST_WINDOW),
    "after": (0, LONGEST_WINDOW),
}
"""Smallest and largest value of each lever that is a number, to be told with a wrong one."""


def title(visit: Visit) -> str:
    """Return the title of the document."""
    state, _ = read_state(visit, library.promises())
    return visit.words(f"cases.{state.case}.title" if state.case else "application.title")


def day(visit: Visit, _services: Services) -> date | None:
    """Return the day of filing of a ready case, unless the address sets another."""
    state, _ = read_state(visit, library.promises())
    return library.ready_case(state.case).application.day if state.case else None


def content(visit: Visit, services: Services) -> Children:
    """Return the page for a visit."""
    here, state, known = _known(visit, services)
    if known is not None and lacks_applicant(state):
        return [complaints(here), *choosing_applicant(here, services, state, known)]
    here, state, world = settle(visit, services)
    if lacks_dwelling(state):
        return [complaints(here), *choosing(here, services, state, world)]
    panel = None
    if state.panel == "city":
        panel = search.panel(here, services, None if state.case else state.applicant)
    with scene(here, state, world) as screen:
        return _content(screen, edit.panel(screen) if state.panel == "edit" else panel)


def settle(visit: Visit, services: Services) -> tuple[Visit, State, World]:
    """Return the visit and its state with what the registries know, and the registries.

    Without a city, or where nobody is left to apply, the first ready case is shown.
    """
    here, state, world = _known(visit, services)
    if world is not None and (world.case is not None or state.applicant is not None):
        return here, state, world
    first = replace(state, case=FIRST_CASE, applicant=None, dwelling=None, answers=())
    return here, first, ready_world(FIRST_CASE)


def _known(visit: Visit, services: Services) -> tuple[Visit, State, World | None]:
    """Return the visit and its state with what the registries know; None: there are none."""
    state, here = read_state(visit, library.promises())
    if state.case:  # named in every link, so that a person in it is not sought in the city
        here = replace(here, query={"case": state.case, **here.query})
    world = ready_world(state.case) if state.case else services.city
    case = None if world is None else world.case
    own = state.day or (None if case is None else case.application.day)
    moved = moved_dates(here, services.store, own)
    dates = tuple(moved.fields.items())
    state = replace(state, levers=replace(state.levers, dates=dates, norm_from=moved.norm_from))
    if world is not None:
        with world.session() as session:
            state, here = with_known_records(state, here, session)
    return here, state, world


def _content(screen: Scene, panel: Component | None) -> Children:
    return [
        complaints(screen.here),
        _beyond(screen),
        bar.toolbar(screen),
        panel,
        bar.head(screen),
        html.Div(
            [
                html.Div([_lanes(screen), _protocol(screen)], className="column"),
                html.Div(
                    [step_card(screen), family_card(screen), levers_card(screen), why_card(screen)],
                    className="column side",
                ),
            ],
            className="columns-page",
        ),
        dcc.Download(id=ApplicationIds.DOWNLOAD),
    ]


def _beyond(screen: Scene) -> Component | None:
    """Return how many steps there are, where the address asks for more."""
    if not screen.is_beyond:
        return None
    total = len(screen.shown.rows)
    return _complaint(screen.here.words("application.complaint.step", total=total))


def complaints(here: Visit) -> Component | None:
    """Return one clear sentence about what in the address could not be used."""
    if not here.complaints:
        return None
    if len(here.complaints) == 1:
        only = here.complaints[0]
        told = _one_complaint(here.words, only)
    else:
        names = ", ".join(c.parameter for c in here.complaints[:8])
        told = here.words("application.complaint.many", parameters=names)
    return _complaint(told, ApplicationIds.COMPLAINTS)


def _one_complaint(words: Words, only: Complaint) -> str:
    got = only.got[:40] or "—"
    if only.parameter not in RANGES:
        return words("application.complaint.one", parameter=only.parameter, got=got)
    low, high = RANGES[only.parameter]
    name = words(f"application.levers.{only.parameter}")
    return words("application.complaint.range", name=name, low=low, high=high, got=got)


def _complaint(told: str, name: str = "") -> Component:
    named = {"id": name} if name else {}
    return html.P(
        [icon("warning"), html.Span(told)], className="complaint", role="alert", **attributes(named)
    )


def _lanes(screen: Scene) -> Component:
    words = screen.here.words
    title = words("application.lanes.title")
    return html.Section(
        [
            html.Div(
                [
                    html.H2(title),
                    html.Div(
                        [
                            html.A(
                                words("application.lanes.table"),
                                href=f"#{ApplicationIds.PROTOCOL}",
                                className="quiet",
                            ),
                            *picture_buttons(words, "picture-plain", title),
                        ],
                        className="picture-files",
                    ),
                ],
                className="card-head",
            ),
            lanes_card(screen),
        ],
        className="card lanes-card",
    )


def _protocol(screen: Scene) -> Component:
    heading = html.H2(screen.here.words("application.protocol.title"))
    return html.Section([heading, protocol(screen)], className="card protocol-card")
