"""The address of the Norms page: read strictly, written back the same."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pages.norms.levers import GROUPS, SHOWN
from app.pages.norms.page import wrong_words
from app.pages.norms.state import KNOWN, PATH, Asked, read_norm, read_setting, written
from app.policy import read_ratio, write_norm, write_ratio
from app.visit import visit
from domain.readings import Readings
from simulation.impact.setting import RESIDENCE_SWITCHES, Setting, lawful

DAY = date(2026, 2, 2)
LAW = lawful(DAY)


def asked(**query: str) -> Asked:
    return read_setting(visit(PATH, {"lang": "en", **query}, None))


readings = st.builds(
    Readings, **{switch.name: st.sampled_from(switch.values) for switch in RESIDENCE_SWITCHES}
)


@st.composite
def settings(draw: st.DrawFn) -> Setting:
    law = replace(LAW.law, norm_tenths=draw(st.integers(60, 300)))
    read = draw(readings)
    if read.area == "useful":
        law = replace(law, useful_permille=draw(st.integers(500, 1_000)))
    return Setting(law, read)


@given(setting=settings())
def test_what_is_written_into_the_address_reads_back(setting: Setting) -> None:
    found = asked(**written(setting, LAW))
    assert found.setting == setting
    assert found.wrong == {}
    assert found.is_lawful is (setting == LAW)


@given(setting=settings())
def test_only_levers_that_stand_elsewhere_than_the_law_are_written(setting: Setting) -> None:
    found = written(setting, LAW)
    assert ("norm" in found) is (setting.norm_tenths != LAW.norm_tenths)
    assert set(setting.moved()) == set(found) - {"norm", "ratio"}


@given(query=st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=4))
def test_whatever_the_address_says_it_is_answered_and_named(query: dict[str, str]) -> None:
    found = read_setting(visit(PATH, {**query, "lang": "en"}, None))
    assert set(found.wrong) >= {name for name in query if name not in KNOWN}


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("5.9", None),
        ("6", 60),
        ("6.0", 60),
        ("6.1", 61),
        ("12,5", 125),
        ("12.55", None),
        ("12.50", 125),
        ("29.9", 299),
        ("30", 300),
        ("30.1", None),
        ("nan", None),
        ("1e1", None),
        ("-12", None),
        ("١٥", None),
        ("", None),
    ],
)
def test_a_norm_is_read_in_tenths_or_refused(text: str, norm: int | None) -> None:
    assert read_norm(text) == norm


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("0.499", None),
        ("0.5", 500),
        ("0,935", 935),
        ("0.9351", None),
        ("1", 1_000),
        ("1.001", None),
    ],
)
def test_a_ratio_is_read_in_thousandths_or_refused(text: str, ratio: int | None) -> None:
    assert read_ratio(text) == ratio


@pytest.mark.parametrize("norm", [60, 61, 150, 299, 300])
def test_a_norm_reads_back(norm: int) -> None:
    assert read_norm(write_norm(norm)) == norm


@pytest.mark.parametrize("ratio", [500, 930, 935, 1_000])
def test_a_ratio_reads_back(ratio: int) -> None:
    assert read_ratio(write_ratio(ratio)) == ratio


def test_a_lever_at_the_law_is_not_moved() -> None:
    assert asked(norm="15", area="total", count_temporary="true").moved == ()


def test_the_ratio_counts_under_the_useful_area_only() -> None:
    assert asked(ratio="0.8").is_lawful
    assert asked(ratio="0.8", area="useful").setting.law.useful_permille == 800


def test_wrong_values_are_named_and_the_others_count() -> None:
    found = asked(norm="99", area="big", colour="red", sibling="both", ratio="2", hall_norm="1")
    assert found.setting == LAW.read(sibling="both")
    assert set(found.wrong) == {"norm", "area", "colour", "ratio", "hall_norm"}


@pytest.mark.parametrize(
    ("name", "got", "said"),
    [
        ("norm", "99", "norm=99 (from 6 to 30 in steps of 0.1 is needed)"),
        ("area", "big", "area=big (total or useful is needed)"),
        ("hall_norm", "1", "hall_norm=1 (false or true is needed)"),
        ("colour", "red", "colour=red"),
    ],
)
def test_a_wrong_value_is_told_what_is_needed(name: str, got: str, said: str) -> None:
    words = visit(PATH, {"lang": "en"}, None).words
    assert wrong_words(asked(**{name: got}), words) == f"Not understood and left out: {said}."


def test_on_a_day_without_a_norm_the_laws_own_value_is_a_moved_lever() -> None:
    found = asked(day="2025-12-25", norm="15")
    assert (found.lawful.norm_tenths, found.setting.norm_tenths) == (None, 150)
    assert found.moved == ("norm",)


@pytest.mark.parametrize(
    ("day", "norm_tenths"), [("2025-12-01", 150), ("2026-02-02", None), ("2026-02-02", 150)]
)
def test_what_the_active_scenario_moves_is_no_lever_of_the_page(
    day: str, norm_tenths: int | None
) -> None:
    here = visit(PATH, {"lang": "en", "day": day}, None)
    found = read_setting(here, {"norm_tenths": norm_tenths})
    assert found.setting.norm_tenths == norm_tenths
    assert found.moved == ()


@pytest.mark.parametrize("norm", ["12", "15"])
def test_a_norm_of_the_address_waits_for_the_first_day_of_the_scenario_and_stays_its_lever(
    norm: str,
) -> None:
    here = visit(PATH, {"lang": "en", "norm": norm, "sibling": "both"}, None)
    found = read_setting(here, {"norm_tenths": None}, date(2026, 3, 1))
    assert found.setting.norm_tenths is None
    assert found.norm == int(norm) * 10
    assert found.written == {"norm": norm, "sibling": "both"}


def test_every_reading_of_a_registration_has_its_lever() -> None:
    levers = [*SHOWN, *(name for names in GROUPS.values() for name in names)]
    assert sorted(levers) == sorted(switch.name for switch in RESIDENCE_SWITCHES)
