"""Where the dashboard listens, whom it demands to log in, and several processes of it."""

import io
import logging
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from argparse import Namespace
from http.client import HTTPConnection
from pathlib import Path
from socket import SO_RCVTIMEO, SOL_SOCKET, create_connection, socket
from types import SimpleNamespace
from typing import Any

import pytest

from app import cli
from app.access import Role
from app.access.passwords import Cost
from app.access.users import Users
from app.cli import parser
from app.commands import production, serve
from app.commands.production import READ_SECONDS, _listening, heartbeats, part
from app.commands.users import ROLES, typed_password
from app.pages.overview.known import LATER
from app.services import Services
from app.settings import Settings
from app.store import Store
from domain.errors import BadInput
from synthetic_data.home import make_city
from synthetic_data.registry.city_database import CityDatabase

PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
PEOPLE = 300
PATIENCE_SECONDS = 120


def told(*words: str) -> Settings:
    options: Namespace = parser().parse_args(["serve", *words])
    return serve._told(options)


@pytest.mark.parametrize(
    ("words", "login"),
    [
        ((), False),
        (("--host", "::1"), False),
        (("--host", "localhost"), False),
        (("--production",), False),
        (("--login",), True),
        (("--host", "0.0.0.0"), True),  # noqa: S104 - not listened at here
        (("--host", "192.0.2.1"), True),
        (("--name", "planner.example.kz"), True),
        (("--behind-proxy",), True),
    ],
)
def test_a_login_is_demanded_wherever_strangers_may_come(
    words: tuple[str, ...], *, login: bool
) -> None:
    assert told(*words).login is login


@pytest.mark.parametrize("words", [("--host", "0.0.0.0"), ("--login",), ("--behind-proxy",)])  # noqa: S104 - refused
def test_without_users_nothing_is_served_to_strangers(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["serve", *words, "--home", str(tmp_path)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "tirkeu users add NAME" in said[0]


def test_an_unencrypted_way_is_told_and_then_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Users(Store(tmp_path), Cost(n=2, r=1, p=1)).add("Serik", Role.VIEWER, PASSWORD)
    own = Settings(home=tmp_path, host="0.0.0.0", login=True)  # noqa: S104 - not listened at here
    assert serve.demand_users(own) == own
    assert "unencrypted" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "a b", "https://planner.example", "имя.example", "a:80"])
def test_a_name_of_the_server_is_a_host_name(name: str) -> None:
    with pytest.raises(SystemExit):
        told("--name", name)


def test_production_needs_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(BadInput, match="--production"):
        serve._demand_forks()


def test_heartbeats_go_elsewhere_where_the_memory_cannot_be_written_to(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert heartbeats(str(tmp_path)) == str(tmp_path)
    assert not caplog.records
    assert not list(tmp_path.iterdir())
    file = tmp_path / "file"
    file.touch()
    for folder in (tmp_path / "missing", file):
        caplog.clear()
        assert heartbeats(str(folder)) is None
        assert [str(folder) in record.getMessage() for record in caplog.records] == [True]


def test_the_roles_of_the_command_are_those_of_the_dashboard() -> None:
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize(
    ("typed", "status"), [(PASSWORD, 0), ("too short", 2), ("", 2), ("x" * 12 + "\r", 0)]
)
def test_a_password_comes_from_standard_input(
    tmp_path: Path,
    typed: str,
    status: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    command = ["users", "add", "Serik", "--role", "viewer", "--home", str(tmp_path)]
    assert cli.main(command) == status
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert not typed or typed.strip() not in said
    assert cli.main(["users", "list", "--home", str(tmp_path)]) == 0
    assert ("Serik\tviewer\t" in capsys.readouterr().out) is (status == 0)


@pytest.mark.parametrize("name", ["Serik\udcff", "Serik\0", "Ser\u200bik"])
def test_a_name_that_cannot_be_shown_is_nobodys(tmp_path: Path, name: str) -> None:
    users = Users(Store(tmp_path), Cost(n=2, r=1, p=1))
    users.add("Serik", Role.VIEWER, PASSWORD)
    assert users.known(name, PASSWORD) is None
    with pytest.raises(BadInput, match="the name of a user"):
        users.remove(name)
    assert [kept.user.name for kept in users.all()] == ["Serik"]


@pytest.mark.parametrize(
    ("words", "lines"), [((), 1), (("--log-format", "json"), 2), (("--production",), 2)]
)
def test_what_fails_is_written_down_without_its_message_however_it_is_served(
    words: tuple[str, ...], lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, requests = logging.getLogger(), logging.getLogger("tirkeu.requests")
    before, stream = (root.handlers[:], root.level, requests.level), io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    try:
        serve._write_log(parser().parse_args(["serve", *words]))
        requests.info("request", extra={"request": {}})
        logging.getLogger("app").error("failed", exc_info=KeyError("900101750017"))
    finally:
        root.handlers[:], root.level = before[:2]
        requests.setLevel(before[2])
    written = stream.getvalue()
    assert len(written.splitlines()) == lines
    assert "KeyError" in written
    assert "900101750017" not in written


def test_a_password_is_typed_the_same_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([PASSWORD, PASSWORD + "!"])
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    with pytest.raises(BadInput, match="twice"):
        typed_password()


def test_nothing_may_run_before_the_processes_part(tmp_path: Path) -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait, name="too early")
    thread.start()
    services: Any = SimpleNamespace(store=Store(tmp_path), city=None)
    try:
        with pytest.raises(RuntimeError, match="too early"):
            part(services)
    finally:
        over.set()
        thread.join()


def test_what_the_overview_works_out_has_ended_when_the_processes_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running: list[str] = []

    def look(_services: Services) -> None:
        running.extend(one.name for one in threading.enumerate())

    monkeypatch.setattr(production, "part", look)
    monkeypatch.setattr(production, "gc", SimpleNamespace(collect=int, freeze=int))
    keys = [object(), object()]
    draws = [lambda key=key: LATER.find(key, lambda: time.sleep(0.2)) for key in keys]
    production._make_shared(Services(Settings(tmp_path)), draws)
    assert running
    assert "overview" not in running


@pytest.fixture
def unused_port() -> int:
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def asked(port: int, path: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def is_ready(port: int) -> bool:
    try:
        return asked(port, "/ready")[0] == 200
    except OSError:
        return False


def children(of: int) -> list[int]:
    found = Path(f"/proc/{of}/task/{of}/children")
    return [int(one) for one in found.read_text(encoding="ascii").split()]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems write a time differently")
def test_a_request_that_pauses_while_it_is_sent_holds_no_thread_for_ever(unused_port: int) -> None:
    with (
        _listening(Settings(Path(), port=unused_port)) as listening,
        create_connection(("127.0.0.1", unused_port)) as sending,
    ):
        sending.sendall(b"GET /login HTTP/1.1\r\n")
        taken, _ = listening.accept()
        with taken:
            patience = taken.getsockopt(SOL_SOCKET, SO_RCVTIMEO, struct.calcsize("ll"))
    assert struct.unpack("ll", patience) == (READ_SECONDS, 0)


def test_an_address_of_another_machine_is_no_port_that_is_taken() -> None:
    with pytest.raises(BadInput, match="--host: expected an address of this machine"):
        _listening(Settings(Path(), host="192.0.2.1"))


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux tells them")
def test_processes_share_a_city_replace_a_killed_one_and_end_when_told(
    tmp_path: Path, unused_port: int
) -> None:
    make_city(tmp_path, (PEOPLE, 1), CityDatabase())
    command = [sys.executable, "-m", "app.cli", "serve", "--production", "--home", str(tmp_path)]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen([*command, "--port", str(unused_port)], stderr=log)
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while not is_ready(unused_port) and time.monotonic() < until:
            time.sleep(0.2)
        assert asked(unused_port, "/norms?norm=12")[0] == 200
        while len(before := children(server.pid)) < 2 and time.monotonic() < until:
            time.sleep(0.1)  # the first answers before the second is there
        assert len(before) == 2
        os.kill(before[0], signal.SIGKILL)
        while len(set(children(server.pid)) - {before[0]}) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        assert asked(unused_port, "/health")[0] == 200
    finally:
        server.terminate()
        status = server.wait(timeout=60)
    assert status == 0
    written = (tmp_path / "log").read_text(encoding="utf-8")
    assert '"path": "/norms"' in written
    assert "norm=12" not in written
    assert "Traceback" not in written
