"""What is said of a database that cannot be used: one line, no password, and nothing is lost."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app import cli
from app.factory import PAGES, _layout
from app.services import open_services
from app.settings import Settings
from tests.postgresql import PASSWORD, Cluster

SMALL = ("--population", "300")
SECRET = "s3cret"  # noqa: S105 - of nobody
FORMS = "sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of this machine where nobody listens: taken, so that nobody else can."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TIRKEU_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def ends_with(words: tuple[str, ...], url: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run the command and return its one line of refusal."""
    assert cli.main([*words, "--database", url]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert line.startswith("--database: expected ")
    for secret in (SECRET, PASSWORD):
        assert secret not in line
    return line.removeprefix("--database: expected ")


COMMANDS = (("generate", *SMALL), ("serve",))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgres://me:s3cret@127.0.0.1/x", f"a database and driver that are known, {FORMS}, got"),
        ("postgresql+none://me:s3cret@h/x", "a database and driver that are known"),
        ("mysql://me:s3cret@h/x", "a database whose driver is installed"),
        ("s3cret", "a URL such as sqlite:///FILE"),
        ("postgresql+psycopg://me:p@s3cret@h/x", "a URL such as sqlite:///FILE"),
        ("postgresql+psycopg://me:p@:s3cret@h/x", "a URL such as sqlite:///FILE"),
        ("postgresql+psycopg://me@h:port/x", "a URL such as sqlite:///FILE"),
        ("postgresql+psycopg://me:p@s3/s3cret@h/x", "a URL such as sqlite:///FILE"),
        ("postgresql+psycopg_async://me:s3cret@h/x", "a driver that is not asynchronous"),
        ("sqlite+aiosqlite:///x", "a driver that is not asynchronous"),
        ("sqlite://", "a database that outlasts the command, got sqlite://"),
        ("sqlite:///:memory:", "a database that outlasts the command, got sqlite:///:memory:"),
        ("sqlite:///{folder}/x.sqlite?s3=s3", "a SQLite file with known options"),
        ("sqlite:///{folder}", "the URL of a database that can be"),
        ("sqlite:///{folder}/none/x.sqlite", "the URL of a database that can be written"),
        (
            "postgresql+psycopg://me:s3cret@127.0.0.1:{port}/x",
            "the URL of a database that can be read, got Connection refused",
        ),
    ],
)
def test_a_url_that_leads_nowhere_is_told_before_a_city_is_made(
    command: tuple[str, ...],
    url: str,
    message: str,
    home: Path,
    closed_port: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home.parent.joinpath("folder").mkdir()
    named = url.format(folder=home.parent / "folder", port=closed_port)
    said = ends_with(command, named, capsys)
    assert said.startswith((message, message.replace("can be read", "can be written")))
    assert not list(home.glob("cities/*"))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize(
    ("options", "got"),
    [
        ({"password": SECRET}, 'FATAL: password authentication failed for user "tirkeu"'),
        ({"database": "nowhere"}, 'FATAL: database "nowhere" does not exist'),
    ],
)
def test_what_the_server_refuses_is_told_in_its_words(
    command: tuple[str, ...],
    options: dict[str, str],
    got: str,
    home: Path,
    postgresql: Cluster,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert ends_with(command, postgresql.url(**options), capsys).endswith(got)
    assert not list(home.glob("cities/*"))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'named.sqlite'}"
    else:
        with request.getfixturevalue("postgresql").database() as made:
            yield made


def value(url: str, *statements: str) -> object:
    engine = create_engine(url)
    with engine.begin() as connection:
        results = [connection.execute(text(statement)) for statement in statements]
        found = results[-1].scalar() if results[-1].returns_rows else None
    engine.dispose()
    return found


@pytest.mark.parametrize("table", ["persons", "PERSONS", "Id_Cards", "tirkeu_city"])
def test_tables_of_others_are_never_replaced(
    table: str, url: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    value(url, f"CREATE TABLE {table} (name TEXT)", f"INSERT INTO {table} VALUES ('mine')")  # noqa: S608 - of this test
    said = ends_with(("generate", *SMALL), url, capsys)
    refusal = "a database without tables of others under the registries' names, got table "
    assert said.startswith(refusal)
    assert said.removeprefix(refusal) in (table, table.lower())
    assert value(url, f"SELECT name FROM {table}") == "mine"  # noqa: S608 - of this test
    assert not list(home.glob("cities/*"))


def test_other_tables_stay_and_another_city_is_served_to_nobody(
    url: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    value(url, "CREATE TABLE saved (name TEXT)", "INSERT INTO saved VALUES ('mine')")
    assert cli.main(["generate", *SMALL, "--database", url]) == 0
    capsys.readouterr()
    said = ends_with(("serve", "--city", "300:2"), url, capsys)
    assert said == "the registries of 300:2, got 300:1"
    assert value(url, "SELECT population FROM tirkeu_city") == 300
    assert value(url, "SELECT name FROM saved") == "mine"
    assert [entry.name for entry in home.glob("cities/*-*")] == ["300-1"]


def test_a_file_that_may_only_be_read_stays_as_it_is(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "named.sqlite"
    assert cli.main(["generate", *SMALL, "--database", f"sqlite:///{file}"]) == 0
    before = file.read_bytes()
    capsys.readouterr()
    words = ("generate", *SMALL, "--seed", "2")
    said = ends_with(words, f"sqlite:///file:{file}?mode=ro&uri=true", capsys)
    assert said.endswith("that can be written, got attempt to write a readonly database")
    assert file.read_bytes() == before
    assert [entry.name for entry in home.glob("cities/*-*")] == ["300-1"]


def test_a_database_given_to_another_city_while_it_is_served_is_told_on_the_page(
    url: str, home: Path
) -> None:
    assert cli.main(["generate", *SMALL, "--database", url]) == 0
    services = open_services(Settings(home=home, database_url=url))
    assert services.city is not None
    assert cli.main(["generate", *SMALL, "--seed", "2", "--database", url]) == 0
    shown = _layout("/application", PAGES["application"], services)(panel="city", applicant="5")
    assert "expected the registries of 300:1, for which it was opened" in str(shown)
    assert "got the database now holds 300:2" in str(shown)
    services.city.engine.dispose()
