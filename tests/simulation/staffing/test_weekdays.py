"""A plan holds on every weekday, in replications that did not choose it, with nobody to spare."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from simulation.astana import astana
from simulation.measures.summary import Summary
from simulation.scenario import scenario_from, with_run
from simulation.scenario_parts import Scenario
from simulation.spread import processes
from simulation.staffing import search
from simulation.staffing.counted import Check, Counted, checks, counted
from simulation.staffing.crowd import crowd
from simulation.staffing.officers import fewest_officers
from simulation.staffing.plan import Plan, plan_document, staffed
from simulation.staffing.search import Effort, fewest
from simulation.staffing.target import Target
from synthetic_data.city import City

TARGET = Target(wait_minutes=5, share=0.9, stations=("window",))
EFFORT = Effort(first=1, rough=4, adding=2, final=10, settling=3, last=10, finals=2)
MONDAY, FRIDAY = 0, 4
BUSY, QUIET = [60, 110, 50], [30, 55, 25]


def two_days() -> dict[str, Any]:
    """Four weeks of an office that is open three hours on busy Mondays and quiet Fridays."""
    rows = [[0] * 24 for _ in range(7)]
    rows[MONDAY][9:12], rows[FRIDAY][9:12] = BUSY, QUIET
    office = {"id": "a", "opens": "09:00", "closes": "12:00", "working_days": [1, 5]}
    return {
        "format": "tirkeu.scenario/1",
        "period": {"from": "2026-01-12", "until": "2026-02-09"},
        "offices": [office | {"windows": 9}],
        "demand": {
            "residence_per_day": 0,
            "temporary_stay_per_day": 0,
            "id_renewals": False,
            "other_visits_per_hour": {"a": rows},
        },
        "service_minutes": {"reception": {"dist": "constant", "mean": 0}},
    }


@pytest.fixture(scope="module")
def planned() -> Plan:
    return fewest(scenario_from(two_days()), processes(None, 1), TARGET, effort=EFFORT)


def looked_at(scenario: Scenario, many: int) -> list[Check]:
    """Look at a scenario with replications of another seed."""
    other = with_run(scenario, None, 555)
    return checks(counted(other, list(processes(None, 1)(other, range(many)))), TARGET)


def test_a_busy_monday_does_not_hide_behind_a_quiet_friday() -> None:
    visits, in_time = np.zeros((2, 4, 1, 4, 7, 24))
    visits[:, 0, 2, MONDAY, 9], in_time[:, 0, 2, MONDAY, 9] = 50, 43
    visits[:, 0, 2, FRIDAY, 9], in_time[:, 0, 2, FRIDAY, 9] = 50, 50
    found = checks(Counted(visits, in_time), TARGET)
    assert [(check.weekdays, check.met(TARGET)) for check in found] == [
        ((MONDAY,), False),
        ((FRIDAY,), True),
    ]


def test_hours_of_few_visits_are_looked_at_with_their_neighbours_and_over_all_weekdays() -> None:
    visits = np.zeros((4, 1, 4, 7, 24))
    visits[:, 0, 2, MONDAY, 9:12] = [20, 4, 4]
    visits[:, 0, 2, FRIDAY, 9:12] = [20, 4, 4]
    found = checks(Counted(visits, visits), TARGET)
    assert [(check.weekdays, check.hours) for check in found] == [
        ((MONDAY,), (9,)),
        ((MONDAY,), (10, 11)),
        ((FRIDAY,), (9,)),
        ((FRIDAY,), (10, 11)),
        ((MONDAY, FRIDAY), (10,)),
        ((MONDAY, FRIDAY), (11,)),
    ]


def test_the_target_is_met_on_every_weekday_with_another_seed(planned: Plan) -> None:
    fresh = looked_at(planned.scenario, 20)
    assert {check.weekdays for check in fresh} >= {(MONDAY,), (FRIDAY,)}
    assert min(check.share for check in fresh) >= 0.9


def test_a_plan_says_so_weekday_by_weekday(planned: Plan) -> None:
    rows = [row for row in plan_document(planned)["hours"] if row["hour"] == 10]
    rows = [row for row in rows if row["weekday"] in {1, 5}]
    assert [row["weekday"] for row in rows] == [1, 5]
    assert rows[0]["servers"] > rows[1]["servers"]
    assert rows[0]["simulated_share"] != rows[1]["simulated_share"]


def test_from_no_hour_can_a_server_go_by_the_replications_that_chose() -> None:
    spread, effort = processes(None, 1), replace(EFFORT, finals=1)
    plan = fewest(scenario_from(two_days()), spread, TARGET, effort=effort)
    spare = []
    for weekday, hour in [(day, hour) for day in (MONDAY, FRIDAY) for hour in (9, 10, 11)]:
        servers = plan.servers.copy()
        servers[0, 2, weekday, hour] -= 1
        less = scenario_from(staffed(plan.scenario, servers))
        found = checks(counted(less, list(spread(less, range(effort.final)))), TARGET)
        if all(check.met(TARGET) for check in found):
            spare.append((weekday, hour))
    assert spare == []


def test_what_a_plan_says_comes_from_replications_that_did_not_choose_it() -> None:
    asked: list[Sequence[int]] = []
    inner = processes(None, 1)

    def spread(scenario: Scenario, numbers: Sequence[int]) -> Iterator[Summary]:
        asked.append(numbers)
        return inner(scenario, numbers)

    small = Effort(first=1, rough=2, adding=1, final=3, settling=1, last=4, finals=2)
    plan = fewest(scenario_from(two_days()), spread, TARGET, effort=small)
    *chosen, last = (set(numbers) for numbers in asked)
    assert not last & set().union(*chosen)
    assert plan.replications == len(last) == 4
    assert sum(map(len, asked)) <= small.most


def test_what_the_search_tells_of_its_progress_is_what_it_has_done_and_may_still_do() -> None:
    asked: list[Sequence[int]] = []
    told: list[tuple[int, int]] = []
    inner = processes(None, 1)

    def spread(scenario: Scenario, numbers: Sequence[int]) -> Iterator[Summary]:
        asked.append(numbers)
        return inner(scenario, numbers)

    many = Effort(first=1, rough=2, adding=9, final=3, settling=3, last=4, finals=3)
    fewest(scenario_from(two_days()), spread, TARGET, lambda *both: told.append(both), effort=many)
    done, total = zip(*told, strict=True)
    ran = sum(map(len, asked))
    assert ran < many.most, "rounds are left out, else nothing is tried here"
    assert sorted(set(done)) == list(range(1, ran + 1))
    assert list(total) == sorted(total, reverse=True)
    assert total[0] == many.most
    assert told[-1] == (ran, ran)


def test_officers_who_begin_too_late_get_another(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = astana(date(2026, 2, 2), date(2026, 3, 2), city.population)
    document["offices"] = document["offices"][:1]
    document["demand"] |= {
        "id_online_share": 1.0,
        "other_visits_per_hour": {"yesil-1": 0},
        "residence_per_day": 0,
        "temporary_stay_per_day": 0,
    }
    document["id_pipeline"]["check_minutes"] = {"dist": "exponential", "mean": 1400}
    scenario = scenario_from(document)
    people = crowd(city, scenario.first)
    right = fewest_officers(scenario, people, Target())
    assert right.officers is not None
    too_few = right._replace(officers=1)
    monkeypatch.setattr(search, "fewest_officers", lambda *_: too_few)
    effort = Effort(first=1, rough=2, adding=1, final=3, settling=2, last=3, finals=2)
    plan = fewest(scenario, processes(city, 1), Target(), crowd=people, effort=effort)
    assert plan.officers.officers is not None
    assert plan.officers.officers > 1
    assert plan.officers.simulated_share is not None
    assert plan.scenario.document["id_pipeline"]["officers"] == plan.officers.officers
