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
from domain.records import Id

LATER = ("step",)
"""Parameters that mean nothing yet."""

TO_CHOOSE = {"dwelling": ("choose_person", "dwelling"), "person": ("choose", "applicant")}
"""Words of the screen by what was chosen already, and the name that these words give it."""


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
    return _screen(here, services, state.applicant, _told(here, world, "dwelling", state.dwelling))


def choosing(here: Visit, services: Services, state: State, world: World) -> Children:
    """Return the screen on which the dwelling is chosen; nothing is walked without one.

    Args:
        here: the visit.
        services: the city and its search.
        state: of the page; it names the applicant.
        world: the registries of the city.
    """
    told = _told(here, world, "person", state.applicant)
    card = html.A(
        here.words("application.head.choose_card"),
        href=_opened(here).address(service="id_card"),
        className="button",
    )
    return _screen(here, services, state.applicant, [*told, card])


def _screen(
    here: Visit, services: Services, applicant: Id | None, told: list[Component]
) -> Children:
    """Return the choice of a case, the search of the city, and what is still to be chosen."""
    opened = _opened(here)
    return [
        html.Div(bar.case_select(opened, None), className="toolbar"),
        search.panel(opened, services, applicant),
        html.Section(told, className="card state"),
    ]


def _told(here: Visit, world: World, kind: str, chosen: Id | None) -> list[Component]:
    """Return headline and hint of a screen that names the person or the dwelling chosen."""
    with world.session() as session:
        called = "" if chosen is None else name_of(world, session, here.language)(kind, chosen)
    key, chosen_as = TO_CHOOSE[kind]
    headline = here.words(f"application.head.{key}", **{chosen_as: called})
    return [
        html.H1(headline, id=ApplicationIds.HEADLINE, className="headline"),
        html.P(here.words(f"application.head.{key}_hint")),
    ]


def _opened(here: Visit) -> Visit:
    return replace(here, query={k: v for k, v in here.query.items() if k not in LATER})
