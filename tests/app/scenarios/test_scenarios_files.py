"""Files of the Scenarios page: a scenario in and out, the comparison, the report."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import cli
from app.factory import create_app
from app.i18n import words
from app.pages.scenarios.questions import question
from app.pages.scenarios.trading import MOST_BYTES, content_of, document_of, name_of, read_file
from app.planning.scenarios import complete, with_office
from app.saved import Content, SavedScenarios
from app.services import Services
from tests.app.scenarios_page import finished, ready, saved, short

OWN = {"X-Requested-With": "tirkeu"}
FORMAT = "tirkeu.scenario/1"
DAY = {"from": "2026-02-02", "until": "2026-02-03"}


@pytest.fixture
def client(services: Services) -> FlaskClient:
    made: FlaskClient = create_app(services.settings, services).server.test_client()
    return made


def sent(client: FlaskClient, data: object, name: str = "plan.json") -> dict[str, str]:
    """What the page is told of a file."""
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    answer = client.post(f"/scenarios/file?name={name}&lang=en", data=body, headers=OWN)
    found: dict[str, str] = answer.get_json()
    return found


# ---------------------------------------------------------------- a file that is taken in
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "its format is «no object»"),
        (b"{}", "its format is «no format»"),
        ({"format": "tirkeu.case/1"}, "its format is «tirkeu.case/1»"),
        ({"format": FORMAT, "polcy": {}}, "polcy"),
        ({"format": FORMAT, "policy": {"norm_m2": -1}}, "norm_m2"),
        ({"format": FORMAT, "policy": {"norm_m2": "fifteen"}}, "norm_m2"),
        ({"format": FORMAT, "period": {"from": "2026-02-30"}}, "period"),
        ({"format": FORMAT, "run": {"replications": 0}}, "replications"),
        (b" " * (MOST_BYTES + 1), "larger than 900 kB"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(
    client: FlaskClient, services: Services, data: object, said: str
) -> None:
    told = sent(client, data)
    assert said in f"{told['said']} {told.get('line', '')}"
    assert "\n" not in told["said"]
    assert SavedScenarios(services.store).all() == []


@pytest.mark.parametrize(
    ("policy", "said", "line"),
    [
        ({"norm_m2": -1}, "Норматив площади", "policy.norm_m2"),
        ({"nom_m2": 3}, "policy.nom_m2", "policy.nom_m2"),
    ],
)
def test_a_refused_lever_is_named_in_the_visitors_language_with_the_line_after_it(
    client: FlaskClient, policy: dict[str, object], said: str, line: str
) -> None:
    body = json.dumps({"format": FORMAT, "policy": policy})
    told = client.post("/scenarios/file?name=x&lang=ru", data=body, headers=OWN).get_json()
    assert said.casefold() in told["said"].casefold()
    assert "expected" not in told["said"]
    assert line in told["line"]


def test_a_file_that_a_foreign_page_sends_is_refused(client: FlaskClient) -> None:
    answer = client.post("/scenarios/file?name=x.json", data=json.dumps({"format": FORMAT}))
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("own", "file", "name"),
    [
        ("Плотнее", "x.json", "Плотнее"),
        ("", "our plan.json", "our plan"),
        ("", "C:\\plans\\our plan.json", "our plan"),
        ("  two\nlines\t", "", "two lines"),
        ("x" * 200, "", "x" * 80),
        ("", "", ""),
    ],
)
def test_the_name_is_that_of_the_scenario_else_of_its_file(own: str, file: str, name: str) -> None:
    assert name_of({"name": own}, file) == name


def test_the_policy_of_a_file_becomes_levers_that_pages_carry(
    client: FlaskClient, services: Services
) -> None:
    policy = {"norm_m2": 12, "window_after_days": 5, "readings": {"sibling": "both"}}
    told = sent(client, {"format": FORMAT, "name": "Denser", "period": DAY, "policy": policy})
    found = SavedScenarios(services.store).find(told["id"])
    assert found is not None
    assert found.name == "Denser"
    assert found.content.levers == {"norm": "12", "sibling": "both", "after": "5"}
    kept = services.store.find(found.content.document)
    assert kept is not None
    assert kept["policy"]["norm_m2"] is None
    assert sent(client, {"format": FORMAT, "name": "Denser"})["id"] != told["id"]
    assert {one.name for one in SavedScenarios(services.store).all()} == {"Denser", "Denser (2)"}


# ---------------------------------------------------------------- a file that is given
@pytest.mark.parametrize(
    "policy",
    [
        {},
        {"norm_m2": 15},
        {"norm_m2": 12.5, "readings": {"sibling": "both", "spouse": "current"}},
        {"norm_m2": 0.5, "useful_to_total": 0.9},
        {"norm_m2": 600, "window_before_days": 30, "window_after_days": 365},
    ],
)
def test_what_goes_in_and_out_again_is_the_same(services: Services, policy: dict[str, Any]) -> None:
    given = {"format": FORMAT, "name": "Trip", "period": DAY, "policy": policy}
    document = read_file(json.dumps(given).encode())
    out = document_of(content_of(document, services.store), "Trip", services)
    assert out["city"] == {"population": 2_000, "seed": 1}
    assert complete({**out, "city": None}) == {**document, "city": None}


def test_a_file_of_the_same_content_has_the_key_and_the_runs_of_its_twin(
    client: FlaskClient, services: Services
) -> None:
    one = question(services, Content()).document
    changed = with_office(one, one["offices"][0]["id"], windows=9)
    content = Content(services.store.keep(complete(changed)), {"norm": "13"})
    given = document_of(content, "Trip", services)
    twins = [sent(client, {**given, "name": name})["id"] for name in ("Trip", "Other")]
    found = [SavedScenarios(services.store).find(one) for one in twins]
    assert [one and one.content for one in found] == [content, content]
    assert [one and one.name for one in found] == ["Trip", "Other"]


@pytest.mark.parametrize("content", [Content(), Content(levers={"norm": "13"})])
def test_a_file_of_what_no_document_holds_finds_the_same_runs(
    services: Services, content: Content
) -> None:
    given = document_of(content, "Trip", services)
    again = content_of(read_file(json.dumps(given).encode()), services.store)
    assert question(services, again).runs == question(services, content).runs


@pytest.mark.parametrize("content", [Content(), Content(levers={"norm": "12", "after": "5"})])
def test_what_is_given_is_accepted_by_the_command(
    client: FlaskClient, services: Services, tmp_path: Path, content: Content
) -> None:
    one = SavedScenarios(services.store).save("Week", content, "", 0)
    answer = client.get(f"/scenarios/{one.id}.json")
    assert answer.content_type.startswith("application/json")
    assert f"tirkeu-scenario-{one.id}.json" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    document = answer.get_json()
    assert document["name"] == "Week"
    assert document["policy"]["norm_m2"] == (12 if content.levers else None)
    path, out = tmp_path / "week.json", tmp_path / "results.json"
    path.write_bytes(answer.data)
    command = ["simulate", str(path), "--city", "300:1", "--replications", "1", "--out", str(out)]
    assert cli.main([*command, "--home", str(tmp_path / "home")]) == 0
    assert json.loads(out.read_text("utf-8"))["format"] == "tirkeu.results/1"


@pytest.mark.parametrize(
    "path",
    [
        "/scenarios/0123456789abcdef.json",
        "/scenarios/x.json",
        "/scenarios/compared.csv",
        "/scenarios/compared.pdf?with=0123456789abcdef",
        "/scenarios/report.html?with=0123456789abcdef",
    ],
)
def test_what_is_not_there_is_said_in_one_line(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert len(answer.get_data(as_text=True).splitlines()) == 1


# ---------------------------------------------------------------- the comparison
def test_the_comparison_is_a_table_with_what_it_is_of(
    client: FlaskClient, services: Services
) -> None:
    one = short(services, "=1+1", norm="12")
    finished(services, one)
    ready(services, **{"with": one.id})
    text = client.get(f"/scenarios/compared.csv?with={one.id}&lang=en").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:4] == ["Measure", "Unit", "Where from", "Under the law"]
    assert rows[0][4] == "'=1+1: value"
    wait = next(row for row in rows if row[0] == "Wait at windows, mean")
    assert float(wait[4]) - float(wait[3]) == pytest.approx(float(wait[7]), abs=1e-6)
    notes = " ".join(row[0] for row in rows if len(row) == 1)
    assert "seed 1" in notes
    assert "replications: 2" in notes
    assert "people and offices" in notes


def test_the_workbook_has_a_sheet_about_it(client: FlaskClient, services: Services) -> None:
    one = saved(services, "Denser", norm="12")
    ready(services, **{"with": one.id})
    book = client.get(f"/scenarios/compared.xlsx?with={one.id}&lang=en")
    with zipfile.ZipFile(io.BytesIO(book.data)) as file:
        assert "xl/worksheets/sheet2.xml" in file.namelist()
        shared = file.read("xl/sharedStrings.xml").decode()
    assert "Denser" in shared
    assert "not run" in shared


def test_the_report_has_the_saved_names(client: FlaskClient, services: Services) -> None:
    one = short(services, "Плотнее", norm="12")
    address = f"/scenarios/report.html?with={one.id}&lang=ru"
    assert client.get(address).status_code == 404
    runs = finished(services, one)
    ready(services, **{"with": one.id})
    answer = client.get(address)
    assert answer.status_code == 200
    assert "Плотнее" in answer.get_data(as_text=True)
    said = words("ru")
    for where in (address, f"/report.html?run={runs['load']}&lang=ru"):
        report = client.get(where).get_data(as_text=True)
        assert said("report.cards.too_short") not in report
        of_cards = report.partition(said("report.head.cards"))[2]
        assert "измеряются. Прогонов каждого сценария: 2." in of_cards
        assert "Плотнее" in of_cards.partition("</table>")[0]
    assert "attachment" in answer.headers["Content-Disposition"]


def test_scenarios_of_other_periods_share_no_report(
    client: FlaskClient, services: Services
) -> None:
    made = [short(services, "Two", norm="12"), short(services, "Three", days=3, norm="12")]
    for one in made:
        finished(services, one)
    both = ",".join(one.id for one in made)
    ready(services, **{"with": both})
    answer = client.get(f"/scenarios/report.html?with={both}&lang=en")
    assert answer.status_code == 400
    assert "same period" in answer.get_data(as_text=True)
