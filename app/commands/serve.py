"""``tirkeu serve``: the dashboard on this machine."""

import gc
import ipaddress
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from app.allocation import share_arenas
from app.commands.cities import find_or_fill
from app.commands.options import add_stored_city, settings, whole
from app.settings import Settings
from app.visit import DEFAULT_DAY
from domain.errors import BadInput

if TYPE_CHECKING:
    from app.services import Services

THREADS = 8
"""Requests answered at once; callbacks of several open pages come together."""

HIGHEST_PORT = 65_535
QUIET_SECONDS = 1.0
"""How long indexes and the year of applications leave the processor to the first page."""


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "serve",
        help="start the dashboard",
        description="Make the default city if there is none, and start the dashboard.",
        epilog="example: tirkeu serve --port 8050",
    )
    own, port = Settings(home=Path()), whole(1, HIGHEST_PORT)
    parser.add_argument("--host", default=own.host, help="address to listen on")
    parser.add_argument("--port", default=own.port, type=port, help="port to listen on")
    parser.add_argument("--production", action="store_true", help="behind the production server")
    add_stored_city(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Serve until stopped."""
    check_host(options.host)
    if options.production:
        raise BadInput("--production", "to be left out: there is no login yet", "--production")
    own = settings(options)
    with _without_collecting():
        city = find_or_fill(own, own.city)
    serve(replace(own, city=city.size, host=options.host, port=options.port))
    return 0


def serve(own: Settings) -> None:
    """Listen at the address of the settings and answer until stopped.

    Raises:
        BadInput: somebody else listens there, or the city cannot be opened.
    """
    share_arenas()
    with _without_collecting():
        server, services = _listening(own)
    print(f"http://{_shown(own.host)}:{own.port}/", flush=True)
    print("stop with Ctrl+C", file=sys.stderr)
    later = Timer(QUIET_SECONDS, _make_ready, (services,))
    later.daemon = True
    later.start()
    try:
        server.run()
    finally:
        services.jobs.close()


def _make_ready(services: "Services") -> None:
    """Make what would keep a visitor waiting: runs left open, indexes, the year of applications."""
    services.jobs.resume()
    if services.search is not None:
        services.search.make()
    if services.studies is not None:
        services.studies.of(DEFAULT_DAY)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no garbage meanwhile: what is imported is none, and looking takes a fifth of it."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # what is there now stays
        gc.enable()


def _listening(own: Settings) -> tuple[Any, "Services"]:
    """Return the server, which listens, and what its pages stand on."""
    from waitress import create_server

    from app.factory import create_app
    from app.services import open_services

    services = open_services(own)
    app = create_app(own, services)
    try:
        server = create_server(app.server, host=own.host, port=own.port, threads=THREADS)
    except OSError as reason:
        raise BadInput("--port", "a port that is free", f"{own.port}: {reason.strerror}") from None
    except ValueError:  # such as an interface of another machine behind the address
        raise BadInput("--host", "an address that can be listened at", own.host) from None
    return server, services


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def check_host(host: str) -> None:
    """Refuse to listen where other machines could reach the dashboard: it has no login yet.

    Raises:
        BadInput: for an address beyond loopback.
    """
    try:
        own = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        own = False
    if not own:
        expected = "an address of this machine only, as there is no login yet"
        raise BadInput("--host", expected, host)
