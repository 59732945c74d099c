"""Consultants: who needs one holds the terminal while he waits and is helped."""

from collections import defaultdict
from typing import Any

import numpy as np
import pytest

from simulation.demand.claims import Supply, supply
from simulation.model import replicate
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.trace import OPEN, REASONS, STATIONS, Trace
from synthetic_data.city import City

TERMINAL, CONSULTANT = (STATIONS.index(name) for name in ("terminal", "consultant"))
Stay = tuple[float, float, float]


def scenario(office: dict[str, Any], demand: dict[str, Any], **behaviour: float) -> Scenario:
    levers = {"residence_per_day": 60, "temporary_stay_per_day": 0, "id_renewals": False}
    document: dict[str, Any] = {
        "format": "tirkeu.scenario/1",
        "period": {"from": "2026-01-12", "until": "2026-01-19"},
        "offices": [{"self_service_terminals": 12} | office],
        "demand": levers | {"other_visits_per_hour": {}, "centre_share": 1} | demand,
        "behaviour": {"terminal_after_redirect_share": 1.0} | behaviour,
    }
    return scenario_from(document)


@pytest.fixture(scope="module")
def stock(city: City) -> Supply:
    return supply(city, scenario({}, {}).first)


def stays(trace: Trace, station: int) -> dict[int, list[Stay]]:
    found: dict[int, list[Stay]] = defaultdict(list)
    for case, post, *times in zip(
        trace.case, trace.post, trace.enabled, trace.start, trace.end, strict=True
    ):
        if post == station:
            found[case].append((times[0], times[1], times[2]))
    return found


@pytest.mark.parametrize("consultants", [None, 1, 3])
def test_help_is_a_stay_within_the_stay_at_the_terminal(
    stock: Supply, consultants: int | None
) -> None:
    trace = replicate(scenario({"consultants": consultants}, {}, consultant_share=1), stock, 0)
    terminal, helped = stays(trace, TERMINAL), stays(trace, CONSULTANT)
    assert len(terminal) > 50
    assert terminal.keys() == helped.keys()
    for case, [(enabled, start, end)] in helped.items():
        [(_, held, left)] = terminal[case]
        assert held == enabled <= start <= end <= left
        assert consultants or start == enabled


@pytest.mark.parametrize("consultants", [1, 2])
def test_no_more_are_helped_at_once_than_there_are_consultants(
    stock: Supply, consultants: int
) -> None:
    trace = replicate(scenario({"consultants": consultants}, {}, consultant_share=1), stock, 0)
    every = [stay for one in stays(trace, CONSULTANT).values() for stay in one]
    assert any(start > enabled for enabled, start, _ in every)
    steps = sorted([(end, -1) for _, _, end in every] + [(start, 1) for _, start, _ in every])
    assert np.cumsum([step for _, step in steps]).max() == consultants


def test_so_many_need_a_consultant_as_the_lever_says(stock: Supply) -> None:
    nobody = replicate(scenario({"consultants": 1}, {}), stock, 0)
    some = replicate(scenario({"consultants": 1}, {}, consultant_share=0.4), stock, 0)
    assert not stays(nobody, CONSULTANT)
    count = len(stays(some, TERMINAL))
    share = len(stays(some, CONSULTANT)) / count
    assert abs(share - 0.4) < 4 * (0.24 / count) ** 0.5


def test_who_cannot_go_online_is_always_helped_and_never_applies_at_home(stock: Supply) -> None:
    behaviour = {"terminal_after_redirect_share": 0.5, "home_after_redirect_share": 1}
    trace = replicate(scenario({}, {"access_share": 0}, **behaviour), stock, 0)
    terminal = stays(trace, TERMINAL)
    assert terminal
    assert terminal.keys() == stays(trace, CONSULTANT).keys()
    assert REASONS.index("goes_home") not in trace.reason


def test_without_a_single_consultant_everybody_is_accounted_for(stock: Supply) -> None:
    trace = replicate(scenario({"consultants": 0}, {}, consultant_share=1), stock, 0)
    assert not stays(trace, CONSULTANT)
    assert len(stays(trace, TERMINAL)) == list(trace.reason).count(REASONS.index("goes_on")) > 0
    assert OPEN not in trace.ending
