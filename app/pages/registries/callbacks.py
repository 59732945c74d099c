"""What happens on the page besides following its address: search and filters move the address."""

from dash import ClientsideFunction, Dash, Input, Output, State

from app.pages.registries.ids import SLOTS, RegistriesIds
from app.pages.registries.quality_job import measured
from app.services import Services


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

    for name, function in ((RegistriesIds.GO_PAGE, "go_page"), (RegistriesIds.GO_PART, "go_part")):
        app.clientside_callback(
            ClientsideFunction("tirkeu_registries", function),
            Input(name, "value"),
            State(name, "max"),
            prevent_initial_call=True,
        )

    app.clientside_callback(
        ClientsideFunction("tirkeu_registries", "again"),
        Input(RegistriesIds.MEASURED, "data"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(RegistriesIds.MEASURED, "data"),
        Output(RegistriesIds.POLL, "disabled"),
        Input(RegistriesIds.POLL, "n_intervals"),
        prevent_initial_call=True,
    )
    def look(_count: object) -> tuple[bool, bool]:
        is_done = is_measured(services)
        return is_done, is_done


def is_measured(services: Services) -> bool:
    """Say whether the quality of the city is known, or cannot be: the page is then shown anew.

    The report is too long to be put into a page that is there already: Dash takes many seconds
    for what it shows at once in a new one.
    """
    return not measured(services.stored).is_open
