"""Visits by weekday, and how soon officers begin, of traces that can be worked out by hand."""

from math import nan

import pytest

from simulation.measures import Summary, summarise
from simulation.model import replicate
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.trace import OTHER, Trace, post
from tests.simulation.conftest import queue_scenario

DAY, HOUR = 1440.0, 60.0
TEN = 10 * HOUR


def scenario(first: str = "2026-01-12", until: str = "2026-01-26") -> Scenario:
    """One centre, with a standard of 20 minutes and officers from nine to six."""
    return scenario_from(
        {
            "format": "tirkeu.scenario/1",
            "period": {"from": first, "until": until},
            "offices": [{"id": "one", "windows": 2}],
            "standards": {"wait_minutes": 20},
            "run": {"replications": 1, "warm_up_days": 0},
        }
    )


def seen(asked: Scenario, *stays: tuple[str, float, float]) -> Summary:
    trace = Trace()
    for number, (station, ready, start) in enumerate(stays):
        end = ready + 1 if start != start else start + 1  # noqa: PLR0124 - nan
        trace.open_case(OTHER, ready, 1)
        trace.stay(number, post(station), ready, start, end)
        trace.close_case(number, end, ("served", None))
    return summarise(trace, asked)


@pytest.mark.parametrize(
    ("start", "in_time"), [(TEN, 1), (TEN + 20, 1), (TEN + 20.001, 0), (nan, 0)]
)
def test_in_time_is_whoever_was_served_within_the_standard(start: float, in_time: int) -> None:
    found = seen(scenario(), ("window", TEN, start)).weekdays
    assert found["visits", "window", "one", 0, 10] == 1
    assert found["in_time", "window", "one", 0, 10] == in_time


def test_equal_weekdays_of_two_weeks_are_counted_together_and_others_apart() -> None:
    stays = [("window", TEN + day * DAY, TEN + day * DAY) for day in (0, 7, 4)]
    found = seen(scenario(), *stays).weekdays
    assert {key[3:]: n for key, n in found.items() if key[0] == "visits"} == {
        (0, 10): 2,
        (4, 10): 1,
    }


def test_visits_by_weekday_add_up_to_those_by_hour() -> None:
    asked = scenario_from(queue_scenario(30, windows=2))
    summary = summarise(replicate(asked, None, 0), asked)
    days = asked.days - asked.warm_up_days
    for hour in range(24):
        visits, in_time = (
            sum(
                n
                for key, n in summary.weekdays.items()
                if key[:2] == (name, "window") and key[4] == hour
            )
            for name in ("visits", "in_time")
        )
        assert visits == pytest.approx(
            summary.hours["visits", "window", "queue", "count", hour] * days
        )
        within = summary.hours["within_standard_share", "window", "queue", "mean", hour]
        assert in_time == pytest.approx(visits * within)


@pytest.mark.parametrize(
    ("ready", "start", "part"),
    [
        (TEN, TEN, 0),
        (8 * HOUR, 9 * HOUR, 0),
        (17 * HOUR, DAY + 9 * HOUR, 12),
        (4 * DAY + 17 * HOUR, 7 * DAY + 9 * HOUR, 12),
        (9 * HOUR, DAY + 9 * HOUR, 100),
        (TEN, nan, 3100),
    ],
)
def test_officers_waits_are_working_time_alone(ready: float, start: float, part: int) -> None:
    asked = scenario()
    opens, closes = asked.id_pipeline.hours[1]
    assert (opens, closes, asked.id_pipeline.lunch) == (9 * HOUR, 18 * HOUR, None)
    assert seen(asked, ("ums", ready, start)).begun == {("officers_begun", part): 1}
