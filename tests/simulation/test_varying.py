"""One lever set otherwise, and nothing else."""

from typing import Any

import pytest

from domain.errors import BadInput
from simulation.chosen import chosen
from simulation.levers import LEVERS
from simulation.varying import Ends, Varied, changed, ends_of, numeric, sides
from tests.simulation.made_up import WAIT, scenario, summary

TWO: dict[str, Any] = {"offices": [{"id": "a", "windows": 3}, {"id": "b", "windows": 10}]}


def values(sides: tuple[Varied | None, Varied | None]) -> tuple[Any, Any]:
    low, high = (None if side is None else side.value for side in sides)
    return low, high


@pytest.mark.parametrize(
    ("path", "sections", "low", "high"),
    [
        ("behaviour.consent_given_share", {"behaviour": {"consent_given_share": 0.5}}, 0.4, 0.6),
        ("behaviour.consent_given_share", {"behaviour": {"consent_given_share": 1}}, 0.8, None),
        ("behaviour.attempts", {"behaviour": {"attempts": 3}}, 2, 4),
        ("behaviour.attempts", {"behaviour": {"attempts": 1}}, None, 2),
        ("behaviour.attempts", {"behaviour": {"attempts": 10}}, 8, None),
        ("policy.norm_m2", {}, 12.0, 18.0),  # the law's 15
        ("policy.norm_m2", {"policy": {"norm_m2": 10.1}}, 8.1, 12.1),
        ("policy.window_before_days", {}, 24, 36),  # the law's 30
        ("id_pipeline.officers", {"id_pipeline": {"officers": 6}}, 4, 8),
        (
            "service_minutes.reception",
            {"service_minutes": {"reception": {"dist": "gamma", "mean": 2, "sd": 1}}},
            {"dist": "gamma", "mean": 1.6, "sd": 0.8},
            {"dist": "gamma", "mean": 2.4, "sd": 1.2},
        ),
        (
            "demand.other_visits_per_hour",
            {**TWO, "demand": {"other_visits_per_hour": {"a": 10, "b": 5.5}}},
            {"a": 8.0, "b": 4.4},
            {"a": 12.0, "b": 6.6},
        ),
        ("offices[a].windows", TWO, 2, 4),
        ("offices[b].windows", TWO, 8, 12),
        ("registries.zags.retries", {"registries": {"zags": {"retries": 10}}}, 8, 12),
    ],
)
def test_a_lever_goes_down_and_up_by_a_fifth_within_its_range(
    path: str, sections: dict[str, Any], low: object, high: object
) -> None:
    assert values(sides(scenario(**sections), Ends(path), 0.2)) == (low, high)


def test_a_lever_of_all_offices_is_set_in_each() -> None:
    low, _ = sides(scenario(**TWO), Ends("offices[].windows"), 0.2)
    assert low is not None
    assert [office["windows"] for office in low.scenario.document["offices"]] == [2, 8]


@pytest.mark.parametrize("ends", numeric(scenario()), ids=lambda ends: str(ends.path))
def test_only_that_lever_changes(ends: Ends) -> None:
    base = scenario()
    tried = [side for side in sides(base, ends, 0.2) if side is not None]
    assert tried
    section, _, name = ends.path.rpartition(".")
    for side in tried:
        for path in changed(base.document, side.scenario.document):
            assert path.endswith(f".{name}")
            assert path.startswith(section.split("[")[0].split("*")[0])


def test_all_levers_of_numbers_are_varied_unless_they_stand_at_nothing() -> None:
    found = {ends.path for ends in numeric(scenario())}
    assert "offices[].windows" in found
    assert "registries.*.availability" in found
    assert "demand.residence_per_day" not in found  # null: taken from the city
    assert not found & {lever.path for s in ("run", "city") for lever in LEVERS[s].values()}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("behaviour.attempts", Ends("behaviour.attempts")),
        ("behaviour.attempts=1:5", Ends("behaviour.attempts", 1, 5)),
        ("policy.norm_m2=9.5:20", Ends("policy.norm_m2", 9.5, 20)),
    ],
)
def test_ends_are_read_as_they_are_written(text: str, ends: Ends) -> None:
    assert ends_of(text) == ends


@pytest.mark.parametrize("text", ["a.b=", "a.b=3", "a.b=5:1", "a.b=1:1", "a.b=x:y", "a.b=nan:1"])
def test_ends_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="LOW:HIGH"):
        ends_of(text)


@pytest.mark.parametrize(
    "ends",
    [
        Ends("behaviour.refile_share", 0.5, 1.5),
        Ends("policy.norm_m2", 0.0, 5.0),
        Ends("behaviour.attempts", 1.5, 3.0),
        Ends("service_minutes.reception", 1.0, 3.0),
    ],
)
def test_ends_out_of_range_are_refused_by_the_lever_s_name(ends: Ends) -> None:
    with pytest.raises(BadInput, match=ends.path):
        sides(scenario(), ends, 0.2)


@pytest.mark.parametrize(
    ("sections", "paths"),
    [
        ({}, []),
        ({"name": "another"}, []),
        ({"run": {"replications": 3, "seed": 4}}, []),
        ({"offices": [{"windows": 7, "reception_desks": 2}]}, ["reception_desks", "windows"]),
        ({"offices": [{"id": "x"}]}, ["id"]),
        ({"service_minutes": {"reception": {"dist": "constant", "mean": 1}}}, ["reception"]),
        ({"registries": {"zags": {"retries": 1}}}, ["retries"]),
        (TWO, ["offices"]),
    ],
)
def test_what_differs_between_two_scenarios_is_named(
    sections: dict[str, Any], paths: list[str]
) -> None:
    found = changed(scenario().document, scenario(**sections).document)
    assert [path.rpartition(".")[2] for path in found] == paths


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("wait_minutes", WAIT),
        ("wait_minutes/window/a/mean", ("wait_minutes", "window", "a", "mean")),
        ("wait_minutes/window//p90", ("wait_minutes", "window", "all", "p90")),
        ("wait_minutes/ums", ("wait_minutes", "ums", "all", "mean")),
        ("repeat_visits", ("repeat_visits", "all", "all", "count")),
        ("duty_paid_kzt", ("duty_paid_kzt", "all", "all", "sum")),
    ],
)
def test_a_measure_is_found_by_as_much_of_its_name_as_is_said(
    text: str, key: tuple[str, str, str, str]
) -> None:
    keys = [
        ("wait_minutes", "reception", "all", "mean"),
        ("wait_minutes", "window", "a", "mean"),
        ("wait_minutes", "window", "all", "p90"),
        WAIT,
        ("wait_minutes", "ums", "all", "mean"),
        ("repeat_visits", "all", "all", "first"),
        ("repeat_visits", "all", "all", "count"),
        ("duty_paid_kzt", "all", "all", "sum"),
    ]
    assert chosen(text, summary(dict.fromkeys(keys, 1.0))) == key


@pytest.mark.parametrize(
    "text", ["", "waits", "wait_minutes/moon", "wait_minutes/window/all/mean/x"]
)
def test_a_measure_that_is_not_there_is_refused_with_those_that_are(text: str) -> None:
    with pytest.raises(BadInput, match=f"{f'measure {text}'.strip()}: expected"):
        chosen(text, summary({WAIT: 1.0, ("visits", "window", "all", "count"): 2.0}))
