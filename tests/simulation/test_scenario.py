import json
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from domain.errors import BadInput
from simulation.distributions import Distribution, distribution_from
from simulation.levers import LEVERS, Lever, table
from simulation.scenario import comments, read_scenario, scenario_from, template, with_run
from simulation.scenario_parts import (
    Behaviour,
    Demand,
    IdPipeline,
    Office,
    Policy,
    Scenario,
    ServiceMinutes,
    System,
)

SOME = np.random.default_rng(1)
MINIMAL = {"format": "tirkeu.scenario/1"}
CONTRACT: dict[str, Any] = {
    "format": "tirkeu.scenario/1",
    "name": "…",
    "city": {"population": 100000, "seed": 1},
    "period": {"from": "2026-01-12", "until": "2026-02-09"},
    "policy": {
        "norm_m2": 15,
        "norm_in_force_from": "2025-12-26",
        "residence_pilot": ["2025-11-11", "2026-06-30"],
        "id_card_pilot": ["2025-05-28", "2026-03-31"],
        "window_before_days": 30,
        "window_after_days": 10,
        "readings": {},
    },
    "offices": [
        {
            "id": "esil-1",
            "district": "Есиль",
            "opens": "09:00",
            "closes": "18:00",
            "working_days": [1, 2, 3, 4, 5],
            "hours": {"6": ["09:00", "13:00"]},
            "reception_desks": 3,
            "self_service_terminals": 14,
            "windows": 28,
        }
    ],
    "demand": {
        "residence_per_day": None,
        "temporary_stay_per_day": None,
        "id_renewals": True,
        "other_visits_per_hour": {"esil-1": 60},
    },
    "service_minutes": {
        "reception": {"dist": "lognormal", "mean": 2, "sd": 1},
        "window_residence": {},
        "window_other": {},
        "terminal": {},
    },
    "behaviour": {"patience_minutes": None},
    "registries": {"zags": {"latency_seconds": 2, "availability": 0.995}},
    "id_pipeline": {"officers": 6, "check_minutes": {}, "production_days": {}},
    "run": {"replications": 20, "warm_up_days": 0, "seed": 1},
}


def test_the_scenario_of_the_contract_is_read() -> None:
    scenario = scenario_from(CONTRACT)
    assert scenario.city == (100000, 1)
    assert scenario.first == date(2026, 1, 12)
    assert scenario.policy.norm_m2 == 150
    assert scenario.offices[0].hours[6] == (540, 780)
    assert scenario.offices[0].windows[6][23] == 28
    assert scenario.service_minutes.terminal == Distribution("lognormal", (18, 9))
    assert scenario.registries["egkn"].availability == 0.995
    assert scenario.replications == 20


def test_the_template_names_every_lever_and_reads_back_as_itself() -> None:
    full = template()
    assert scenario_from(full).document == full
    for section, levers in LEVERS.items():
        name = section.removesuffix("[]").removesuffix(".*")
        part = full[name]
        part = part[0] if section.endswith("[]") else part
        part = part["zags"] if section.endswith(".*") else part
        assert list(part) == list(levers)


def test_a_scenario_names_no_city_unless_it_says_so() -> None:
    assert scenario_from(MINIMAL).city is None
    assert scenario_from({**MINIMAL, "city": {}}).city == (20000, 1)


def test_every_lever_is_explained_in_the_twin_of_the_template() -> None:
    words = comments()
    for levers in LEVERS.values():
        for lever in levers.values():
            assert f"{lever.name}: {lever.note}" in words


@pytest.mark.parametrize(
    ("part", "section", "folded"),
    [
        (Policy, "policy", set()),
        (Demand, "demand", set()),
        (ServiceMinutes, "service_minutes", set()),
        (Behaviour, "behaviour", set()),
        (System, "registries.*", set()),
        (IdPipeline, "id_pipeline", {"opens", "closes", "working_days"}),
        (Office, "offices[]", {"opens", "closes", "working_days"}),
    ],
)
def test_the_parts_of_a_scenario_are_the_levers_of_the_table(
    part: type, section: str, folded: set[str]
) -> None:
    names = {field.name for field in fields(part)}
    assert names - {"hours"} == set(LEVERS[section]) - folded - {"hours"}


@pytest.mark.parametrize("missing", ["unit", "source", "evidence", "note", "kind"])
def test_a_lever_without_its_papers_is_refused(missing: str) -> None:
    entry = {
        "kind": '"number"',
        "unit": '"minutes"',
        "evidence": '"assumption"',
        "source": '"none"',
        "note": '"a lever"',
        "default": "1",
    }
    del entry[missing]
    text = "[run]\nlever = {" + ", ".join(f"{k} = {v}" for k, v in entry.items()) + "}"
    with pytest.raises(BadInput, match=missing):
        table(text)


def changed(path: str, value: object) -> dict[str, Any]:
    """The contract's scenario with one value replaced; digits are positions of a list."""
    document = json.loads(json.dumps(CONTRACT))
    *parents, last = path.split("/")
    at = document
    for key in parents:
        at = at[int(key)] if isinstance(at, list) else at.setdefault(key, {})
    at[last] = value
    return document  # type: ignore[no-any-return]


REST: dict[str, Any] = {"from": "12:00", "until": "13:00", "away_share": 0.5}
SHIFT: dict[str, Any] = {"from": "09:00", "until": "13:00", "windows": 4}

BAD: list[tuple[str, object]] = [
    ("format", "tirkeu.scenario/2"),
    ("format", None),
    ("offices", []),
    ("offices", {}),
    ("colour", "blue"),
    ("city/population", 20000.5),
    ("city/population", 3),
    ("city/mayor", 1),
    ("period/from", "2026-02-30"),
    ("period/from", "12.01.2026"),
    ("period/from", "2026-W03-1"),
    ("period/until", "2026-01-12"),
    ("period/until", "2526-01-12"),
    ("period/from", "1999-12-31"),
    ("period/until", "2101-01-01"),
    ("policy/norm_m2", 0),
    ("policy/norm_m2", 15.05),
    ("policy/norm_m2", "fifteen"),
    ("policy/norm_m2", True),
    ("policy/norm_m2", "1e3000000"),
    ("policy/norm_m2", "1_5"),
    ("policy/norm_m2", "١٥"),
    ("policy/norm_m2", 1000.1),
    ("policy/norm_in_force_from", "1999-12-31"),
    ("policy/residence_pilot", ["2026-01-12", "2101-01-01"]),
    ("policy/residence_pilot", ["2026-01-12"]),
    ("policy/residence_pilot", ["2026-01-12", "2026-01-11"]),
    ("policy/window_before_days", -1),
    ("policy/window_after_days", 2.5),
    ("policy/readings", {"sibling": "none"}),
    ("policy/readings", {"cousin": "any"}),
    ("policy/readings", ["any"]),
    ("offices/0/id", ""),
    ("offices/0/id", "all"),
    ("offices/0/opens", "9:00"),
    ("offices/0/opens", "18:00"),
    ("offices/0/closes", "24:01"),
    ("offices/0/working_days", [0, 1]),
    ("offices/0/working_days", [1, 1]),
    ("offices/0/working_days", "weekdays"),
    ("offices/0/hours", {"8": ["09:00", "13:00"]}),
    ("offices/0/hours", {"6": ["13:00", "09:00"]}),
    ("offices/0/hours", {"6": "09:00"}),
    ("offices/0/windows", -1),
    ("offices/0/windows", 2.5),
    ("offices/0/windows", 10**400),
    ("offices/0/windows", [1] * 23),
    ("offices/0/windows", [[1] * 24] * 6),
    ("offices/0/windows", []),
    ("offices/0/doors", 2),
    ("offices/0/closed_on_holidays", "yes"),
    ("offices/0/lunch", ["14:00", "13:00"]),
    ("offices/0/lunch", ["13:00", "13:00"]),
    ("offices/0/lunch", ["13:00"]),
    ("offices/0/lunch", "13:00 to 14:00"),
    ("offices/0/breaks", {}),
    ("offices/0/breaks", [7]),
    ("offices/0/breaks", [REST] * 101),
    ("offices/0/breaks", [{"from": "12:00", "until": "13:00"}]),
    ("offices/0/breaks", [REST | {"away_share": 1.5}]),
    ("offices/0/breaks", [REST | {"away_share": -0.5}]),
    ("offices/0/breaks", [REST | {"until": "12:00"}]),
    ("offices/0/breaks", [REST | {"from": "12"}]),
    ("offices/0/breaks", [REST | {"minutes": 60}]),
    ("offices/0/breaks", [REST | {"weekdays": [8]}]),
    ("offices/0/breaks", [REST, REST]),
    ("offices/0/shifts", [SHIFT | {"windows": -1}]),
    ("offices/0/shifts", [SHIFT | {"windows": 2.5}]),
    ("offices/0/shifts", [SHIFT | {"windows": 1001}]),
    ("offices/0/shifts", [SHIFT | {"until": "09:00"}]),
    ("offices/0/shifts", [SHIFT | {"until": "25:00"}]),
    ("offices/0/shifts", [SHIFT, SHIFT]),
    ("offices/0/consultants", -1),
    ("offices/0/consultants", 1.5),
    ("offices/0/visits_weight", -1),
    ("id_pipeline/lunch", ["14:00", "13:00"]),
    ("id_pipeline/breaks", [REST, REST]),
    ("id_pipeline/closed_on_holidays", 1),
    ("demand/visit_hours", [1] * 23),
    ("demand/visit_hours", [0] * 24),
    ("demand/visit_hours", [[1] * 24] * 7),
    ("demand/visit_hours", 1),
    ("demand/visit_weekdays", [1, 1, 1, 1, 1, 1, -1]),
    ("demand/months", [1] * 11 + ["June"]),
    ("demand/online_hours", [1] * 23 + [float("nan")]),
    ("demand/online_weekdays", [1] * 8),
    ("demand/booked_share", 15),
    ("demand/access_share", -0.1),
    ("demand/anywhere_share", "half"),
    ("demand/no_show_share", 1.01),
    ("behaviour/booked_early_minutes", {"dist": "constant", "mean": -5}),
    ("behaviour/consultant_share", 2),
    ("demand/other_visits_per_hour", {"esil-1": 200_000}),
    ("demand/residence_per_day", -1),
    ("demand/residence_per_day", "many"),
    ("demand/residence_per_day", 10**400),
    ("demand/residence_per_day", float("nan")),
    ("demand/residence_per_day", float("inf")),
    ("demand/residence_per_day", True),
    ("demand/id_renewals", 1),
    ("demand/other_visits_per_hour", [60]),
    ("demand/other_visits_per_hour", "60"),
    ("demand/other_visits_per_hour", {"nura": 60}),
    ("demand/other_visits_per_hour", {"esil-1": -60}),
    ("demand/centre_share", 1.5),
    ("service_minutes/reception", {"dist": "normal", "mean": 2, "sd": 1}),
    ("service_minutes/reception", {"dist": "lognormal", "mean": 2}),
    ("service_minutes/reception", {"dist": []}),
    ("service_minutes/reception", {"dist": {}}),
    ("service_minutes/reception", {"mean": 2}),
    ("service_minutes/reception", {"dist": "constant", "mean": 10**400}),
    ("service_minutes/reception", {"dist": "lognormal", "mean": 1e-300, "sd": 1000}),
    ("service_minutes/reception", {"dist": "gamma", "mean": 1000, "sd": 1e-300}),
    ("service_minutes/reception", {"dist": "constant", "mean": -2}),
    ("service_minutes/reception", {"dist": "constant", "mean": 2, "sd": 1}),
    ("service_minutes/reception", {"dist": "uniform", "low": 3, "high": 1}),
    ("service_minutes/reception", {"dist": "triangular", "low": 1, "mode": 5, "high": 3}),
    ("service_minutes/reception", {"dist": "empirical", "values": []}),
    ("service_minutes/reception", {"dist": "empirical", "values": [1, "2"]}),
    ("service_minutes/reception", 2),
    ("service_minutes/lunch", {"dist": "constant", "mean": 2}),
    ("behaviour/filing_early_share", 0.9),
    ("behaviour/attempts", 0),
    ("registries/zags/availability", 1.1),
    ("registries/zags/latency_seconds", -1),
    ("registries/fax", {}),
    ("id_pipeline/officers", "six"),
    ("run/replications", 0),
    ("run/replications", 10.5),
    ("run/replications", True),
    ("run/seed", "1"),
    ("run/warm_up_days", 28),
    ("run/seed", -1),
    ("run/seed", 2**32),
    ("run/seed", 10**400),
    ("name", 7),
]


@pytest.mark.parametrize(
    ("path", "value"), BAD, ids=[f"{path}-{n}" for n, (path, _) in enumerate(BAD)]
)
def test_what_does_not_fit_is_refused_by_name(path: str, value: object) -> None:
    with pytest.raises(BadInput) as refusal:
        scenario_from(changed(path, value), "plan.json")
    message = str(refusal.value)
    named = [key for key in path.split("/") if not key.isdigit()]
    assert message.startswith("plan.json: ")
    assert "\n" not in message
    assert any(key in message for key in named)


@pytest.mark.parametrize("text", ["", "[]", "7", "NaN", "{" * 5, "[" * 99999])
def test_what_is_no_scenario_file_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"plan\.json: expected"):
        read_scenario(path)


def read(tmp_path: Path, text: str) -> Scenario:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    return read_scenario(path)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('"offices": [{"windows": 1' + "0" * 400 + "}]", r"offices\[0\]\.windows"),
        ('"run": {"seed": 1' + "0" * 5000 + "}", r"run\.seed"),
        ('"demand": {"residence_per_day": 1' + "0" * 5000 + "}", r"demand\.residence_per_day"),
        ('"demand": {"residence_per_day": 1e3000000}', r"demand\.residence_per_day"),
        (
            '"service_minutes": {"reception": {"dist": "constant", "mean": 1' + "0" * 400 + "}}",
            r"service_minutes\.reception\.mean",
        ),
        ('"policy": {"norm_m2": 15.000000000000000000001}', r"policy\.norm_m2"),
        ('"name": ' + "[" * 900 + "]" * 900, "name"),
    ],
)
def test_a_number_that_no_lever_takes_is_refused_by_name_in_a_file(
    text: str, named: str, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=named):
        read(tmp_path, '{"format": "tirkeu.scenario/1", ' + text + "}")


def test_a_file_and_the_same_document_are_the_same_scenario(tmp_path: Path) -> None:
    part = {"registries": {"zags": {"latency_seconds": 2.5}}, "policy": {"norm_m2": 15.5}}
    document = {**MINIMAL, **part, "demand": {"other_visits_per_hour": {"centre-1": [0.5] * 24}}}
    found = read(tmp_path, json.dumps(document))
    assert found == scenario_from(document)
    assert found.policy.norm_m2 == 155
    assert json.dumps(found.document) == json.dumps(scenario_from(document).document)


def test_visits_in_no_form_are_refused_with_what_came() -> None:
    with pytest.raises(BadInput, match=r'other_visits_per_hour: expected a number .*, got "60"'):
        scenario_from({**MINIMAL, "demand": {"other_visits_per_hour": "60"}})


@pytest.mark.parametrize("visits", [12, [12] * 24, [[12] * 24] * 7])
def test_visits_that_name_no_office_are_those_of_each(visits: object) -> None:
    offices = [{"id": "one"}, {"id": "other"}]
    each, said = (
        scenario_from({**MINIMAL, "offices": offices, "demand": {"other_visits_per_hour": given}})
        for given in ({"one": visits, "other": visits}, visits)
    )
    assert said == each
    assert said.document == each.document


def test_a_scenario_is_read_as_strictly_as_a_case_and_no_stricter(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeff" + json.dumps(MINIMAL)) == scenario_from(MINIMAL)
    with pytest.raises(BadInput, match=r"at most \d+ bytes"):
        read(tmp_path, json.dumps(MINIMAL) + " " * 5_000_000)


@pytest.mark.parametrize("name", ["lognormal", "gamma"])
@pytest.mark.parametrize(
    ("sd", "fits"), [(0, True), (0.9e-6, False), (1e-6, True), (1000, True), (1001, False)]
)
def test_a_spread_is_in_proportion_to_its_mean(name: str, sd: float, fits: bool) -> None:  # noqa: FBT001 - a column of the table
    document = {"dist": name, "mean": 1, "sd": sd}
    if fits:
        assert np.isfinite(distribution_from(document, "x").sample(SOME, 1000)).all()
        return
    with pytest.raises(BadInput, match=r"x\.sd: expected 0, or from 1e-06 to 1000 times the mean"):
        distribution_from(document, "x")


def test_a_key_given_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text('{"format": "tirkeu.scenario/1", "name": "a", "name": "b"}', encoding="utf-8")
    with pytest.raises(BadInput, match="name twice"):
        read_scenario(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="a file that can be read"):
        read_scenario(tmp_path / "nothing.json")


def test_two_offices_need_two_names() -> None:
    with pytest.raises(BadInput, match=r"offices\[1\]\.id"):
        scenario_from({**MINIMAL, "offices": [{}, {}]})


def test_the_command_line_can_change_replications_and_seed() -> None:
    scenario = with_run(scenario_from(CONTRACT), 3, None)
    assert (scenario.replications, scenario.seed) == (3, 1)
    assert scenario.document["run"]["replications"] == 3
    with pytest.raises(BadInput, match="replications"):
        with_run(scenario, 0, None)


def test_the_command_line_can_change_the_city() -> None:
    scenario = scenario_from(CONTRACT)
    assert with_run(scenario, None, None, (300, 2)).city == (300, 2)
    assert with_run(scenario, None, None, (300, 2)).document["city"]["seed"] == 2
    assert with_run(scenario, None, None).city == (100000, 1)
    with pytest.raises(BadInput, match=r"command line: city\.population"):
        with_run(scenario, None, None, (3, 1))


@pytest.mark.parametrize(("lever", "stretch"), [("breaks", REST), ("shifts", SHIFT)])
def test_overlapping_stretches_are_refused_by_the_name_of_the_later(
    lever: str, stretch: dict[str, Any]
) -> None:
    later = stretch | {"from": "12:59", "until": "15:30"}
    apart = stretch | {"from": "16:00", "until": "17:00"}
    with pytest.raises(BadInput) as refusal:
        scenario_from(changed(f"offices/0/{lever}", [stretch, apart, later]), "plan.json")
    assert str(refusal.value) == (
        f"plan.json: offices[0].{lever}[2]: expected no overlap with offices[0].{lever}[0], "
        f"which is {stretch['from']} to 13:00, got 12:59 to 15:30"
    )


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        ({}, {"from": "13:00", "until": "15:00"}, True),  # the end is outside
        ({}, {"from": "12:59", "until": "15:00"}, False),
        ({"weekdays": [1, 3]}, {"weekdays": [2, 4]}, True),
        ({"weekdays": [1, 3]}, {"weekdays": [3]}, False),
        ({"weekdays": [7]}, {}, False),  # left out: on every day
    ],
)
def test_stretches_may_touch_and_may_be_of_different_weekdays(
    first: dict[str, Any],
    second: dict[str, Any],
    fits: bool,  # noqa: FBT001 - a column of the table
) -> None:
    document = changed("offices/0/shifts", [SHIFT | first, SHIFT | second])
    document["offices"][0]["windows"] = None
    if fits:
        assert len(scenario_from(document).offices[0].shifts or ()) == 2
        return
    with pytest.raises(BadInput, match=r"offices\[0\]\.shifts\[1\]: expected no overlap"):
        scenario_from(document)


@pytest.mark.parametrize(
    ("lever", "value", "fits"),
    [
        ("residence_per_day", 20_000_000 / 364, True),
        ("residence_per_day", 54_950, False),
        ("temporary_stay_per_day", 54_950, False),
        ("other_visits_per_hour", {"esil-1": 20_000_000 / 49 / 52}, True),
        ("other_visits_per_hour", {"esil-1": 7_900}, False),
    ],
)
def test_more_visits_than_memory_holds_are_refused(
    lever: str,
    value: object,
    fits: bool,  # noqa: FBT001 - a column of the table
) -> None:
    document = changed(f"demand/{lever}", value)
    document["period"] = {"from": "2026-01-01", "until": "2026-12-31"}
    if fits:
        assert scenario_from(document).days == 364
        return
    with pytest.raises(BadInput, match=rf"demand\.{lever}.*: expected at most 20000000"):
        scenario_from(document)


def office(levers: dict[str, Any]) -> dict[str, Any]:
    return {**MINIMAL, "offices": [levers]}


def refused(document: dict[str, Any]) -> str:
    with pytest.raises(BadInput) as refusal:
        scenario_from(document, "plan.json")
    return str(refusal.value)


@pytest.mark.parametrize("windows", [4, 0, [3] * 23 + [4], [[3] * 24] * 6 + [[2] * 24]])
@pytest.mark.parametrize("shifts", [[], [SHIFT]])
def test_windows_that_shifts_stand_in_for_are_refused(
    windows: object, shifts: list[dict[str, Any]]
) -> None:
    message = refused(office({"windows": windows, "shifts": shifts}))
    assert message.startswith("plan.json: offices[0].windows: expected null, or the default 3, ")


@pytest.mark.parametrize("windows", [{}, {"windows": None}, {"windows": 3}, {"windows": [3] * 24}])
def test_shifts_without_windows_of_their_own_read_back(windows: dict[str, Any]) -> None:
    read = scenario_from(office({**windows, "shifts": [SHIFT]}))
    assert read.offices[0].shifts is not None
    assert scenario_from(dict(read.document)).document == read.document
    without = {**read.document["offices"][0], "shifts": None}
    assert scenario_from(office(without)).offices[0].shifts is None


SATURDAY = {"hours": {"6": ["08:00", "14:00"]}}


@pytest.mark.parametrize(
    ("levers", "lunch", "fits"),
    [
        ({}, ["17:59", "19:00"], True),
        ({}, ["18:00", "19:00"], False),
        ({}, ["08:00", "09:00"], False),
        ({}, ["08:00", "09:01"], True),
        ({}, ["00:00", "24:00"], True),
        (SATURDAY, ["08:00", "09:00"], True),  # one day with that lunch is enough
        (SATURDAY, ["07:00", "08:00"], False),
        ({"working_days": []}, ["03:00", "04:00"], True),  # no doors that it could close
        ({"working_days": [], **SATURDAY}, ["14:00", "15:00"], False),
    ],
)
def test_a_lunch_falls_into_opening_hours(
    levers: dict[str, Any],
    lunch: list[str],
    fits: bool,  # noqa: FBT001 - a column of the table
) -> None:
    document = office({**levers, "lunch": lunch})
    if fits:
        assert scenario_from(document).offices[0].lunch is not None
        return
    assert refused(document).startswith("plan.json: offices[0].lunch: expected a time inside")


@pytest.mark.parametrize(
    ("pickup_hours", "fits"),
    [(None, False), ({"1": ["18:00", "20:00"]}, True), ({"1": ["19:00", "20:00"]}, False)],
)
def test_a_lunch_of_officers_may_be_that_of_the_desks(
    pickup_hours: object,
    fits: bool,  # noqa: FBT001 - a column of the table
) -> None:
    levers = {"lunch": ["18:00", "19:00"], "pickup_hours": pickup_hours}
    document = {**MINIMAL, "id_pipeline": levers}
    if fits:
        assert scenario_from(document).id_pipeline.lunch == (1080, 1140)
        return
    assert refused(document).startswith("plan.json: id_pipeline.lunch: expected a time inside")


ORDER = "expected the earlier time first, as hours do not cross midnight"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (
            "offices/0/windows",
            "3",
            'offices[0].windows: expected a whole number from 0 to 1000, got "3"',
        ),
        ("offices/0/windows", True, "a whole number from 0 to 1000, got true"),
        ("offices/0/opens", 9, "offices[0].opens: expected a time from 00:00 to 24:00, got 9"),
        ("offices/0/opens", "9:00", 'a time from 00:00 to 24:00, got "9:00"'),
        (
            "offices/0/opens",
            "18:00",
            f"offices[0].opens: {ORDER}, got 18:00 and 18:00",
        ),
        (
            "id_pipeline/opens",
            "19:00",
            f"id_pipeline.opens: {ORDER}, got 19:00 and 18:00",
        ),
        (
            "offices/0/hours",
            {"6": ["22:00", "06:00"]},
            f"offices[0].hours.6: {ORDER}, got 22:00 and 06:00",
        ),
        (
            "offices/0/shifts",
            [SHIFT | {"from": "22:00", "until": "06:00"}],
            "offices[0].shifts[0].until: expected a time after 22:00, as no stretch crosses",
        ),
        ("offices/0/id", "all", 'offices[0].id: expected a name of its own, got "all"'),
        ("registries/zagz", {}, "registries.zagz: expected one of "),
        ("colour", 1, "colour: expected one of "),
        (
            "demand/residence_per_day",
            float("nan"),
            "applications a calendar day from 0 to 100000, got NaN",
        ),
    ],
)
def test_a_message_says_what_came_so_that_its_type_is_seen(
    path: str, value: object, said: str
) -> None:
    message = refused(changed(path, value))
    assert message.startswith("plan.json: ")
    assert said in message


WHOLE = {
    "offices": [{"windows": [3.0] * 24, "working_days": [1.0, 2.0], "reception_desks": 2.0}],
    "run": {"replications": 10.0, "seed": 7.0},
    "city": {"population": 20000.0},
}


def test_a_whole_number_with_a_point_is_the_same_scenario(tmp_path: Path) -> None:
    plain = json.loads(json.dumps(WHOLE).replace(".0", ""))
    wanted = scenario_from({**MINIMAL, **plain})
    for found in (
        scenario_from({**MINIMAL, **WHOLE}),
        read(tmp_path, json.dumps({**MINIMAL, **WHOLE})),
    ):
        assert found == wanted
        assert json.dumps(found.document) == json.dumps(wanted.document)
        assert isinstance(found.replications, int)


def test_exact_decimals_inside_a_list_are_shown_as_numbers(tmp_path: Path) -> None:
    text = '{"format": "tirkeu.scenario/1", "demand": {"months": [1.5, 1e999, "x"]}}'
    with pytest.raises(BadInput, match=r'got \[1\.5, "1E\+999", "x"\]'):
        read(tmp_path, text)


def holding(lever: Lever, value: str) -> str:
    """The text of a scenario that states one lever, as it is written."""
    key, _, system = lever.section.removesuffix("[]").partition(".")
    part = f'{{"{lever.name}": {value}}}'
    part = f'{{"{system.replace("*", "zags")}": {part}}}' if system else part
    part = f"[{part}]" if lever.section.endswith("[]") else part
    return f'{{"format": "tirkeu.scenario/1", "{key}": {part}}}'


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused_by_the_name_of_its_lever(value: str, tmp_path: Path) -> None:
    for lever in (lever for levers in LEVERS.values() for lever in levers.values()):
        where = lever.path.replace("[]", "[0]").replace(".*", ".zags")
        with pytest.raises(BadInput) as refusal:
            read(tmp_path, holding(lever, value))
        assert f": {where}: expected" in str(refusal.value)
        assert str(refusal.value).endswith(f"got {value}")
