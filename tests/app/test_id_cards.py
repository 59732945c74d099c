"""The ID cards page: its address, its levers, what it says before and after a run."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.factory import create_app
from app.jobs.run import Run, State
from app.pages.id_cards.causes import BY_OUTCOME, BY_RULE, causes, causes_card
from app.pages.id_cards.changes import after, at, simulation_of
from app.pages.id_cards.charts import backlog_chart, forecast_chart
from app.pages.id_cards.head import head
from app.pages.id_cards.levers import ALL, BY_NAME, NOWHERE
from app.pages.id_cards.numbers import numbers
from app.pages.id_cards.page import drawn
from app.pages.id_cards.panel import panel
from app.pages.id_cards.scenarios import WARM_UP_DAYS, measured_days, measured_from
from app.pages.id_cards.screens import Screen, measure, screen
from app.pages.id_cards.sentences import headline, windows
from app.pages.id_cards.state import PATH
from app.planning.levers import Lever
from app.services import Services, open_services
from app.settings import Settings
from app.visit import visit
from simulation.experiment import run as run_here
from simulation.forecast import RULES, TO_CENTRE
from simulation.scenario import scenario_from
from simulation.spread import processes
from synthetic_data.home import make_city
from synthetic_data.registry.city_database import CityDatabase

PEOPLE = 20_000


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    own = Settings(home=tmp_path_factory.mktemp("home"))
    make_city(own.home, (PEOPLE, 1), CityDatabase())
    opened = open_services(own)
    yield opened
    opened.jobs.close()


def shown(services: Services, language: str = "en", **query: str) -> Screen:
    found = screen(visit(PATH, {**query, "lang": language}, language), services)
    assert found is not None
    return found


def text(component: object) -> str:
    """All that a part of the page says."""
    if component is None or isinstance(component, str | int | float):
        return str(component or "")
    if isinstance(component, list | tuple):
        return " ".join(map(text, component))
    return text(getattr(component, "children", None))


@pytest.fixture(scope="module")
def ran(services: Services) -> Screen:
    """The screen of a finished run with a narrower window, few replications."""
    few = after(shown(services, after="5"), lever("replications", "3"), services)
    few = after(few, lever("weeks", "4"), services)
    asked = simulation_of(few)
    result: dict[str, Any] = {"differences": None}
    city = services.search.city if services.search else None
    for name, part in (("yours", "scenario"), ("baseline", "baseline")):
        scenario = scenario_from(asked[part])
        result[name] = run_here(scenario, processes(city, 1))
    return replace(few, run=Run("r", "simulate", asked, State.DONE, result=result))


def lever(name: str, typed: str) -> dict[str, str]:
    return {"act": "lever", "value": name, "typed": typed}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, (30, 10)),
        ({"before": "60"}, (60, 10)),
        ({"after": "0"}, (30, 0)),
        ({"before": "366"}, (30, 10)),
        ({"after": "-1"}, (30, 10)),
        ({"after": "x"}, (30, 10)),
    ],
)
def test_the_windows_stand_in_the_address_within_their_limits(
    services: Services, query: dict[str, str], expected: tuple[int, int]
) -> None:
    here = shown(services, **query)
    assert windows(here) == expected
    assert bool(here.asked.wrong) is (expected == (30, 10) and bool(query))


def test_a_forecast_is_told_before_any_run(services: Services) -> None:
    here = shown(services)
    assert "window of 30 days before and 10 after" in headline(here)
    assert here.outlook is not None
    assert here.outlook.total("expiring") > 100
    assert "expected" in text(numbers(here))
    assert "Run" in text(backlog_chart(here))


def test_a_wider_window_after_the_expiry_sends_fewer_to_a_centre(services: Services) -> None:
    sent = [
        sum(
            one.yours.value or 0
            for one in causes(shown(services, after=days))
            if one.name == "late"
        )
        for days in ("0", "10", "40")
    ]
    assert sent[0] > sent[1] > sent[2]


def test_the_law_stands_beside_what_was_moved_and_nowhere_else(services: Services) -> None:
    assert "Under the law" in text(causes_card(shown(services, after="0")))
    assert "Under the law" not in text(causes_card(shown(services)))
    assert "under the law" in text(numbers(shown(services, after="0")))
    assert "under the law" not in text(numbers(shown(services)))


def test_measured_weeks_come_after_those_that_fill_the_pipeline(services: Services) -> None:
    document = shown(services, day="2026-02-16").document
    assert measured_from(document) == date(2026, 2, 16)
    assert document["run"]["warm_up_days"] == WARM_UP_DAYS
    assert measured_days(document) == 56


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_every_lever_moves_its_own_value_and_comes_back(services: Services, one: Lever) -> None:
    here = shown(services)
    usual = one.get(here.shown.usual, NOWHERE)
    wanted = 3 if usual != 3 else 4
    moved = after(here, lever(one.name, str(wanted)), services)
    assert one.get(moved.document, NOWHERE) == pytest.approx(wanted)
    assert "scenario" in moved.visit.query
    others = [o for o in ALL if o.name != one.name]
    for other in others:
        assert other.get(moved.document, NOWHERE) == other.get(here.document, NOWHERE), other.name
    back = after(moved, {"act": "reset", "value": one.name}, services)
    assert back.visit.query == here.visit.query


@pytest.mark.parametrize(
    ("name", "typed"),
    [("officers", "-1"), ("officers", "1,5"), ("photo", "101"), ("check", "abc"), ("after", "366"),
     ("weeks", "0"), ("day_cards", "1e9"), ("pickup", "")],
)  # fmt: skip
def test_a_value_that_cannot_be_used_changes_nothing_and_is_told(
    services: Services, name: str, typed: str
) -> None:
    here = shown(services)
    again = after(here, lever(name, typed), services)
    assert again.visit.query == here.visit.query
    assert again.refused == {name: typed}
    assert "got" in text(panel(again)) or typed in text(panel(again))


def test_an_empty_field_takes_a_limit_away(services: Services) -> None:
    limited = after(shown(services), lever("day_cards", "5"), services)
    free = after(limited, lever("day_cards", ""), services)
    assert limited.document["id_pipeline"]["day_cards"] == 5
    assert free.document["id_pipeline"]["day_cards"] is None


@pytest.mark.parametrize("key", ["0123456789abcdef", "x" * 65, "../etc"])
def test_a_scenario_that_is_not_kept_is_told_and_the_capital_shown(
    services: Services, key: str
) -> None:
    here = shown(services, scenario=key)
    assert text(head(here)).strip()
    assert here.document == shown(services).document


def test_what_no_page_says_changes_nothing(services: Services) -> None:
    here = shown(services)
    for asked in (None, 5, {}, {"act": "dig"}, {"act": "lever", "value": "dig"}, {"act": "reset"}):
        assert after(here, asked, services).visit.query == here.visit.query


def test_a_run_is_asked_for_the_holders_of_cards_alone_and_the_law_beside(
    services: Services,
) -> None:
    asked = simulation_of(shown(services, after="5"))
    assert asked["scenario"]["demand"]["other_visits_per_hour"] == {}
    assert asked["scenario"]["policy"]["window_after_days"] == 5
    assert asked["baseline"]["policy"]["window_after_days"] is None
    assert simulation_of(shown(services))["baseline"] is None


def test_after_a_run_lead_time_backlogs_and_causes_are_told(ran: Screen) -> None:
    assert "working days" in headline(ran)
    told = text(numbers(ran))
    assert "will show" not in told
    assert "±" in told
    assert "midnight" in text(backlog_chart(ran))
    assert {one.name for one in causes(ran)} <= set(BY_OUTCOME.values())
    assert measure(ran.yours, "card_applications", "count").value


def test_a_run_is_outdated_when_a_lever_moves(ran: Screen, services: Services) -> None:
    assert not ran.is_outdated
    moved = replace(after(replace(ran), lever("officers", "7"), services), run=ran.run)
    assert moved.is_outdated
    assert "earlier numbers" in text(head(moved))


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_part_is_drawn_in_every_language(
    ran: Screen, services: Services, language: str
) -> None:
    here = replace(shown(services, language, after="5"), run=ran.run)
    for one in (here, shown(services, language)):
        assert text(drawn(one))
        assert forecast_chart(one)


def test_the_rules_of_the_forecast_and_the_outcomes_of_a_run_have_their_causes() -> None:
    assert {rule for rules in BY_RULE.values() for rule in rules} == {*TO_CENTRE, "IDC-05"}
    assert set(BY_NAME) == {one.name for one in ALL}
    assert set(TO_CENTRE) <= set(RULES)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["forecast", "backlog", "causes"])
def test_every_table_is_saved(services: Services, name: str, kind: str) -> None:
    client = create_app(services.settings, services).server.test_client()
    answer = client.get(f"{PATH}/{name}.{kind}?after=5&lang=en")
    assert answer.status_code == 200
    assert len(answer.data) > 100
    assert client.get(f"{PATH}/nothing.csv").status_code == 404


def test_beyond_the_pilots_dates_nobody_renews_and_the_page_says_so(services: Services) -> None:
    here = shown(services, day="2027-02-01")
    assert "pilot is not in force" in headline(here)
    assert Path(services.settings.home).exists()
    assert at(here, services).visit.query == here.visit.query


@pytest.mark.parametrize("name", ["check", "intake", "production"])
def test_a_mean_that_was_nought_comes_back_with_its_shape(services: Services, name: str) -> None:
    here = shown(services)
    usual = BY_NAME[name].get(here.shown.usual, NOWHERE)
    nought = after(here, lever(name, "0"), services)
    assert "scenario" in nought.visit.query
    back = after(nought, lever(name, f"{usual:.1f}"), services)
    section, key = BY_NAME[name].source or ("", "")
    assert back.document[section][key]["dist"] == here.document[section][key]["dist"]
