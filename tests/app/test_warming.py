import logging
from pathlib import Path

import pytest

from app.commands import serve
from app.factory import create_app, first_pages
from app.navigation import ENTRIES
from app.services import Services
from app.settings import Settings
from app.warming import Warming, draw_all
from domain.errors import BadInput


def test_a_dashboard_that_nobody_warms_counts_as_warm() -> None:
    assert Warming().is_over


def test_visitors_are_sent_elsewhere_from_the_beginning_of_warming_to_its_end() -> None:
    warming = Warming()
    warming.begin()
    assert not warming.is_over
    warming.end()
    assert warming.is_over


def test_it_is_not_ready_while_pages_are_made(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    services = Services(settings)
    client = create_app(settings, services).server.test_client()
    told = []
    for change in (services.warming.begin, services.warming.end):
        change()
        told.append((client.get("/ready").json or {})["pages"])
    assert told == [False, True]


def test_it_is_ready_in_the_end_whatever_could_not_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_draws: object) -> None:
        raise BadInput("arrays", "a city", "damaged")

    services = Services(Settings(home=tmp_path))
    services.warming.begin()
    monkeypatch.setattr(serve, "draw_all", broken)
    with caplog.at_level(logging.ERROR):
        serve._make_ready(services)
    assert services.warming.is_over
    assert "could not be made ready" in caplog.text


def test_what_cannot_be_drawn_keeps_nothing_else_from_it(caplog: pytest.LogCaptureFixture) -> None:
    drawn: list[str] = []

    def broken() -> None:
        raise RuntimeError("broken")

    with caplog.at_level(logging.ERROR):
        draw_all([lambda: drawn.append("first"), broken, lambda: drawn.append("last")])
    assert drawn == ["first", "last"]
    assert "could not be made ready" in caplog.text


def test_every_page_is_drawn_in_every_language(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    services = Services(settings)
    create_app(settings, services)
    drawn = [str(draw()) for draw in first_pages(services)]
    assert len(set(drawn)) == 3 * len(ENTRIES)
