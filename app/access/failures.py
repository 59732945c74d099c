"""What is answered when something cannot be done: one calm sentence, in the visitor's language."""

from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import InternalServerError, RequestEntityTooLarge

from app.access.plain_page import own_words, told
from app.access.request_log import request_id
from app.access.user import NotAllowed
from app.store import StoreAway

AGAIN_SECONDS: Final = 3


def answer_failures(server: Flask) -> None:
    """Attach the answers to what pages do not answer themselves.

    Args:
        server: the server behind the dashboard.
    """

    @server.errorhandler(StoreAway)
    @server.errorhandler(OperationalError)  # of the registries' database
    def away(_problem: Exception) -> Response:
        said = own_words()("access.problem.away")
        return told(HTTPStatus.SERVICE_UNAVAILABLE, said, AGAIN_SECONDS)

    @server.errorhandler(NotAllowed)
    def not_allowed(_problem: NotAllowed) -> Response:
        return told(HTTPStatus.FORBIDDEN, own_words()("access.problem.viewer"))

    @server.errorhandler(RequestEntityTooLarge)
    def too_large(_problem: RequestEntityTooLarge) -> Response:
        return told(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, own_words()("access.problem.large"))

    @server.errorhandler(InternalServerError)
    def failed(_problem: InternalServerError) -> Response:
        said = own_words()("access.problem.failed", id=request_id() or request.path)
        return told(HTTPStatus.INTERNAL_SERVER_ERROR, said)
