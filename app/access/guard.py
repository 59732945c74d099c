"""Everything that looks at a request before a page does, attached in its order."""

from collections.abc import Iterable

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.access.attempts import Attempts
from app.access.failures import answer_failures
from app.access.gate import demand_login
from app.access.health import attach_health
from app.access.limits import Limits, limit_addresses, limit_rates
from app.access.login import Access
from app.access.request_log import log_requests
from app.access.same_origin import refuse_foreign
from app.access.sessions import Sessions
from app.access.users import Users
from app.security import answer_own_names
from app.services import Services
from app.settings import Settings


def guard(server: Flask, settings: Settings, services: Services, paths: Iterable[str]) -> None:
    """Attach what looks at requests: what comes first here is asked first.

    Args:
        server: the server behind the dashboard.
        settings: whether a login is demanded, what the server is called, what stands before it.
        services: the database, the city, the runs.
        paths: of the pages.
    """
    if settings.behind_proxy:
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign] # Werkzeug's own way
    log_requests(server, paths, behind_proxy=settings.behind_proxy)
    answer_failures(server)
    _health(server, services)
    answer_own_names(server, settings)
    refuse_foreign(server)
    if settings.login:
        store, limits = services.store, Limits()
        limit_addresses(server, limits)
        demand_login(server, Access(Users(store), Sessions(store), Attempts(store)))
        limit_rates(server, limits)


def _health(server: Flask, services: Services) -> None:
    jobs, search, warming = services.jobs, services.search, services.warming
    attach_health(
        server,
        {
            "city": lambda: search is not None,
            "database": services.store.answers,
            "runs": lambda: jobs.are_conducted,
            "pages": lambda: warming.is_over,
        },
    )
