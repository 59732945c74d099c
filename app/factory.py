"""Makes the dashboard: one place where pages, services and safety are wired together."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Any, cast

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, page_container, register_page
from dash._utils import to_json
from dash.development.base_component import Component
from dash.exceptions import DependencyException
from flask import Flask, request
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as AnyResponse

from app import at_once, navigation, security, weight
from app.access.away import away
from app.access.guard import guard
from app.active import Active, active
from app.bundles import Bundles
from app.callback_bodies import refuse_malformed
from app.first_load import send_first_frame
from app.frame import Children, frame
from app.i18n import LANGUAGES
from app.ids import FrameIds
from app.pages import (
    application,
    centres,
    id_cards,
    norms,
    not_found,
    overview,
    registries,
    rules,
    scenarios,
)
from app.remembered import remembered_language
from app.report import routes as report
from app.services import Services, open_services
from app.settings import Settings
from app.store import StoreAway
from app.theme import THEME
from app.visit import Visit, visit
from domain.errors import BadInput

INDEX = """<!DOCTYPE html>
<html lang="{LANGUAGE}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{%title%}</title>
<link rel="icon" href="/assets/icons/brand.svg" type="image/svg+xml">
<script src="{HEAD}"></script>
{%css%}
</head>
<body>
{FIRST_FRAME}
{%app_entry%}
<footer>
{%config%}
{%scripts%}
{%renderer%}
</footer>
</body>
</html>"""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what its module offers.

    Attributes:
        title: gives the title of the document.
        content: gives what the page shows.
        register: attaches the page's callbacks.
        day: gives the day that the page shows where the address names none.
    """

    title: Callable[[Visit], str]
    content: Callable[[Visit, Services], Children]
    register: Callable[[Dash, Services], None]
    day: Callable[[Visit, Services], date | None] = lambda _visit, _services: None


PAGES: dict[str, Page] = {
    "overview": Page(overview.title, overview.content, overview.register),
    "norms": Page(norms.title, norms.content, norms.register),
    "centres": Page(centres.title, centres.content, centres.register, centres.day),
    "id_cards": Page(id_cards.title, id_cards.content, id_cards.register, id_cards.day),
    "application": Page(
        application.title, application.content, application.register, application.day
    ),
    "registries": Page(registries.title, registries.content, registries.register),
    "scenarios": Page(scenarios.title, scenarios.content, scenarios.register),
    "rules": Page(rules.title, rules.content, rules.register),
}


def create_app(settings: Settings, services: Services | None = None) -> Dash:
    """Return the dashboard, ready to be served.

    Args:
        settings: where the data live and where it listens.
        services: what the settings name, opened before; None: opened here.
    """
    services = services or open_services(settings)
    bundles = Bundles()
    app = Dash(
        __name__,
        assets_ignore=r"\.(js|css)$",  # they come as one of each
        compress=True,
        external_scripts=[bundles.script_address],
        external_stylesheets=[bundles.style_address],
        pages_folder="",
        suppress_callback_exceptions=True,
        title="Tirkeu",
        update_title="",
        use_pages=True,
    )
    app.index_string = INDEX.replace("{HEAD}", bundles.head_address)
    app.layout = dmc.MantineProvider(page_container, theme=THEME, defaultColorScheme="auto")
    _register_pages(app, services)
    _frame_callbacks(app)
    server = cast("Flask", app.server)
    guard(server, settings, services, (entry.path for entry in navigation.ENTRIES))
    refuse_malformed(app, server)
    _unknown_pages(server)
    bundles.serve(server)
    send_first_frame(server)
    report.attach(app, services)
    security.protect(server, app.csp_hashes)
    weight.lighten(server)
    at_once.seat(server)
    server.test_client().get(navigation.HOME)  # Dash sets up its pages at the first request
    return app


def _register_pages(app: Dash, services: Services) -> None:
    for entry in navigation.ENTRIES:
        page = PAGES[entry.name]
        register_page(
            f"pages.{entry.name}",
            path=entry.path,
            title="Tirkeu",
            layout=_layout(entry.path, page, services),
        )
        page.register(app, services)
    register_page("pages.not_found_404", path="/404", title="Tirkeu", layout=_not_found)


def first_pages(services: Services) -> Iterator[Callable[[], object]]:
    """Yield what draws each page as a visitor sees it first, in each language."""
    for language in LANGUAGES:
        for entry in navigation.ENTRIES:
            layout = _layout(entry.path, PAGES[entry.name], services)
            yield partial(_sent, layout, language)


def _sent(layout: Callable[..., Component], language: str) -> str:
    return str(to_json(layout(lang=language)))


def _layout(path: str, page: Page, services: Services) -> Callable[..., Component]:
    def layout(**query: Any) -> Component:  # noqa: ANN401 - lists and texts, read strictly by visit()
        here = visit(path, query, remembered_language())
        try:
            content = page.content(here, services)
        except (StoreAway, OperationalError) as problem:
            log.warning("%s could not be shown: %s", path, problem)
            content = away(here.words)
        except BadInput as problem:  # such as a database that was given to another city
            log.warning("%s could not be shown: %s", path, problem)
            content = not_found.failed(here, str(problem))
        except Exception:
            log.exception("%s could not be shown", path)
            content = not_found.failed(here)
        day, scenario = _around(here, page, services)
        return frame(here, page.title(here), content, day, scenario)

    return layout


def _around(here: Visit, page: Page, services: Services) -> tuple[date | None, Active | None]:
    """Return what the frame shows: the day, and the scenario where the database can tell it."""
    try:
        return here.day or page.day(here, services), active(here, services.store)
    except StoreAway:  # then the page says so
        return here.day, None


def _not_found(**query: Any) -> Component:  # noqa: ANN401 - as above
    here = visit("/404", query, remembered_language())
    return frame(here, not_found.title(here), not_found.content(here))


def _unknown_pages(server: Flask) -> None:
    """Answer 404 where there is no page; what stands there is still drawn by the dashboard.

    The same where there is no such script of a package, which Dash takes for a failure of its own.
    """
    paths = {entry.path for entry in navigation.ENTRIES}

    @server.errorhandler(DependencyException)
    def no_script(_problem: DependencyException) -> tuple[str, HTTPStatus]:
        return "There is no such file.\n", HTTPStatus.NOT_FOUND

    @server.after_request
    def not_found_status(response: AnyResponse) -> AnyResponse:
        is_any = request.url_rule is not None and request.url_rule.rule == "/<path:path>"
        if is_any and response.status_code == HTTPStatus.OK and request.path not in paths:
            response.status_code = HTTPStatus.NOT_FOUND
        return response


def _frame_callbacks(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("tirkeu", "change_day"),
        Input(FrameIds.DAY, "value"),
        prevent_initial_call=True,
    )
