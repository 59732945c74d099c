"""What the page's script asks for between two drawings of the page: plain documents by address.

The query is that of the page itself, so an answer is what the page would show at that address. No
answer is kept by the browser: the language may stand in its cookie alone.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, cast

from dash import Dash
from flask import Flask, Response, jsonify, request

from app.pages.norms.answer import answer
from app.pages.norms.screens import Screen, screen
from app.pages.norms.state import PATH
from app.remembered import remembered_language
from app.services import Services
from app.visit import visit

ANSWER: Final = f"{PATH}/answer"
WHOLE: Final = f"{PATH}/whole"

log = logging.getLogger(__name__)


def attach(app: Dash, services: Services) -> None:
    """Attach the routes to the server behind the dashboard."""
    server = cast("Flask", app.server)

    def said(*, with_ranges: bool) -> Callable[[], Any]:
        def route() -> Any:  # noqa: ANN401 - an answer of Flask, or one with its status
            shown = asked_for(services)
            if shown is None:
                return jsonify({"state": "failed"}), HTTPStatus.NOT_FOUND
            if with_ranges or services.studies is None:
                return jsonify(answer(shown, with_ranges=True))
            with services.studies.lane.urgent():
                return jsonify(answer(shown))

        return route

    @server.after_request
    def not_stored(response: Response) -> Response:
        if request.path.startswith(f"{PATH}/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    server.add_url_rule(ANSWER, "norms_answer", said(with_ranges=False))
    server.add_url_rule(WHOLE, "norms_whole", said(with_ranges=True))


def asked_for(services: Services) -> Screen | None:
    """Return what the request asks for; None where there is no city."""
    raw = request.args.to_dict(flat=False)
    query = {name: values[0] if len(values) == 1 else values for name, values in raw.items()}
    return screen(visit(PATH, query, remembered_language()), services)
