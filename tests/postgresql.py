"""A PostgreSQL of the tests' own: a temporary cluster behind a Unix socket, gone at the end.

It takes Debian's server, whichever version is installed, and never touches the system's own
cluster: other folder, other socket, no network. A server that is missing skips the tests that
need it; under ``CI=true`` it fails them.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from signal import SIGINT
from typing import Any

import psycopg
import pytest
from psycopg import sql

USER, PASSWORD = "tirkeu", "only-for-these-tests"
START_SECONDS = 30
PREFIX = "tirkeu-postgresql-"
ACCOUNTS = ("postgres", "nobody")
"""Whom the server runs as where the tests run as root, which it refuses."""

SETTINGS = {
    "listen_addresses": "",  # the socket alone, so that no port can be taken
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "jit": "off",
    "logging_collector": "off",
    "lc_messages": "C",
    "max_connections": "40",
    "shared_buffers": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
"""Durability is off: what a power cut would lose is thrown away anyway."""


@dataclass(frozen=True)
class Cluster:
    """A running server.

    Attributes:
        folder: where its data, its log and its socket are.
        server: its process.
    """

    folder: Path
    server: "subprocess.Popen[bytes]"
    numbers: "count[int]"

    def url(self, database: str = "postgres", *, user: str = USER, password: str = PASSWORD) -> str:
        """Return SQLAlchemy's URL of a database."""
        return f"postgresql+psycopg://{user}:{password}@/{database}?host={self.folder}"

    def make_database(self) -> str:
        """Make an empty database and return its name."""
        name = f"t{next(self.numbers)}"
        self.run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self.run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make an empty database and yield its URL; it is dropped at the end."""
        name = self.make_database()
        try:
            yield self.url(name)
        finally:
            self.drop_database(name)

    def run(self, statement: sql.SQL | sql.Composed, database: str = "postgres") -> None:
        """Run a statement outside any transaction."""
        with psycopg.connect(
            host=str(self.folder), dbname=database, user=USER, password=PASSWORD, autocommit=True
        ) as connection:
            connection.execute(statement)


def find_programs() -> Path | None:
    """Return the folder of `initdb` and `postgres`: the newest of Debian's, else on the path."""
    debian = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    newest = max(debian, key=lambda p: int(p.parent.name), default=None)
    on_path = shutil.which("initdb")
    return newest or (Path(on_path).resolve().parent if on_path else None)


def account() -> dict[str, Any]:
    """Return as whom the server runs: oneself, or an account without rights where that is root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    found = next(known[name] for name in ACCOUNTS if name in known)
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def initialise(programs: Path, folder: Path) -> None:
    """Make the cluster's files."""
    secret = folder / "password"
    secret.write_text(PASSWORD)
    whose = account()
    if whose:
        for path in (folder, secret):
            os.chown(path, whose["user"], whose["group"])
    words = [
        *(str(programs / "initdb"), "--pgdata", str(folder / "data"), "--username", USER),
        *("--auth=scram-sha-256", "--pwfile", str(secret), "--no-sync"),
        *("--encoding=UTF8", "--locale=C"),
    ]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/", **whose)


def start(programs: Path, folder: Path) -> Cluster:
    """Start the server and wait until it answers; it ends when the tests die, however they do."""
    dying = ["setpriv", "--pdeathsig", "INT", "--"] if shutil.which("setpriv") else []
    words = [*dying, str(programs / "postgres"), "-D", str(folder / "data")]
    for name, value in {**SETTINGS, "unix_socket_directories": str(folder)}.items():
        words += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            words, stdout=log, stderr=log, cwd="/", start_new_session=True, **account()
        )
    cluster = Cluster(folder, server, count(1))
    await_answer(cluster)
    return cluster


def await_answer(cluster: Cluster) -> None:
    """Wait until the server answers.

    Raises:
        RuntimeError: it did not in time, or ended; the message has the end of its log.
    """
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            cluster.run(sql.SQL("SELECT 1"))
        except psycopg.OperationalError as reason:
            if cluster.server.poll() is None and time.monotonic() < until:
                time.sleep(0.02)
                continue
            stop(cluster.server)
            said = (cluster.folder / "log").read_text(errors="replace")[-500:]
            raise RuntimeError(f"PostgreSQL did not start: {reason} {said}") from reason
        return


def stop(server: "subprocess.Popen[bytes]") -> None:
    """Stop the server, whoever is still connected."""
    server.send_signal(SIGINT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def sweep() -> None:
    """Remove the folders of tests that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        process = folder.name.removeprefix(PREFIX).split("-")[0]
        if process.isdigit() and not Path(f"/proc/{process}").exists() and Path("/proc").is_dir():
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def temporary_cluster(programs: Path) -> Iterator[Cluster]:
    """Make a cluster and start it; whatever happens, it is stopped and removed at the end."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    try:
        initialise(programs, folder)
        cluster = start(programs, folder)
        try:
            yield cluster
        finally:
            stop(cluster.server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A server of this session's own; started when the first test asks for it."""
    programs = find_programs()
    if programs is None:
        said = "these tests need a PostgreSQL server: apt-get install postgresql"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(said)
    with temporary_cluster(programs) as cluster:
        yield cluster
