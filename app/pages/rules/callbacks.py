"""What happens on the page besides following its address: the search moves it, cases run."""

from dash import ClientsideFunction, Dash, Input, Output

from app.pages.registries.quality_job import measured
from app.pages.rules import routes
from app.pages.rules.ids import RulesIds
from app.services import Services


def attach(app: Dash, services: Services) -> None:
    """Attach the routes and the callbacks of the page."""
    routes.attach(app, services)
    for name, prop, function in (
        (RulesIds.SOUGHT, "value", "search"),
        (RulesIds.MEASURED, "data", "again"),
    ):
        app.clientside_callback(
            ClientsideFunction("tirkeu_rules", function),
            Input(name, prop),
            prevent_initial_call=True,
        )

    @app.callback(
        Output(RulesIds.MEASURED, "data"),
        Output(RulesIds.POLL, "disabled"),
        Input(RulesIds.POLL, "n_intervals"),
        prevent_initial_call=True,
    )
    def look(_count: object) -> tuple[bool, bool]:
        is_done = not measured(services.stored).is_open
        return is_done, is_done
