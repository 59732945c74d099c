"""``tirkeu serve --production``: processes of gunicorn that share the memory of one city.

The city, its indexes and the year of applications are made before the processes part, so that all
of them read the same memory. A fork copies no thread but its own and would leave locks held by
nobody: so nothing that has threads or connections is begun before it.
"""

import gc
import logging
import socket
import struct
import threading
from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Final

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from app.allocation import give_back, share_arenas
from app.commands.punctual import PunctualWorker
from app.commands.serve import THREADS, port_taken, shown
from app.settings import Settings
from app.visit import DEFAULT_DAY
from app.warming import LONGEST_SECONDS, Draw, draw_all
from domain.errors import BadInput

if TYPE_CHECKING:
    from app.services import Services

log = logging.getLogger(__name__)

IN_MEMORY: Final = "/dev/shm"  # noqa: S108 - nothing is left there: the file has no name
BACKLOG: Final = 512
GRACE_SECONDS: Final = 20
"""How long requests that are being answered may take when the server is told to stop."""

READ_SECONDS: Final = 10
"""A request that pauses for so long while it is sent is given up: it holds one of the threads."""

KEPT_SECONDS: Final = 30
"""How long a connection that asks nothing is kept open; it holds no thread (worker ``gthread``)."""

SILENT_SECONDS: Final = 60
"""A process that has not shown for so long that it lives is ended and replaced."""


class Quiet(Logger):  # type: ignore[misc] # gunicorn has no types
    """Gunicorn's messages, written as all others are (`app.access.request_log`)."""

    def setup(self, cfg: Any) -> None:  # noqa: ANN401 - gunicorn's own
        """Leave it to the log of the process where messages go."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
            log.propagate = True


class Production(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """The dashboard as gunicorn wants it.

    Args:
        server: the server behind the dashboard.
        options: of gunicorn.
    """

    def __init__(self, server: Any, options: dict[str, Any]) -> None:  # noqa: ANN401 - any WSGI
        self._server, self._options = server, options
        super().__init__()

    def load_config(self) -> None:
        """Take the options; no file and no environment is read."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401 - any WSGI
        """Return the server."""
        return self._server


def serve_production(own: Settings, workers: int) -> int:
    """Serve until stopped, with several processes.

    Args:
        own: the settings.
        workers: how many processes.

    Raises:
        BadInput: somebody else listens there, or the city cannot be opened.
    """
    from app.factory import create_app, first_pages
    from app.services import open_services

    share_arenas()
    listening = _listening(own)
    services = open_services(own)
    app = create_app(own, services)
    _make_shared(services, first_pages(services))
    print(f"http://{shown(own.host)}:{own.port}/", flush=True)
    options = {**_options(workers, services), "bind": f"fd://{listening.fileno()}"}
    Production(app.server, options).run()
    return 0


def _listening(own: Settings) -> socket.socket:
    """Return a socket that listens; whoever cannot have it hears so before a city is read."""
    try:
        family = socket.getaddrinfo(own.host, own.port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        raise BadInput("--host", "an address that can be listened at", own.host) from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        patience = struct.pack("ll", READ_SECONDS, 0)  # what is accepted here has it too
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, patience)
        listening.bind((own.host, own.port))
        listening.listen(BACKLOG)
    except OSError as reason:
        listening.close()
        raise port_taken(own, reason) from None
    return listening


def _make_shared(services: "Services", draws: Iterable[Draw]) -> None:
    """Make what all processes read, and let go of what none may share."""
    from app.pages.overview.known import LATER

    services.jobs.share()
    services.store.answers()  # so that each process knows which database was there
    if services.search is not None:
        services.search.make()
    if services.studies is not None:
        services.studies.make(DEFAULT_DAY)
        services.studies.make_readings(DEFAULT_DAY)
    draw_all(draws)
    LATER.wait(LONGEST_SECONDS)  # the Overview was drawn and has begun its estimates
    part(services)
    give_back()
    gc.collect()
    gc.freeze()  # the collector writes into what it looks at, and so would copy it


def part(services: "Services") -> None:
    """Let go of connections, and make sure that no thread would be lost with the fork.

    Raises:
        RuntimeError: something was begun too early: a fault of the program.
    """
    services.store.close()
    if services.city is not None:
        services.city.engine.dispose()
    others = [one.name for one in threading.enumerate() if one is not threading.main_thread()]
    if others:
        raise RuntimeError(f"threads before the fork: {', '.join(others)}")


def _options(workers: int, services: "Services") -> dict[str, Any]:
    def begun(_worker: object) -> None:
        later = threading.Thread(target=_begin, args=(services,), daemon=True)
        later.start()

    def ended(_arbiter: object, _worker: object) -> None:
        services.jobs.close()

    return {
        "workers": workers,
        "worker_class": PunctualWorker,
        "threads": THREADS,
        "keepalive": KEPT_SECONDS,
        "preload_app": True,
        "timeout": SILENT_SECONDS,
        "graceful_timeout": GRACE_SECONDS,
        "worker_tmp_dir": heartbeats(IN_MEMORY),
        "logger_class": Quiet,
        "accesslog": None,
        "secure_scheme_headers": {},  # who says https is asked by ProxyFix alone
        "forwarded_allow_ips": "",
        "control_socket_disable": True,  # it is a thread before later forks
        "post_worker_init": begun,
        "worker_exit": ended,
    }


def heartbeats(folder: str) -> str | None:
    """Return where processes show that they live; None: where temporary files usually lie.

    Args:
        folder: where no disk is waited for; it may be missing, full or read only in a container.
    """
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(b"\0")
    except OSError as reason:
        log.warning("%s: a folder that can be written to, %s", folder, reason.strerror)
        return None
    return folder


def _begin(services: "Services") -> None:
    """Begin in a process what no other may share."""
    services.jobs.resume()
    if services.studies is not None:
        services.studies.make_ranges(DEFAULT_DAY)
