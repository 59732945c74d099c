"""A report of a run that is too short for cards tells of them by a run of their own."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.i18n import LANGUAGES, words
from app.pages.id_cards.screens import screen as cards_screen
from app.pages.id_cards.screens import simulation_of
from app.planning.scenarios import with_city
from app.report.making import asked_of_cards, reported, run_parts, scenarios_of_cards
from app.report.page import report_html
from app.report.reported import Part, usual_day
from app.report.routes import runs_of_cards
from app.visit import visit
from simulation.spread import processes
from tests.app.centres_services import Standing, services
from tests.app.centres_services import shown as centres_screen
from tests.app.reports import DAY, city, document, parts_of, scenarios

WIDE = {"window_after_days": 60}


@cache
def own_runs() -> tuple[Part, ...]:
    once = document("Wide", **WIDE)
    once["run"]["replications"] = 1
    both = scenarios_of_cards(scenarios(once))
    return tuple(run_parts(both, processes(city(), 1), None))


@cache
def short_runs() -> tuple[Part, ...]:
    return tuple(parts_of(document("Wide", **WIDE)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_run_tells_of_cards_by_their_own_run(language: str) -> None:
    say = words(language)
    text = report_html(reported(short_runs(), DAY, language, own_runs()), say)
    assert say("report.cards.too_short") not in text
    assert say("report.cards.title") in text
    assert say.count("centres.days", 28) in text
    card = say("report.finding.card_same", value="{}", law="{}").partition("{}")[0]
    assert card in text.partition("<h2")[0]


def test_without_such_a_run_a_short_one_says_that_it_is_short() -> None:
    text = report_html(reported(short_runs(), DAY, "en"), words("en"))
    assert words("en")("report.cards.too_short") in text
    assert "Working days from application" not in text.partition("<h2")[0]


def test_the_cards_own_run_is_that_of_the_page_of_the_cards(tmp_path: Path) -> None:
    made = services(tmp_path)
    of_centres = centres_screen(made, after="60")
    run = {"yours": {"scenario": with_city(of_centres.shown.document, of_centres.city)}}
    assert runs_of_cards(made, [run]) == []
    page = cards_screen(visit("/id-cards", {"after": "60"}, "en"), made)
    assert page is not None
    assert simulation_of(page) == asked_of_cards(run)
    jobs: Any = made.jobs
    jobs.standing[jobs.id_of("simulate", simulation_of(page))] = Standing(result="of cards")
    assert runs_of_cards(made, [run]) == ["of cards"]
    other = {**of_centres.shown.document, "name": "another", "standards": {"wait_minutes": 7}}
    not_run = {"yours": {"scenario": with_city(other, of_centres.city)}}
    assert runs_of_cards(made, [run, not_run]) == []


@pytest.mark.parametrize(
    ("first", "until", "warm_up", "day"),
    [
        ("2026-01-12", "2026-02-09", 0, "2026-02-02"),
        ("2026-02-02", "2026-02-09", 0, "2026-02-02"),
        ("2026-01-26", "2026-02-02", 0, "2026-01-26"),
        ("2026-02-03", "2026-02-09", 0, "2026-02-03"),
        ("2026-01-05", "2026-03-30", 28, "2026-02-02"),
        ("2026-01-19", "2026-04-13", 28, "2026-02-16"),
    ],
)
def test_a_report_is_of_the_dashboards_day_or_of_its_first_measured_one(
    first: str, until: str, warm_up: int, day: str
) -> None:
    period = {"from": first, "until": until}
    assert usual_day({"period": period, "run": {"warm_up_days": warm_up}}).isoformat() == day
