"""The address of a report: of runs that are done, and of nothing else."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.i18n import words
from app.report import routes
from app.report.routes import PATH, attach, report_address, report_button
from app.services import Services
from app.settings import Settings
from app.studies import Studies
from simulation.impact.study import Study
from tests.app.centres_services import Runs, Standing
from tests.app.reports import city, document, html_of, parts_of


class App:
    """The part of a dashboard that a route needs."""

    def __init__(self) -> None:
        self.server = Flask(__name__)


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    base, own = parts_of(document("Strict", norm_m2=20))
    return {"yours": own.results, "baseline": base.results, "differences": own.differences}


@pytest.fixture(scope="module")
def client(results: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    made = Services(
        Settings(home=tmp_path_factory.mktemp("report")),
        studies=Studies(lambda day: Study(city(), day)),
    )
    other = {**results, "baseline": {**results["baseline"], "scenario_sha256": "other"}}
    standing = {
        "done": Standing(result=results),
        "other": Standing(result=other),
        "open": Standing("running", result=results),
    }
    object.__setattr__(made, "jobs", Runs(standing))
    app: Any = App()
    attach(app, made)
    client: FlaskClient = app.server.test_client()
    return client


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_run_that_is_done_is_saved_as_the_report_of_the_command(
    client: FlaskClient, language: str
) -> None:
    answer = client.get(report_address(["done", "done"], language))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.text == html_of(parts_of(document("Strict", norm_m2=20)), language)


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 404), ("run=unknown", 404), ("run=open", 404), ("run=done&run=open", 404)],
)
def test_what_is_not_done_has_no_report(client: FlaskClient, query: str, status: int) -> None:
    answer = client.get(f"{PATH}?lang=en&{query}")
    assert answer.status_code == status
    assert answer.text == f"{words('en')('centres.problem.lost_run')}\n"


def test_runs_that_cannot_stand_beside_each_other_are_refused(client: FlaskClient) -> None:
    answer = client.get(report_address(["done", "other"], "en"))
    assert answer.status_code == 400
    assert "same baseline" in answer.text


def test_who_asks_too_early_is_told_when_to_ask_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_yet(*_: object) -> None:
        raise routes.NotYet

    monkeypatch.setattr(routes, "_ready", not_yet)
    answer = client.get(report_address(["done"], "kk"))
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_the_button_names_the_runs_and_the_language(tmp_path: Path) -> None:
    made: Any = report_button(["a", "b&c"], words("kk"))
    assert made.href == "/report.html?run=a&run=b%26c&lang=kk"


def test_the_dashboard_has_the_address(tmp_path: Path) -> None:
    from app.factory import create_app

    app = create_app(Settings(home=tmp_path), Services(Settings(home=tmp_path)))
    answer = app.server.test_client().get(f"{PATH}?lang=en&run=unknown")
    assert answer.status_code == 404
    assert answer.text == f"{words('en')('centres.problem.lost_run')}\n"


def test_a_report_is_named_as_its_scenario_is_saved_and_never_as_the_capital(
    results: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = routes.with_name(results, results["baseline"]["scenario"]["name"])
    made = Services(Settings(home=tmp_path))
    object.__setattr__(made, "jobs", Runs({"done": Standing(result=own)}))
    object.__setattr__(made, "stored", city())
    app: Any = App()
    attach(app, made)
    asked = report_address(["done"], "en")
    assert "<h1>Unsaved scenario</h1>" in app.server.test_client().get(asked).text
    saved = SimpleNamespace(name="A stricter norm")
    monkeypatch.setattr("app.pages.scenarios.questions.asked_of", lambda *_given: saved)
    assert "<h1>A stricter norm</h1>" in app.server.test_client().get(asked).text
