"""What the page does besides following its address: search as one types, and save."""

import json
from typing import Any
from urllib.parse import parse_qsl

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from app.frame import Children
from app.ids import ApplicationIds
from app.pages.application import search
from app.pages.application.page import settle
from app.pages.application.protocol_file import protocol_page
from app.pages.application.scene import scene
from app.pages.application.state import PATH
from app.remembered import remembered_language
from app.services import Services
from app.visit import Visit, visit
from domain.decision import document

ADDRESS = State("_pages_location", "search")


def register(app: Dash, services: Services) -> None:
    """Attach the page's callbacks."""
    _clientside(app)

    @app.callback(
        Output(ApplicationIds.PERSON_RESULTS, "children"),
        Input(ApplicationIds.PERSON_SEARCH, "value"),
        ADDRESS,
        prevent_initial_call=True,
    )
    def find_person(sought: object, address: str | None) -> Children:
        return found_people(here(address), search.typed(sought), services)

    @app.callback(
        Output(ApplicationIds.DWELLING_RESULTS, "children"),
        Input(ApplicationIds.DWELLING_SEARCH, "value"),
        ADDRESS,
        prevent_initial_call=True,
    )
    def find_dwelling(sought: object, address: str | None) -> Children:
        return found_dwellings(here(address), search.typed(sought), services)

    @app.callback(
        Output(ApplicationIds.DOWNLOAD, "data"),
        Input(ApplicationIds.SAVE, "n_clicks"),
        ADDRESS,
        prevent_initial_call=True,
    )
    def save(clicks: int | None, address: str | None) -> Any:  # noqa: ANN401 - no_update, or a file
        return saved_protocol(here(address), services) if clicks else no_update

    @app.callback(
        Output(ApplicationIds.DOWNLOAD, "data", allow_duplicate=True),
        Input(ApplicationIds.SAVE_DECISION, "n_clicks"),
        ADDRESS,
        prevent_initial_call=True,
    )
    def save_decision(clicks: int | None, address: str | None) -> Any:  # noqa: ANN401 - as above
        return saved(here(address), services) if clicks else no_update


def here(address: str | None) -> Visit:
    """Return the visit that an address amounts to."""
    return visit(PATH, dict(parse_qsl((address or "").lstrip("?"))), remembered_language())


def found_people(visited: Visit, sought: str, services: Services) -> Children:
    """Return the people of the city that a search finds, as links."""
    if services.city is None or services.search is None or len(sought.strip()) < search.SHORTEST:
        return []
    with services.city.session() as session:
        return search.person_rows(visited, search.people_found(session, services.search, sought))


def found_dwellings(visited: Visit, sought: str, services: Services) -> Children:
    """Return the dwellings of the city that a search finds, as links."""
    if services.city is None or services.search is None or len(sought.strip()) < search.SHORTEST:
        return []
    with services.city.session() as session:
        return search.dwelling_rows(
            visited, search.dwellings_found(session, services.search, sought)
        )


def saved_protocol(visited: Visit, services: Services) -> dict[str, str]:
    """Return the steps shown so far as a page to read and print."""
    visited, state, world = settle(visited, services)
    with scene(visited, state, world) as screen:
        made, step = protocol_page(screen), screen.step
    name = f"{state.case or state.applicant}-{step}.html"
    return {"content": made, "filename": name, "type": "text/html"}


def saved(visited: Visit, services: Services) -> dict[str, str]:
    """Return the decision document of an application as a file."""
    visited, state, world = settle(visited, services)
    with scene(visited, state, world) as screen:
        made = document(screen.shown.decided, dict(screen.shown.why), screen.speaker)
    name = state.case or f"{state.applicant}"
    content = json.dumps(made, ensure_ascii=False, indent=1)
    return {"content": content, "filename": f"{name}.json", "type": "application/json"}


def _clientside(app: Dash) -> None:
    for name, function in (
        (ApplicationIds.CASE, "choose"),
        (ApplicationIds.NORM, "change_norm"),
        (ApplicationIds.BEFORE_DAYS, "change_before"),
        (ApplicationIds.AFTER_DAYS, "change_after"),
    ):
        app.clientside_callback(
            ClientsideFunction("tirkeu", function), Input(name, "value"), prevent_initial_call=True
        )
    app.clientside_callback(
        ClientsideFunction("tirkeu", "go"),
        Input(ApplicationIds.ANSWER_GO, "n_clicks"),
        State(ApplicationIds.ANSWER, "value"),
        prevent_initial_call=True,
    )
