"""One day of an office played back: the run that gives its stays, and the route they come by."""

import json
from http import HTTPStatus
from typing import Any, Final, cast

from dash import Dash
from flask import Flask, Response

from app.pages.centres.state import KEY, PATH, PLAYBACK
from app.planning.progress import OPEN
from app.planning.seams import Run
from app.services import Services

JSON_TYPE: Final = "application/json"


def attach(app: Dash, services: Services) -> None:
    """Attach the route of the stays; a script draws them."""
    server = cast("Flask", app.server)

    @server.get(f"{PATH}/playback/<run>")
    def centres_playback(run: str) -> Response:
        found = services.jobs.find(run, PLAYBACK) if KEY.fullmatch(run) else None
        body, status = answer(found)
        written = json.dumps(body, separators=(",", ":"))
        told = Response(written, status, content_type=JSON_TYPE)
        told.headers["Cache-Control"] = "no-store"
        return told


def answer(run: Run | None) -> tuple[Any, HTTPStatus]:
    """Return what is told of a run, and whether it is there, on its way or lost."""
    if run is None:
        return {"state": "lost"}, HTTPStatus.NOT_FOUND
    if run.state in OPEN:
        return {"state": run.state}, HTTPStatus.ACCEPTED
    if run.state != "done" or not is_playback(run.result):
        return {"state": "failed"}, HTTPStatus.GONE
    return run.result, HTTPStatus.OK


def is_playback(result: object) -> bool:
    """Say whether a result is that of a playback."""
    return isinstance(result, dict) and "columns" in result and "servers" in result
