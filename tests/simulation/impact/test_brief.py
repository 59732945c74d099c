"""The brief of a setting: the numbers of its result, sooner."""

from datetime import date

import pytest

from domain.readings import Switch
from simulation.impact.setting import RESIDENCE_SWITCHES, Setting, lawful
from simulation.impact.study import Study
from synthetic_data.generate import generate_city

DAY = date(2026, 2, 2)
LAW = lawful(DAY)


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(generate_city(8_000, 1), DAY)


def assert_brief_is_result(study: Study, setting: Setting) -> None:
    brief, result = study.brief(setting), study.result(setting)
    by_norm = sum(end.count for end in result.sequential if end.basis == "norm")
    assert (brief.total, brief.by_norm) == (result.total, by_norm)
    assert brief.turned_away == result.turned_away
    assert brief.turned_away_static == result.turned_away_static
    assert brief.stock == result.stock
    assert brief.households == result.households
    assert brief.kept_out == result.kept_out


@pytest.mark.parametrize("norm", [None, 60, 61, 119, 120, 150, 151, 299, 300])
def test_a_brief_has_the_numbers_of_the_result_under_every_norm(
    study: Study, norm: int | None
) -> None:
    assert_brief_is_result(study, LAW.at(norm))


@pytest.mark.parametrize("switch", RESIDENCE_SWITCHES, ids=lambda switch: switch.name)
@pytest.mark.parametrize("norm", [None, 143])
def test_a_brief_has_the_numbers_of_the_result_under_every_reading(
    study: Study, switch: Switch, norm: int | None
) -> None:
    assert_brief_is_result(study, LAW.at(norm).read(**{switch.name: switch.other}))
