"""What the page shows of a registration whose dwelling or whose applicant is yet to be chosen."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from app.frame import Children
from app.ids import ApplicationIds
from app.pages.application import bar, search
from app.pages.application.state import State
from app.services import Services
from app.visit import Visit
from app.worlds import World, name_of

LATER = ("step",)
"""Parameters that mean nothing yet."""


def lacks_dwelling(state: State) -> bool:
    """Say whether a person of the city would register nowhere yet; only the ID card needs no home.

    Args:
        state: of the page.
    """
    is_registration = state.case is None and state.service != "id_card"
    return is_registration and state.applicant is not None and state.dwelling is None


def lacks_applicant(state: State) -> bool:
    """Say whether a dwelling of the city is chosen and nobody to register there.

    Args:
        state: of the page, with what the registries know.
    """
    return state.case is None and state.applicant is None and state.dwelling is not None


def choosing_applicant(here: Visit, services: Services, state: State, world: World) -> Children:
    """Return the screen on which the applicant is chosen; the owners' families come first.

    Args:
        here: the visit.
        services: the city and its search.
        state: of the page; it names the dwelling.
        world: the registries of the city.
    """
    opened = replace(here, query={k: v for k, v in here.query.items() if k not in LATER})
    with world.session() as session:
        called = name_of(world, session, here.language)
        place = "" if state.dwelling is None else called("dwelling", state.dwelling)
    words = here.words
    said = [
        html.H1(
            words("application.head.choose_person", dwelling=place),
            id=ApplicationIds.HEADLINE,
            className="headline",
        ),
        html.P(words("application.head.choose_person_hint")),
    ]
    return [
        html.Div(bar.case_select(opened, None), className="toolbar"),
        search.panel(opened, services, None),
        html.Section(said, className="card state"),
    ]


def choosing(here: Visit, services: Services, state: State, world: World) -> Children:
    """Return the screen on which the dwelling is chosen; nothing is walked without one.

    Args:
        here: the visit.
        services: the city and its search.
        state: of the page; it names the applicant.
        world: the registries of the city.
    """
    opened = replace(here, query={k: v for k, v in here.query.items() if k not in LATER})
    with world.session() as session:
        called = name_of(world, session, here.language)
        applicant = "" if state.applicant is None else called("person", state.applicant)
    return [
        html.Div(bar.case_select(opened, None), className="toolbar"),
        search.panel(opened, services, state.applicant),
        html.Section(_said(opened, applicant), className="card state"),
    ]


def _said(here: Visit, applicant: str) -> list[Component]:
    words = here.words
    return [
        html.H1(
            words("application.head.choose", applicant=applicant),
            id=ApplicationIds.HEADLINE,
            className="headline",
        ),
        html.P(words("application.head.choose_hint")),
        html.A(
            words("application.head.choose_card"),
            href=here.address(service="id_card"),
            className="button",
        ),
    ]
