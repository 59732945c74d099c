"""Whether the server lives, and whether it can do its work; neither says anything of its data."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from flask import Flask, Response

HEALTH_PATH: Final = "/health"
READY_PATH: Final = "/ready"


def attach_health(server: Flask, parts: Mapping[str, Callable[[], bool]]) -> None:
    """Attach two routes that answer anybody, as often as they are asked.

    ``/health``: the process lives; who gets no answer starts it anew. ``/ready``: every part
    answers; else 503, and requests are better sent elsewhere for a while.

    Args:
        server: the server behind the dashboard.
        parts: by name, what says whether a part can do its work.
    """

    @server.get(HEALTH_PATH)
    def health() -> Response:
        return _answer({"alive": True}, HTTPStatus.OK)

    @server.get(READY_PATH)
    def ready() -> Response:
        found = {name: answers() for name, answers in parts.items()}
        is_ready = all(found.values())
        status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
        return _answer({"ready": is_ready, **found}, status)


def _answer(told: Mapping[str, bool], status: HTTPStatus) -> Response:
    answer = Response(json.dumps(told), status, content_type="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer
