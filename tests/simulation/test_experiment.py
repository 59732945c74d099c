"""Experiments: intervals that hold the truth, pairs, levers that matter, replications needed."""

import json
from collections.abc import Callable
from math import nan, sqrt
from typing import Any

import numpy as np
import pytest

from domain.errors import BadInput
from simulation.experiment import (
    Ends,
    Wanted,
    compare,
    precision,
    run,
    sensitivity,
)
from simulation.run import run as run_here
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.spread import processes
from simulation.statistics import CONFIDENCE, interval
from simulation.theory import erlang_c
from tests.simulation.made_up import WAIT, measuring, scenario

Document = dict[str, Any]
Queue = Callable[..., Document]


def waits(document: Document, key: str = "measures") -> Document:
    """The row of the mean wait at the windows."""
    names = dict(zip(("measure", "station", "office", "statistic"), WAIT, strict=True))
    (row,) = (row for row in document[key] if names.items() <= row.items())
    found: Document = row
    return found


def width(ends: list[float]) -> float:
    return ends[1] - ends[0]


def test_95_of_100_intervals_hold_the_wait_of_a_queue_that_is_known(queue: Queue) -> None:
    of_each, intervals = 5, 60
    document = queue(12, {"dist": "exponential", "mean": 2.5}, replications=1, warm_up_days=1)
    document["period"] = {"from": "2026-01-12", "until": "2026-01-14"}
    numbers = range(of_each * intervals)
    found = [one.measures[WAIT] for one in processes(None, 1)(scenario_from(document), numbers)]
    truth = erlang_c(12 / 60, 2.5, 1).mean_wait
    held = 0
    for first in numbers[::of_each]:
        _, ends = interval(found[first : first + of_each]) or (nan, None)
        assert ends is not None
        held += ends[0] <= truth <= ends[1]
    error = sqrt(intervals * CONFIDENCE * (1 - CONFIDENCE))
    assert held == pytest.approx(CONFIDENCE * intervals, abs=3 * error)


def test_pairs_tell_more_than_scenarios_apart(queue: Queue) -> None:
    document = queue(30, windows=2, replications=6)
    document["period"] = {"from": "2026-01-12", "until": "2026-01-16"}
    more = json.loads(json.dumps(document))
    more["service_minutes"]["window_other"]["mean"] = 1.5
    base, other = scenario_from(document), scenario_from(more)
    (one,) = compare([base, other], processes(None, 1))["comparisons"]
    row = waits(one)
    alone = waits(run_here(base)), waits(run_here(other))
    assert row["sign"] == "higher"
    assert one["changed"] == ["service_minutes.window_other"]
    assert (row["baseline"], row["value"]) == tuple(each["value"] for each in alone)
    assert row["difference"] == pytest.approx(row["value"] - row["baseline"])
    unpaired = sqrt(sum(width(each["ci95"]) ** 2 for each in alone))
    assert width(row["ci95"]) < unpaired / 2


@pytest.mark.parametrize(
    ("shift", "noise", "sign"),
    [(1.0, 0.1, "higher"), (-1.0, 0.1, "lower"), (0.01, 5.0, "unclear"), (0.0, 0.0, "same")],
)
def test_a_difference_says_its_sign_only_where_it_is_clear(
    shift: float, noise: float, sign: str
) -> None:
    def value(scenario: Scenario, stream: np.random.Generator) -> float:
        common, own = stream.standard_normal(2)
        return float(10 + common + (scenario.name == "other") * (shift + noise * own))

    found = compare([scenario(), scenario(name="other")], measuring(value))
    assert waits(found["comparisons"][0])["sign"] == sign


def test_scenarios_are_compared_with_seed_and_replications_of_the_first() -> None:
    other = scenario(name="other", run={"replications": 3, "seed": 9})
    found = compare([scenario(5), other], measuring(lambda _, stream: stream.random()))
    assert (found["replications"], found["seed"]) == (5, 1)
    assert waits(found["comparisons"][0])["sign"] == "same"
    assert [each["scenario"]["run"]["seed"] for each in found["scenarios"]] == [1, 1]


def test_what_one_scenario_never_measured_has_no_difference() -> None:
    found = compare(
        [scenario(), scenario(name="other")],
        measuring(lambda scenario, _: nan if scenario.name else 3.0),
    )
    row = waits(found["comparisons"][0])
    assert (row["baseline"], row["value"], row["difference"], row["sign"]) == (3, None, None, None)


def test_a_comparison_says_what_goes_beyond_the_law() -> None:
    july = {"from": "2026-07-01", "until": "2026-07-03"}
    later = scenario(policy={"residence_pilot": ["2025-11-11", "2026-12-31"]}, period=july)
    found = compare([scenario(), later], measuring(lambda _, __: 1.0))
    assert [each["hypothetical"] for each in found["scenarios"]] == [[], ["policy.residence_pilot"]]


def test_one_scenario_is_no_comparison() -> None:
    with pytest.raises(BadInput, match="two scenarios"):
        compare([scenario()], measuring(lambda _, __: 1.0))


def test_an_experiment_gives_the_document_of_the_command(queue: Queue) -> None:
    asked = scenario_from(queue(30, replications=2, warm_up_days=0))
    assert run(asked, processes(None, 1)) == run_here(asked)


def planted(scenario: Scenario, stream: np.random.Generator) -> float:
    """A wait that two levers make, one of them strongly."""
    people = scenario.behaviour
    noise = stream.standard_normal()
    return float(5 + 40 * people.refile_share - 2 * people.pickup_wrong_share + noise)


def test_the_lever_that_makes_a_measure_is_found_first() -> None:
    found = sensitivity(scenario(6), measuring(planted))
    first, second, *rest = found["levers"]
    assert (first["lever"], second["lever"]) == (
        "behaviour.refile_share",
        "behaviour.pickup_wrong_share",
    )
    assert first["low"]["difference"] == pytest.approx(-0.2 * 0.9 * 40)
    assert first["high"]["difference"] == pytest.approx(0.1 * 40)  # a share ends at 1
    assert (first["distinguishable"], second["distinguishable"]) == (True, True)
    assert rest
    assert all(row["largest"] == 0 and not row["distinguishable"] for row in rest)


def test_chance_is_not_called_an_effect_though_many_levers_are_tried() -> None:
    # no replication has anything in common with another: of 100 intervals five would lie beside 0
    noise = np.random.default_rng(1)
    found = sensitivity(scenario(10), measuring(lambda _, __: float(noise.standard_normal())))
    assert len(found["levers"]) > 50
    assert not [row["lever"] for row in found["levers"] if row["distinguishable"]]


def test_ends_that_are_said_are_those_that_are_set() -> None:
    levers = [Ends("behaviour.refile_share", 0.5, 1.0), Ends("behaviour.attempts")]
    found = sensitivity(scenario(3), measuring(planted), levers)
    assert [row["lever"] for row in found["levers"]] == [lever.path for lever in levers]
    assert [found["levers"][0][side]["set"] for side in ("low", "high")] == [0.5, 1.0]
    assert [found["levers"][1][side]["set"] for side in ("low", "high")] == [2, 4]


@pytest.mark.parametrize(
    ("levers", "said"),
    [
        ("behaviour.nothing", "behaviour.nothing"),
        ("run.replications", "run.replications"),
        ("policy.readings", "numbers"),
        ("demand.residence_per_day", "LOW:HIGH"),
        ("offices[elsewhere].windows", "elsewhere"),
        ("registries.nowhere.retries", "nowhere"),
    ],
)
def test_a_lever_that_cannot_be_varied_is_refused_by_name(levers: str, said: str) -> None:
    with pytest.raises(BadInput, match=said.replace("[", r"\[").replace("]", r"\]")):
        sensitivity(scenario(), measuring(planted), [Ends(levers)])


@pytest.mark.parametrize("by", [0, 1, -0.2, nan])
def test_a_share_that_goes_nowhere_or_below_nothing_is_refused(by: float) -> None:
    with pytest.raises(BadInput, match="share above 0"):
        sensitivity(scenario(), measuring(planted), by=by)


def test_as_many_replications_are_done_as_a_half_width_needs() -> None:
    told: list[tuple[int, int]] = []
    found = precision(
        scenario(10),
        measuring(lambda _, stream: 7 + stream.standard_normal()),
        [Wanted("wait_minutes", 0.2)],
        lambda done, of: told.append((done, of)),
    )
    (row,) = found["precision"]["measures"]
    ends = waits(found)["ci95"]
    assert row["met"]
    assert row["reached"] == pytest.approx(width(ends) / 2)
    assert row["reached"] <= 0.2
    assert 60 < found["replications"] < 180  # (1.96 / 0.2)² = 96 for a deviation of 1
    assert found["scenario"]["run"]["replications"] == found["replications"]
    assert [done for done, _ in told] == list(range(1, found["replications"] + 1))


def test_a_pilot_that_is_narrow_enough_is_all_that_is_done() -> None:
    found = precision(scenario(5), measuring(planted), [Wanted("wait_minutes", 100)])
    assert found["replications"] == 5
    assert found["precision"]["rounds"] == [{"replications": 5, "needed": 2}]


def test_a_wish_that_is_not_met_says_so() -> None:
    found = precision(scenario(5), measuring(planted), [Wanted("wait_minutes", 0.001)], most=20)
    assert found["replications"] == 20
    assert not found["precision"]["measures"][0]["met"]


@pytest.mark.parametrize(
    ("wish", "replications", "said"),
    [
        (Wanted("wait_minutes", 0.0), 10, "above 0"),
        (Wanted("wait_minutes", nan), 10, "above 0"),
        (Wanted("no_such", 1.0), 10, "no_such"),
        (Wanted("wait_minutes/moon", 1.0), 10, "moon"),
        (Wanted("wait_minutes", 1.0), 1, "replications"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(wish: Wanted, replications: int, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        precision(scenario(replications), measuring(planted), [wish])
