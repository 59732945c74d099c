"""The address of the Flows page: read strictly, written back the same, turned into a scenario."""

from datetime import date
from pathlib import Path

import pytest

from app.pages.flows.callbacks import typed
from app.pages.flows.form import shown_values, wrong_words
from app.pages.flows.job import job_of, key_of
from app.pages.flows.levers import (
    FIELDS,
    Asked,
    read_asked,
    read_value,
    scenario_document,
    write_value,
    written,
)
from app.visit import visit
from simulation.scenario import scenario_from

CITY = (20_000, 1)
BY_NAME = {lever.name: lever for lever in FIELDS}


def asked(**query: str) -> Asked:
    return read_asked(visit("/flows", query, None), CITY[0])


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("norm", "5.9", None),
        ("norm", "6", 60),
        ("norm", "12.5", 125),
        ("norm", "12,5", 125),
        ("norm", "12.55", None),
        ("norm", "30", 300),
        ("norm", "30.1", None),
        ("norm", "nan", None),
        ("norm", "1e1", None),
        ("norm", "1_5", None),
        ("norm", "١٥", None),
        ("norm", " 15 ", 150),
        ("before", "0", 0),
        ("before", "365", 365),
        ("before", "366", None),
        ("before", "-1", None),
        ("windows", "0", None),
        ("windows", "1", 1),
        ("windows", "2.5", None),
        ("windows", "many", None),
        ("windows", "", None),
        ("replications", "1", None),
        ("replications", "2", 2),
        ("seed", "4294967295", 4_294_967_295),
        ("seed", "4294967296", None),
    ],
)
def test_a_value_is_read_or_refused(name: str, text: str, value: int | None) -> None:
    assert read_value(BY_NAME[name], text) == value


@pytest.mark.parametrize(("name", "value"), [("norm", 60), ("norm", 125), ("windows", 7)])
def test_what_is_written_reads_back(name: str, value: int) -> None:
    lever = BY_NAME[name]
    assert read_value(lever, write_value(lever, value)) == value


def test_levers_at_their_usual_places_are_not_written() -> None:
    same = asked(norm="15", windows="3", before="30")
    assert same.chosen == {}
    assert set(written(same).values()) == {None}
    assert same.moved == ()


def test_a_value_that_cannot_be_used_is_named_and_the_usual_one_taken() -> None:
    found = asked(norm="99", windows="2")
    assert found.wrong == {"norm": "99"}
    assert (found["norm"], found["windows"]) == (150, 2)
    words = visit("/flows", {"lang": "en"}, None).words
    said = wrong_words(found, BY_NAME["norm"], words)
    assert said == "From 6 to 30 m² in steps of 0.1 is needed, “99” came. Taken: 15."
    assert wrong_words(found, BY_NAME["windows"], words) == ""


@pytest.mark.parametrize("key", ["", "0123456789abcde", "0123456789abcdeg", "../../etc/passwd"])
def test_a_run_has_a_key_of_its_own_form(key: str) -> None:
    found = asked(run=key)
    assert found.run is None
    assert found.wrong == {"run": key}
    assert asked(run="0123456789abcdef").run == "0123456789abcdef"


def test_there_was_no_norm_before_its_day() -> None:
    assert asked(day="2025-12-25")["norm"] is None
    assert asked(day="2025-12-26")["norm"] == 150


def test_the_period_starts_on_the_day_of_the_page() -> None:
    found = asked(day="2026-03-02", weeks="2")
    assert (found.first, found.until) == (date(2026, 3, 2), date(2026, 3, 16))


def test_staff_grows_with_the_city_and_never_below_the_models_own() -> None:
    here = visit("/flows", {}, None)
    assert [read_asked(here, size)["windows"] for size in (3_000, 20_000, 40_000)] == [3, 3, 6]


def test_the_levers_make_a_scenario_and_the_law_another() -> None:
    moved = asked(norm="12.5", after="0", windows="2", officers="4", weeks="1", seed="7")
    yours = scenario_from(scenario_document(moved, CITY, lawful=False))
    law = scenario_from(scenario_document(moved, CITY, lawful=True))
    assert (yours.policy.norm_m2, yours.policy.window_after_days) == (125, 0)
    assert (law.policy.norm_m2, law.policy.window_after_days) == (None, None)
    assert yours.offices[0].windows[0][0] == 2
    assert law.offices[0].windows[0][0] == 3
    assert (yours.id_pipeline.officers[0][0], law.id_pipeline.officers[0][0]) == (4, 1)
    assert (yours.days, yours.seed) == (law.days, law.seed) == (7, 7)


def test_the_same_question_has_the_same_key_and_another_another(tmp_path: Path) -> None:
    def key(**query: str) -> str:
        return key_of(job_of(asked(**query), tmp_path, CITY))

    assert key(norm="12") == key(norm="12.0", windows="3") == key(norm="12", lang="kk")
    assert len({key(), key(norm="12"), key(windows="2"), key(seed="2"), key(weeks="1")}) == 5


def test_without_moved_levers_there_is_nothing_to_compare(tmp_path: Path) -> None:
    assert job_of(asked(seed="3"), tmp_path, CITY).law is None
    assert job_of(asked(windows="4"), tmp_path, CITY).law is not None


def test_what_stands_in_a_field_when_run_is_pressed_counts() -> None:
    here = asked(windows="2", norm="abc")
    shown = shown_values(here)
    said = {"query": {"windows": "2", "norm": "abc"}, "language": "ru", "shown": shown}
    values = [{**shown, "norm": 12.5, "windows": ""}[lever.name] for lever in FIELDS]
    assert typed(said, tuple(values))["query"] == {"norm": "12.5"}
    untouched = tuple(shown[lever.name] for lever in FIELDS)
    assert typed(said, untouched)["query"] == {"windows": "2", "norm": "abc"}
