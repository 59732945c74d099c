"""Two scenarios differ only where their levers do, and a replication leaves nothing behind."""

import gc
from collections import Counter
from typing import Any

import numpy as np
import pytest

from simulation.demand.claims import supply
from simulation.model import replicate
from simulation.scenario import scenario_from
from simulation.trace import FIRST, OTHER, STATIONS, Trace, post
from synthetic_data.city import City

STAYS = ("case", "post", "enabled", "start", "end")
CASES = ("service", "entered", "ended", "ending", "attempt", "reason")
OFFICES = ("first", "second")


def busy(windows: int) -> dict[str, Any]:
    """Two offices with impatient visitors; only the windows of the first are given."""
    return {
        "format": "tirkeu.scenario/1",
        "period": {"from": "2026-01-12", "until": "2026-01-19"},
        "offices": [
            {"id": OFFICES[0], "windows": windows, "reception_desks": 1},
            {"id": OFFICES[1], "windows": 2, "reception_desks": 1},
        ],
        "demand": {
            "residence_per_day": 30,
            "temporary_stay_per_day": 10,
            "centre_share": 0.6,
            "other_visits_per_hour": dict.fromkeys(OFFICES, 12),
        },
        "behaviour": {"patience_minutes": {"dist": "exponential", "mean": 25}},
    }


def traced(windows: int, city: City) -> Trace:
    scenario = scenario_from(busy(windows))
    return replicate(scenario, supply(city, scenario.first), 0)


@pytest.fixture(scope="module")
def few(city: City) -> Trace:
    return traced(1, city)


@pytest.fixture(scope="module")
def many(city: City) -> Trace:
    return traced(4, city)


def bytes_of(trace: Trace) -> list[bytes]:
    return [getattr(trace, name).tobytes() for name in (*STAYS, *CASES)]


Stays = dict[tuple[int, float, str], tuple[float, float, float]]


def stays(trace: Trace, office: int | None = None) -> Stays:
    """First visits' stays in centres, by service, coming and station: enabled, start, end."""
    found: Stays = {}
    codes = {post(name, n): (name, n) for name in STATIONS[:3] for n in range(len(OFFICES))}
    for case, code, *times in zip(
        trace.case, trace.post, trace.enabled, trace.start, trace.end, strict=True
    ):
        station, number = codes.get(code, ("", -1))
        if station and trace.reason[case] == FIRST and office in {None, number}:
            found[trace.service[case], trace.entered[case], station] = tuple(times)  # type: ignore[assignment]
    return found


def test_more_windows_at_one_office_are_felt_there(few: Trace, many: Trace) -> None:
    served = [Counter(np.isnan(trace.start))[False] for trace in (few, many)]
    assert served[1] > 1.1 * served[0]


def test_nobody_comes_at_another_time_for_them(few: Trace, many: Trace) -> None:
    def first_coming(trace: Trace) -> list[tuple[int, float]]:
        cases = zip(trace.service, trace.entered, trace.reason, strict=True)
        return sorted((service, entered) for service, entered, reason in cases if reason == FIRST)

    assert first_coming(few) == first_coming(many)


def test_nobody_is_served_longer_or_shorter_for_them(few: Trace, many: Trace) -> None:
    before, after = stays(few), stays(many)
    both = [
        (end - start, after[key][2] - after[key][1])
        for key, (_, start, end) in before.items()
        if key in after and not np.isnan(start) and not np.isnan(after[key][1])
    ]
    assert len(both) > 500
    assert [pair[0] for pair in both] == pytest.approx([pair[1] for pair in both], abs=1e-6)


def test_nobody_is_more_or_less_patient_for_them(few: Trace, many: Trace) -> None:
    before, after = stays(few), stays(many)
    left = {key: end - came for key, (came, start, end) in before.items() if np.isnan(start)}
    assert len(left) > 100
    for key, patience in left.items():
        if key in after:
            came, start, end = after[key]
            waited = end if np.isnan(start) else start
            assert waited - came <= patience + 1e-6
            assert np.isnan(start) == (waited - came > patience - 1e-6)


def test_other_visitors_of_the_other_office_do_not_notice(few: Trace, many: Trace) -> None:
    def unchanged(trace: Trace) -> dict[tuple[int, float, str], tuple[float, float, float]]:
        return {key: times for key, times in stays(trace, 1).items() if key[0] == OTHER}

    came = {key: times[0] for key, times in unchanged(few).items() if key[2] == "reception"}
    assert len(came) > 200
    assert came == {
        key: times[0] for key, times in unchanged(many).items() if key[2] == "reception"
    }


def test_the_same_seed_gives_the_same_bytes(few: Trace, city: City) -> None:
    assert bytes_of(traced(1, city)) == bytes_of(few)


def test_a_replication_leaves_no_reference_cycle_for_every_case(city: City) -> None:
    scenario = scenario_from(busy(1))
    stock = supply(city, scenario.first)
    gc.collect()
    cases = len(replicate(scenario, stock, 0).entered)
    left = gc.collect()
    assert cases > 1500
    assert left < cases / 2, "something of every case is left for the collector"


def test_whoever_comes_of_his_own_has_the_same_number_whatever_the_windows(
    few: Trace, many: Trace
) -> None:
    own = [
        {
            number: (trace.service[number], trace.entered[number])
            for number, reason in enumerate(trace.reason)
            if reason == FIRST
        }
        for trace in (few, many)
    ]
    assert own[0] == own[1]
    assert {service for service, _ in own[0].values()} == {0, 1, 2, 3}
