"""The files of the pages: every list and table as CSV and as a workbook that says what it is of."""

import csv
import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.exports import About
from app.i18n import words
from app.pages.registries import files
from app.pages.registries.columns import COLUMNS
from app.pages.registries.state import PATH
from app.search.city import CitySearch
from app.services import Services
from app.settings import Settings
from app.table_files import Files, Refused, Saved, identity_lines, serve
from app.visit import Visit
from synthetic_data.home import ARRAYS, StoredCity
from tests.app.reports import PEOPLE, SEED, city, document
from tests.app.test_exports import ABOUT, TABLE, sheets


class App:
    """The part of a dashboard that a route needs."""

    def __init__(self) -> None:
        self.server = Flask(__name__)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    own = Settings(home=tmp_path_factory.mktemp("home"))
    stored = StoredCity(PEOPLE, SEED, own.home / "cities" / f"{PEOPLE}-{SEED}")
    stored.folder.mkdir(parents=True)
    city().save(stored.folder / ARRAYS)
    app: Any = App()
    files.attach(app, Services(own, stored, search=CitySearch(city)))
    client: FlaskClient = app.server.test_client()
    return client


def rows_of(client: FlaskClient, query: str) -> list[list[str]]:
    answer = client.get(f"{PATH}/list.csv?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.parametrize("book", list(COLUMNS))
def test_every_list_is_saved_with_its_columns(client: FlaskClient, book: str) -> None:
    heads, *rows = rows_of(client, f"list={book}&lang=en")
    assert heads == [words("en")(f"registries.column.{c.key}") for c in COLUMNS[book]]
    assert all(len(row) in (1, len(heads)) for row in rows)
    notes = [row[0] for row in rows if len(row) == 1]
    assert f"{words('en')('norms_detail.file.city_seed')}: {SEED}" in notes
    assert any(words("en")("norms_detail.file.all_made_up") in note for note in notes)


def test_a_list_is_saved_as_it_is_narrowed(client: FlaskClient) -> None:
    whole, women = (
        sum(len(row) > 1 for row in rows_of(client, f"list=persons&lang=en{more}"))
        for more in ("", "&sex=F")
    )
    assert 0 < women < whole
    said = [row[0] for row in rows_of(client, "list=persons&sex=F&lang=en") if len(row) == 1]
    assert any(note.startswith(words("en")("registries.file.chosen")) for note in said)


def test_a_list_has_no_more_records_than_are_saved(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 7)
    rows = rows_of(client, "list=dwellings&page=2&lang=en")
    assert sum(len(row) > 1 for row in rows) == 8
    assert any(row[0].endswith(f"of {city().dwellings:,}") for row in rows if len(row) == 1)


def test_numbers_of_a_list_are_numbers_in_a_workbook(client: FlaskClient) -> None:
    answer = client.get(f"{PATH}/list.xlsx?list=dwellings&lang=ru")
    (_, (heads, first, *_)), (_, notes) = sheets(answer.data).items()
    area = heads.index(words("ru")("registries.column.area"))
    assert isinstance(first[area], float)
    assert isinstance(first[0], str)
    assert [words("ru")("norms_detail.file.city_seed"), float(SEED)] in notes


@pytest.mark.parametrize(
    "address", [f"{PATH}/list.csv", f"{PATH}/list.pdf?list=persons", f"{PATH}/other.csv"]
)
def test_what_is_no_table_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


# ---------------------------------------------------------------- the mechanism itself
@pytest.fixture
def plain() -> FlaskClient:
    def make(here: Visit, name: str) -> Saved | Refused:
        if name == "none":
            return Refused(here.words("centres.no_numbers"))
        return Saved(TABLE, About(ABOUT.title, (*ABOUT.lines, ("=Empty", None)), ABOUT.day))

    server = Flask(__name__)
    serve(server, Files("/page", "tirkeu-page", ("one", "none"), make))
    return server.test_client()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_has_its_name_and_is_never_kept_by_the_browser(
    plain: FlaskClient, kind: str
) -> None:
    answer = plain.get(f"/page/one.{kind}?lang=en")
    named = f'attachment; filename="tirkeu-page-one.{kind}"'
    assert answer.headers["Content-Disposition"] == named
    assert answer.headers["Cache-Control"] == "no-store"


def test_lines_without_a_value_do_not_stand_below_a_table(plain: FlaskClient) -> None:
    text = plain.get("/page/one.csv").data.decode("utf-8-sig")
    assert "Empty" not in text
    assert "'=cmd" in text
    assert ",-7," in text


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_refusal_is_told_in_the_language_of_the_address(
    plain: FlaskClient, language: str
) -> None:
    answer = plain.get(f"/page/none.csv?lang={language}")
    assert answer.status_code == 404
    assert answer.text == f"{words(language)('centres.no_numbers')}\n"


def test_a_table_of_a_scenario_names_it_with_its_seed_and_its_sources() -> None:
    lines = dict(identity_lines(document("=Mine"), words("en")))
    digests = [cell for name, cell in lines.items() if "=Mine" in name]
    assert len(str(digests[0])) == 64
    assert lines[words("en")("report.making.seed")] == 1
    assert words("en")("report.running.synthetic") in lines.values()
    assert words("en")("report.file.sources") in lines
