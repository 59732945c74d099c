"""What the drawing of a day gets to see."""

import json
from math import inf, nan
from typing import Any

import pytest

from domain.errors import BadInput
from simulation.model import replicate
from simulation.playback import playback
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.trace import OTHER, Trace, post

DAY = 1440.0


def scenario(**levers: Any) -> Scenario:  # noqa: ANN401 - any lever
    return scenario_from(
        {
            "format": "tirkeu.scenario/1",
            "period": {"from": "2026-01-12", "until": "2026-01-14"},
            "offices": [{"id": "one"}, {"id": "two", "windows": 3}],
        }
        | levers
    )


def traced() -> Trace:
    """Tuesday at the second office: one is served late, one leaves, one is never served."""
    trace = Trace()
    for _ in range(4):
        trace.open_case(OTHER, DAY + 600, 1)
    trace.stay(3, post("reception", 1), DAY + 600, DAY + 600, DAY + 602.04)
    trace.stay(3, post("window", 1), DAY + 602.04, DAY + 1439, DAY + 1445)
    trace.stay(1, post("window", 1), DAY + 610, nan, DAY + 615.26)
    trace.stay(2, post("window", 1), DAY + 620, nan, inf)
    trace.stay(0, post("window", 0), DAY + 600, DAY + 600, DAY + 601)
    trace.stay(0, post("window", 1), DAY - 5, DAY + 1, DAY + 2)
    return trace


def test_a_day_has_the_stays_of_those_who_became_ready_on_it_in_that_order() -> None:
    found = playback(traced(), scenario(), "two", 1)
    assert found["columns"] == {
        "case": [2, 2, 0, 1],
        "station": [0, 2, 2, 2],
        "enabled": [600, 602, 610, 620],
        "start": [600, 1439, None, None],
        "end": [602, 1445, 615.3, None],
        "left": [0, 0, 615.3, 0],
        "service": [0, 0, 0, 0],
    }
    assert found["day"] == "2026-01-13"
    assert found["servers"]["window"] == [[540, 1080, 3]]


def test_a_day_without_visits_is_empty() -> None:
    found = playback(Trace(), scenario(), "one", 0)
    assert {name: len(column) for name, column in found["columns"].items()} == dict.fromkeys(
        ("case", "station", "enabled", "start", "end", "left", "service"), 0
    )


@pytest.mark.parametrize(("office", "day"), [("three", 0), ("one", -1), ("one", 2)])
def test_a_place_or_day_that_is_not_there_is_refused(office: str, day: int) -> None:
    with pytest.raises(BadInput, match=r"office|day"):
        playback(Trace(), scenario(), office, day)


def test_a_thousand_visits_are_small_enough_to_be_sent() -> None:
    busy = scenario(
        demand={
            "residence_per_day": 0,
            "temporary_stay_per_day": 0,
            "id_renewals": False,
            "other_visits_per_hour": {"two": 111},
        }
    )
    found = playback(replicate(busy, None, 0), busy, "two", 0)
    visits = len(set(found["columns"]["case"]))
    assert 900 < visits < 1100
    assert len(json.dumps(found, separators=(",", ":"))) < 60 * 1024 * visits / 1000
