"""``tirkeu serve``: the dashboard on this machine, or for those who log in from elsewhere."""

import errno
import gc
import ipaddress
import logging
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, Final

from app.allocation import share_arenas
from app.commands.cities import find_or_fill
from app.commands.options import add_stored_city, settings, whole
from app.navigation import ENTRIES
from app.settings import Settings
from app.visit import DEFAULT_DAY
from app.warming import LONGEST_SECONDS, draw_all
from domain.errors import BadInput

if TYPE_CHECKING:
    from app.services import Services

THREADS = 64
"""Requests at once; most of them wait for a seat (`app.at_once`), and moves pass them.

Whoever waits holds a thread: fifty people who all ask for a page leave fourteen to moves and to
``/health``. Beyond 64 everything waits for a thread, in the order in which it came.
"""

HIGHEST_PORT = 65_535
MOST_WORKERS = 64
USUAL_WORKERS = 2
QUIET_SECONDS = 1.0
"""How long indexes and the year of applications leave the processor to the first page."""

LOG_FORMATS: Final = ("text", "json")
log = logging.getLogger(__name__)

UNENCRYPTED: Final = (
    "passwords and pages travel unencrypted: put a proxy that speaks https before it, and start "
    "with --behind-proxy"
)


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "serve",
        help="start the dashboard",
        description="Make the default city if there is none, and start the dashboard.",
        epilog="example: tirkeu serve --port 8050",
    )
    own, port = Settings(home=Path()), whole(1, HIGHEST_PORT)
    parser.add_argument(
        "--host",
        default=own.host,
        help="address to listen on; beyond this machine users must log in (tirkeu users)",
    )
    parser.add_argument("--port", default=own.port, type=port, help="port to listen on")
    _add_strangers(parser)
    parser.add_argument(
        "--production", action="store_true", help="several processes behind gunicorn"
    )
    parser.add_argument(
        "--workers",
        type=whole(1, MOST_WORKERS),
        default=USUAL_WORKERS,
        help=f"processes with --production (default: {USUAL_WORKERS})",
    )
    parser.add_argument(
        "--log-format",
        choices=LOG_FORMATS,
        help="write a line for each request (default: json with --production, else none)",
    )
    add_stored_city(parser)
    parser.set_defaults(run=run)


def _add_strangers(parser: ArgumentParser) -> None:
    """Add what lets others than those at this machine in."""
    parser.add_argument("--login", action="store_true", help="let users log in here too")
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        type=_host_name,
        metavar="HOST",
        help="a name of this server in the address bar; may be repeated; demands a login",
    )
    parser.add_argument(
        "--behind-proxy",
        action="store_true",
        help="trust the X-Forwarded headers of the proxy before it; demands a login",
    )


def _host_name(text: str) -> str:
    plain = text.lower().rstrip(".")
    letters = plain.replace("-", "").replace(".", "")
    if not (letters.isalnum() and plain.isascii()):
        raise ArgumentTypeError(f"expected a name such as planner.example.kz, got {text!r}")
    return plain


def run(options: Namespace) -> int:
    """Serve until stopped."""
    if options.production:
        _demand_forks()
    own = demand_users(_told(options))
    with _without_collecting():
        city = find_or_fill(own, own.city)
    own = replace(own, city=city.size)
    _write_log(options)
    if options.production:
        from app.commands.production import serve_production

        return serve_production(own, options.workers)
    serve(own)
    return 0


def _told(options: Namespace) -> Settings:
    """Return the settings that the options say; a login is demanded wherever strangers may come."""
    strangers = not is_here(options.host) or options.behind_proxy or bool(options.name)
    return replace(
        settings(options),
        host=options.host,
        port=options.port,
        login=options.login or strangers,
        names=tuple(options.name),
        behind_proxy=options.behind_proxy,
    )


def is_here(host: str) -> bool:
    """Say whether nobody but this machine can reach what listens at a host."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def demand_users(own: Settings) -> Settings:
    """Return the settings, if somebody can log in where it is demanded.

    Raises:
        BadInput: there are no users, or their database cannot be used.
    """
    if not own.login:
        return own
    from app.access.users import Users
    from app.store import Store

    store = Store(own.home, own.database_url)
    try:
        if not Users(store).are_there():
            expected = "users who may log in; `tirkeu users add NAME --role analyst` makes one"
            raise BadInput("login", expected, "no users")
    finally:
        store.close()
    if not (own.behind_proxy or is_here(own.host)):
        print(UNENCRYPTED, file=sys.stderr)
    return own


def _demand_forks() -> None:
    if sys.platform == "win32":
        expected = "to be left out on Windows, where gunicorn does not run; the usual server does"
        raise BadInput("--production", expected, "--production")


def _write_log(options: Namespace) -> None:
    from app.access.request_log import write_log

    form = options.log_format or ("json" if options.production else None)
    # else Python would write down what failed with its message, which may repeat what was typed
    write_log(form or "text", requests=form is not None)


def serve(own: Settings) -> None:
    """Listen at the address of the settings and answer until stopped.

    Raises:
        BadInput: somebody else listens there, or the city cannot be opened.
    """
    share_arenas()
    with _without_collecting():
        server, services = _listening(own)
        services.warming.begin()
    print(f"http://{shown(own.host)}:{own.port}/", flush=True)
    print("stop with Ctrl+C", file=sys.stderr)
    later = Timer(QUIET_SECONDS, _make_ready, (services,))
    later.daemon = True
    later.start()
    try:
        server.run()
    finally:
        services.jobs.close()


def _make_ready(services: "Services") -> None:
    """Make what would keep a visitor waiting, then let visitors come, whatever of it failed."""
    try:
        _make_all(services)
    except Exception:
        log.exception("what visitors ask first could not be made ready")
    finally:
        services.warming.end()


def _make_all(services: "Services") -> None:
    """Make pages, runs left open, indexes, the year's study.

    The pages are drawn again when the study is there, as they show what it says then.
    """
    from app.factory import first_pages

    studies = services.studies
    if studies is not None:
        studies.of(DEFAULT_DAY)  # in a thread of its own
    draw_all(islice(first_pages(services), len(ENTRIES)))
    services.jobs.resume()
    if services.search is not None:
        services.search.make()
    if studies is not None:
        studies.wait_for(DEFAULT_DAY, LONGEST_SECONDS)
        draw_all(first_pages(services), studies.lane.wait)


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
        server = create_server(
            app.server,
            host=own.host,
            port=own.port,
            threads=THREADS,
            clear_untrusted_proxy_headers=False,  # they are looked at (app.security, ProxyFix)
        )
    except OSError as reason:
        raise port_taken(own, reason) from None
    except ValueError:  # such as an interface of another machine behind the address
        raise BadInput("--host", "an address that can be listened at", own.host) from None
    return server, services


def port_taken(own: Settings, reason: OSError) -> BadInput:
    """Return what is said where a port cannot be listened at."""
    if reason.errno == errno.EADDRNOTAVAIL:
        return BadInput("--host", "an address of this machine", own.host)
    return BadInput("--port", "a port that is free", f"{own.port}: {reason.strerror}")


def shown(host: str) -> str:
    """Return a host as it stands in an address."""
    return f"[{host}]" if ":" in host else host
