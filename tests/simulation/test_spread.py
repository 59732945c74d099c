"""Processes keep what they prepared, and end in one line when they are ended."""

import json
import signal
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from joblib import Parallel, delayed

from domain.errors import BadInput, TirkeuError
from simulation.scenario import scenario_from
from simulation.spread import Stock, population, processes
from synthetic_data.city import City
from synthetic_data.generate import generate_city

WEEK: dict[str, Any] = {
    "format": "tirkeu.scenario/1",
    "period": {"from": "2026-01-12", "until": "2026-01-14"},
    "demand": {"residence_per_day": 20},
}


def test_a_process_indexes_a_city_once_and_forgets_it_for_another(city: City) -> None:
    scenario, stock = scenario_from(WEEK), Stock()
    first = population(city, scenario)
    next_week = {"from": "2026-01-20", "until": "2026-01-21"}
    later = population(city, scenario_from(WEEK | {"period": next_week}))
    assert first is not None
    assert later is not None
    index = stock.supply(first).index
    assert stock.supply(later).index is index
    other = population(generate_city(300, 2), scenario)
    assert other is not None
    assert stock.supply(other).index is not index


def test_people_are_drawn_once_for_all_who_ask(city: City) -> None:
    scenario = scenario_from(WEEK)
    assert population(city, scenario) is population(city, scenario)


def test_nobody_is_drawn_where_nobody_is_needed(
    city: City, queue: Callable[..., dict[str, Any]]
) -> None:
    assert population(city, scenario_from(queue())) is None
    with pytest.raises(BadInput, match="city"):
        population(None, scenario_from(WEEK))


@pytest.mark.parametrize("numbers", [range(5), [3, 1, 4], [2], []])
def test_replications_come_in_the_order_of_their_numbers_from_one_process_and_two(
    numbers: list[int], city: City
) -> None:
    scenario = scenario_from(WEEK)
    here = [processes(city, 1)(scenario, [number]) for number in numbers]
    expected = [repr(summary) for one in here for summary in one]
    assert [repr(summary) for summary in processes(city, 2)(scenario, numbers)] == expected


def test_a_trace_comes_along_only_where_it_is_wanted(city: City) -> None:
    scenario = scenario_from(WEEK)
    spread = processes(city, 1)
    ((summary, trace),) = spread.done(scenario, [0], with_trace=True)
    ((same, none),) = spread.done(scenario, [0], with_trace=False)
    assert trace is not None
    assert len(trace.entered) > 0
    assert none is None
    assert repr(same) == repr(summary)


@pytest.mark.filterwarnings("ignore::UserWarning")  # loky's own word on a process that is gone
def test_a_process_that_is_ended_from_outside_is_told_in_one_line() -> None:
    spread = processes(None, 2)
    with pytest.raises(TirkeuError, match="ended from outside") as told:
        # what becomes of a process for which there is no memory
        list(spread._in_processes([delayed(signal.raise_signal)(signal.SIGKILL)]))
    assert "\n" not in str(told.value)
    assert list(Parallel(2)(delayed(np.sqrt)(number) for number in (4, 9))) == [2, 3]


def test_a_scenario_of_the_same_document_is_the_same_to_a_process(city: City) -> None:
    scenario = scenario_from(WEEK)
    again = scenario_from(json.loads(json.dumps(scenario.document)))
    both = [list(processes(city, 1)(each, [1])) for each in (scenario, again)]
    assert repr(both[0]) == repr(both[1])
