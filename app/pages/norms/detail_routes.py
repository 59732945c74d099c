"""The sections below the curve as parts of a page, which its script asks for and puts in place.

The query is that of the page. What takes longer has an address of its own, so that nothing waits
for it.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final, cast

from dash import Dash
from dash.development.base_component import Component
from flask import Flask, Response

from app.components.plain_html import as_html
from app.pages.norms.account import Account, account
from app.pages.norms.breakdown_view import breakdown_card
from app.pages.norms.readings_view import readings_card
from app.pages.norms.routes import asked_for
from app.pages.norms.sections import sections
from app.pages.norms.state import PATH
from app.pages.norms.tornado_view import tornado_card
from app.services import Services

HTML_TYPE: Final = "text/html; charset=utf-8"


def attach(app: Dash, services: Services) -> None:
    """Attach the routes to the server behind the dashboard."""
    server = cast("Flask", app.server)

    @server.get(f"{PATH}/sections")
    def norms_sections() -> Response:
        told = told_of(services)
        return Response(status=HTTPStatus.NO_CONTENT) if told is None else drawn(sections(told))

    @server.get(f"{PATH}/sections/<name>")
    def norms_section(name: str) -> Response:
        if name not in PARTS:
            return Response("There is no such section.\n", HTTPStatus.NOT_FOUND)
        told = told_of(services)
        card = None if told is None else PARTS[name](told)
        return Response(status=HTTPStatus.NO_CONTENT) if card is None else drawn([card])


def told_of(services: Services) -> Account | None:
    """Return what the request asks for.

    None as long as the study is not ready, and where the pilot is not in force: nobody is held
    up by a norm then.
    """
    shown = asked_for(services)
    return None if shown is None or not shown.in_pilot else account(shown)


def drawn(parts: list[Component]) -> Response:
    """Return parts of the page as HTML."""
    return Response(as_html(parts), content_type=HTML_TYPE)


def ranges_card(told: Account) -> Component | None:
    """Return the section of the ranges; None while those of another setting are counted."""
    found = told.ranges.counted(told.asked.setting)
    return None if found is None else tornado_card(told, found)


def effects_card(told: Account) -> Component | None:
    """Return the section of the readings; None while something else is worked out."""
    found = told.effects.counted(told.asked.setting)
    return None if found is None else readings_card(told, found)


PARTS: Final[dict[str, Callable[[Account], Component | None]]] = {
    "breakdown": breakdown_card,
    "readings": effects_card,
    "ranges": ranges_card,
}
"""Sections that come by themselves."""
