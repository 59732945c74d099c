from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from simulation.distributions import Distribution
from simulation.scenario import scenario_from
from simulation.staffing.expected import expected
from simulation.staffing.preview import Preview, preview, waits_of
from simulation.staffing.transient import Queues
from simulation.theory import erlang_a, erlang_c, pollaczek_khinchine
from tests.simulation.conftest import queue_scenario

UTILISATION, MEAN, P90, WITHIN, LEFT = range(5)


def steady(
    load: tuple[float, float, float], grain: float = 1.0, patience: Distribution | None = None
) -> Queues:
    rate, minutes, servers = (np.full((1, 24), number) for number in load)
    return Queues(rate, servers, np.full((1, 24), 60.0), minutes, np.array([grain]), patience)


def at_night(queues: Queues, standard: float = 1.0) -> NDArray[np.float64]:
    return np.asarray(waits_of(queues, standard)[:, 0, -1])


@pytest.mark.parametrize(
    ("rate", "minutes", "servers"),
    [(0.5, 1.4, 1), (1.6, 1.0, 2), (3.4, 1.0, 4), (12.0, 1.0, 13), (1.5, 15.0, 27)],
)
def test_a_queue_that_never_closes_waits_as_erlang_c_says(
    rate: float, minutes: float, servers: int
) -> None:
    found, exact = at_night(steady((rate, minutes, servers))), erlang_c(rate, minutes, servers)
    spare = servers / minutes - rate
    assert found[UTILISATION] == pytest.approx(rate * minutes / servers, rel=1e-4)
    assert found[MEAN] == pytest.approx(exact.mean_wait, rel=1e-3)
    assert found[P90] == pytest.approx(np.log(10 * exact.waiting_share) / spare, rel=1e-3)
    assert found[WITHIN] == pytest.approx(1 - exact.waiting_share * np.exp(-spare), rel=1e-3)


@pytest.mark.parametrize("sd", [0.0, 0.4, 1.0, 2.0])
def test_one_server_with_any_service_waits_as_pollaczek_and_khinchine_say(sd: float) -> None:
    found = at_night(steady((0.8, 1.0, 1), (1 + sd**2) / 2))
    assert found[MEAN] == pytest.approx(pollaczek_khinchine(0.8, 1.0, sd).mean_wait, rel=1e-3)


@pytest.mark.parametrize(
    ("rate", "servers", "patience"), [(2.0, 1, 1.0), (12.0, 10, 5.0), (1.6, 2, 2.0)]
)
def test_as_many_leave_as_erlang_a_says(rate: float, servers: int, patience: float) -> None:
    queues = steady((rate, 1.0, servers), patience=Distribution("exponential", (patience,)))
    exact = erlang_a(rate, 1.0, servers, patience)
    assert at_night(queues)[LEFT] == pytest.approx(exact.abandoned_share, rel=1e-4)


def office_day(**office: object) -> dict[str, Any]:
    document = queue_scenario(per_hour=60, service={"dist": "exponential", "mean": 8})
    hours = {"opens": "09:00", "closes": "18:00", "working_days": [1]}
    document["offices"][0] |= hours | office
    return document


def rows(document: dict[str, Any], station: str = "window") -> list[Preview]:
    scenario = scenario_from(document)
    return [row for row in preview(scenario, expected(scenario, None)) if row.station == station]


def test_the_morning_begins_empty_and_a_row_stands_for_every_open_hour() -> None:
    found = rows(office_day(windows=10))
    assert [row.hour for row in found] == list(range(9, 18))
    assert found[0].mean_wait < found[1].mean_wait < found[-1].mean_wait


def test_what_cannot_be_served_waits_for_the_next_hour() -> None:
    servers = [0] * 9 + [4, 4] + [20] * 13
    found = rows(office_day(windows=servers))
    left_over = 2 * (60 - 4 * 60 / 8)  # people: what two hours of 60 leave to four windows
    assert found[0].mean_wait < found[1].mean_wait
    # the first who come at eleven stand behind all of them, and twenty windows see them off
    assert 1 < found[2].mean_wait < left_over * 8 / 20
    assert found[-1].mean_wait < 0.1
    assert found[-1].utilisation == pytest.approx(60 * 8 / 60 / 20, rel=0.02)


def test_nobody_serves_and_nobody_is_served() -> None:
    found = rows(office_day(windows=0))
    assert all(row.mean_wait == np.inf and row.within_share == 0 for row in found)
    assert all(np.isnan(row.utilisation) for row in found)


def test_whom_a_closed_hour_keeps_waiting_is_served_in_the_next() -> None:
    servers = [10] * 13 + [0] + [20] * 10
    lunch = rows(office_day(windows=servers))[4]
    assert lunch.hour == 13
    assert lunch.mean_wait == pytest.approx(30 + 30 * 8 / 20, rel=0.25)
