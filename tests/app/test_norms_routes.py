"""The addresses of the norms page beside slow work: who waits, who is refused, in which words."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Final

import pytest
from flask.testing import FlaskClient

from app.factory import create_app
from app.i18n import LANGUAGES, words
from app.pages.norms import files
from app.services import Services
from app.settings import Settings
from app.slow_lane import SlowLane
from app.studies import Progress, Studies
from domain.errors import BadInput
from simulation.impact.study import Study
from synthetic_data.city import City
from synthetic_data.generate import generate_city

READY_SECONDS: Final = 60
DAY, BEFORE_PILOT = date(2026, 2, 2), date(2025, 1, 1)


class Watched(SlowLane):
    """A lane that counts what was urgent."""

    def __init__(self) -> None:
        super().__init__()
        self.urgencies = 0

    @contextmanager
    def urgent(self) -> Iterator[None]:
        self.urgencies += 1
        with super().urgent():
            yield


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(2_000, 1)


@pytest.fixture(scope="module")
def studies(city: City) -> Studies:
    lane = Watched()
    made = Studies(lambda day: Study(city, day, give_way=lane.give_way), lane)
    for day in (BEFORE_PILOT, DAY):
        until = time.monotonic() + READY_SECONDS
        while made.of(day).progress is not Progress.READY and time.monotonic() < until:
            time.sleep(0.02)
    return made


@pytest.fixture(scope="module")
def client(studies: Studies, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    settings = Settings(home=tmp_path_factory.mktemp("norms"))
    app = create_app(settings, Services(settings, studies=studies))
    found: FlaskClient = app.server.test_client()
    return found


@pytest.fixture
def taken(studies: Studies) -> Iterator[None]:
    """The lane is taken meanwhile."""
    begun, may_end = Event(), Event()

    def work() -> bool:
        begun.set()
        return may_end.wait(READY_SECONDS)

    def take() -> None:
        while studies.lane.run("other", work) is None:
            time.sleep(0.02)

    worker = Thread(target=take)
    worker.start()
    begun.wait(READY_SECONDS)
    yield
    may_end.set()
    worker.join(READY_SECONDS)


@pytest.mark.parametrize(("path", "is_urgent"), [("answer", True), ("whole", False)])
def test_only_the_answer_to_a_moved_lever_is_urgent(
    client: FlaskClient, studies: Studies, path: str, *, is_urgent: bool
) -> None:
    lane = studies.lane
    assert isinstance(lane, Watched)
    before = lane.urgencies
    assert client.get(f"/norms/{path}?norm=12").status_code == 200
    assert lane.urgencies - before == is_urgent


@pytest.mark.parametrize("path", ["sections", "sections/breakdown", "sections/readings"])
def test_no_section_is_told_of_a_day_on_which_the_pilot_is_not_in_force(
    client: FlaskClient, path: str
) -> None:
    assert client.get(f"/norms/{path}?day={BEFORE_PILOT}").status_code == 204


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize("name", ["readings", "ranges"])
def test_a_slow_section_comes_later_where_other_work_is_done(
    client: FlaskClient, name: str
) -> None:
    assert client.get(f"/norms/sections/{name}?norm=7.1").status_code == 204


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["readings", "ranges"])
def test_a_file_that_waited_in_vain_says_so_in_the_visitors_language(
    client: FlaskClient, name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE_SECONDS", 0.1)
    answer = client.get(f"/norms/{name}.csv?norm=7.2&lang={language}")
    assert answer.status_code == 503
    assert answer.get_data(as_text=True).strip() == words(language)("norms_detail.file.again")
    assert answer.headers["Retry-After"].isdigit()


def test_a_file_waits_for_other_work_to_end(client: FlaskClient, studies: Studies) -> None:
    begun = Event()

    def work() -> int:
        begun.set()
        time.sleep(0.3)
        return 1

    def take() -> None:
        while studies.lane.run("other", work) is None:
            time.sleep(0.02)

    worker = Thread(target=take)
    worker.start()
    begun.wait(READY_SECONDS)
    assert client.get("/norms/readings.csv?norm=7.3").status_code == 200
    worker.join(READY_SECONDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failed_study_is_told_in_the_words_of_the_visitor(tmp_path: Path, language: str) -> None:
    def broken(_day: date) -> Study:
        raise BadInput("city", "a whole file", "half")

    settings, studies = Settings(home=tmp_path), Studies(broken)
    client = create_app(settings, Services(settings, studies=studies)).server.test_client()
    until = time.monotonic() + READY_SECONDS
    while studies.of(DAY).progress is Progress.UNDER_WAY and time.monotonic() < until:
        time.sleep(0.01)
    said, tell = client.get(f"/norms/answer?lang={language}").get_json(), words(language)
    assert said["rests"] == tell("norms.rests.failed")
    refused = client.get(f"/norms/curve.csv?lang={language}").get_data(as_text=True)
    assert refused.strip() == tell("norms.headline.failed")
