"""What happens on the page: run, look again, cancel, save; levers move the address."""

from collections.abc import Mapping
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from app.pages.flows.exports import csv_table, results_json
from app.pages.flows.findings import findings, station_rows
from app.pages.flows.ids import FlowsIds, lever_id
from app.pages.flows.job import key_of
from app.pages.flows.levers import FIELDS, RUN, written
from app.pages.flows.screens import pool_of, screen
from app.pages.flows.view import Screen, about_run, all_outcome_rows, panel
from app.runs import Busy
from app.services import Services
from app.visit import visit

PATH: Final = "/flows"
POLL_MILLISECONDS: Final = 400

Said = Mapping[str, Any]
"""What the page noted about itself: its query and its language."""


def attach(app: Dash, services: Services) -> None:
    """Attach the callbacks of the page."""
    _levers(app)
    _runs(app, services)
    _polling(app, services)
    _saving(app, services)


def _levers(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("tirkeu_flows", "move"),
        *[Input(lever_id(lever.name), "value") for lever in FIELDS],
        State(FlowsIds.ASKED, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("tirkeu_flows", "go"),
        Input(FlowsIds.GO, "data"),
        prevent_initial_call=True,
    )


def _runs(app: Dash, services: Services) -> None:
    @app.callback(
        Output(FlowsIds.GO, "data"),
        Output(FlowsIds.PANEL, "children", allow_duplicate=True),
        Output(FlowsIds.POLL, "disabled", allow_duplicate=True),
        Input(FlowsIds.RUN, "n_clicks"),
        State(FlowsIds.ASKED, "data"),
        *[State(lever_id(lever.name), "value") for lever in FIELDS],
        prevent_initial_call=True,
    )
    def run(clicks: int | None, said: object, *values: object) -> Any:  # noqa: ANN401 - three outputs
        noted = noted_by_page(said)
        if not clicks or noted is None:
            return no_update, no_update, no_update
        return started(services, typed(noted, values))


def noted_by_page(said: object) -> Said | None:
    """Return what the page noted about itself; None where a page has not noted it so."""
    parts = {"query": dict, "language": str, "shown": dict}
    if not isinstance(said, dict):
        return None
    is_whole = all(isinstance(said.get(name, kind()), kind) for name, kind in parts.items())
    return {name: said.get(name, kind()) for name, kind in parts.items()} if is_whole else None


def typed(said: Said, values: tuple[object, ...]) -> Said:
    """Return what the page noted, with what now stands in the fields of the levers."""
    query = dict(said["query"])
    for lever, value in zip(FIELDS, values, strict=True):
        if value == said["shown"].get(lever.name):
            continue
        query.pop(lever.name, None)
        if value not in ("", None):
            query[lever.name] = str(value)
    return {**said, "query": query}


def started(services: Services, said: Said) -> tuple[str | Any, Any, Any]:
    """Start the run that is asked for, or find it, and say where it is shown.

    Returns:
        Address of the run, children of the panel, and whether polling stops. Nothing is run
        while a lever's value cannot be used.
    """
    shown = _screen(services, said)
    if shown is None:
        return no_update, no_update, no_update
    if shown.asked.wrong_levers:
        return shown.visit.address(), panel(shown), not shown.is_open
    try:
        run = pool_of(services.settings).submit(key_of(shown.job), shown.job)
    except Busy:
        return no_update, panel(shown, is_busy=True), True
    here = shown.visit
    address = here.address(**{**written(shown.asked), RUN: run.key})
    again = _screen(services, {**said, "query": {**here.query, RUN: run.key}}) or shown
    return address, panel(again), not again.is_open


def _polling(app: Dash, services: Services) -> None:
    @app.callback(
        Output(FlowsIds.PANEL, "children"),
        Output(FlowsIds.POLL, "disabled"),
        Input(FlowsIds.POLL, "n_intervals"),
        State(FlowsIds.ASKED, "data"),
        prevent_initial_call=True,
    )
    def look(_count: int, said: object) -> Any:  # noqa: ANN401 - two outputs
        shown = _screen(services, said)
        return (no_update, True) if shown is None else (panel(shown), not shown.is_open)

    @app.callback(
        Output(FlowsIds.PANEL, "children", allow_duplicate=True),
        Output(FlowsIds.POLL, "disabled", allow_duplicate=True),
        Input(FlowsIds.CANCEL, "n_clicks"),
        State(FlowsIds.ASKED, "data"),
        prevent_initial_call=True,
    )
    def cancel(clicks: int | None, said: object) -> Any:  # noqa: ANN401 - two outputs
        noted = noted_by_page(said)
        run = noted["query"].get(RUN) if noted else None
        if not clicks or not isinstance(run, str):
            return no_update, no_update
        pool_of(services.settings).cancel(run)
        return look(0, said)


def _saving(app: Dash, services: Services) -> None:
    @app.callback(
        Output(FlowsIds.DOWNLOAD, "data"),
        Input(FlowsIds.SAVE_STATIONS, "n_clicks"),
        Input(FlowsIds.SAVE_OUTCOMES, "n_clicks"),
        Input(FlowsIds.SAVE_RESULTS, "n_clicks"),
        State(FlowsIds.SAVED, "data"),
        prevent_initial_call=True,
    )
    def save(*said: object) -> Any:  # noqa: ANN401 - a file; clicks and what the results noted came
        *clicks, noted = said
        shown = _screen(services, noted)
        if not any(clicks) or shown is None or shown.run is None or not shown.run.result:
            return no_update
        name, text = saved(shown, str(ctx.triggered_id))
        return {"content": text, "filename": name}


def saved(shown: Screen, button: str) -> tuple[str, str]:
    """Return name and text of the file that a button saves."""
    run, words = shown.run, shown.visit.words
    if run is None:
        raise ValueError(button)
    if button == FlowsIds.SAVE_RESULTS:
        return f"tirkeu-flows-{run.key}.json", results_json(run.result)
    found, about = findings(run.result, words), about_run(run.job, words)
    if button == FlowsIds.SAVE_STATIONS:
        return f"tirkeu-stations-{run.key}.csv", csv_table(station_rows(found), about, words)
    return f"tirkeu-outcomes-{run.key}.csv", csv_table(all_outcome_rows(found), about, words)


def _screen(services: Services, said: object) -> Screen | None:
    noted = noted_by_page(said)
    if noted is None:
        return None
    return screen(visit(PATH, noted["query"], noted["language"]), services)
