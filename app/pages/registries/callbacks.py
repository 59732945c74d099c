"""What happens on the page besides following its address: search and filters move the address."""

from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from app.pages.registries.holdings import holdings
from app.pages.registries.ids import SLOTS, RegistriesIds
from app.pages.registries.quality_view import panel
from app.pages.registries.sheet import Sheet
from app.pages.registries.state import PATH, read_state
from app.remembered import remembered_language
from app.services import Services
from app.visit import visit

POLL_MILLISECONDS: Final = 700


def attach(app: Dash, services: Services) -> None:
    """Attach the callbacks of the page."""
    for name, function in (
        (RegistriesIds.SOUGHT, "search"),
        (RegistriesIds.BORN, "born"),
        *((slot, "choose") for slot in SLOTS),
    ):
        app.clientside_callback(
            ClientsideFunction("tirkeu_registries", function),
            Input(name, "value"),
            prevent_initial_call=True,
        )

    @app.callback(
        Output(RegistriesIds.POLLED, "children"),
        Output(RegistriesIds.POLL, "disabled"),
        Input(RegistriesIds.POLL, "n_intervals"),
        State(RegistriesIds.ASKED, "data"),
        prevent_initial_call=True,
    )
    def look(_count: int, said: object) -> Any:  # noqa: ANN401 - two outputs
        return looked(services, said)


def looked(services: Services, said: object) -> tuple[Any, bool]:
    """Return the quality of the city as far as it is known, and whether to stop asking.

    Args:
        services: what the page stands on.
        said: what the page noted: the parameters of its address that every page keeps.
    """
    held = holdings(services)
    if held is None or not isinstance(said, dict):
        return no_update, True
    noted = {k: v for k, v in said.items() if k in ("lang", "day") and isinstance(v, str)}
    here = visit(PATH, {**noted, "view": "quality"}, remembered_language())
    state, here = read_state(here, held.city.persons, held.city.dwellings)
    shown, is_open = panel(Sheet(here, state, held), services)
    return shown, not is_open
