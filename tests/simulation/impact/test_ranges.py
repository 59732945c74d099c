"""How far headlines move when assumptions do: around the value, the widest first."""

from datetime import date

import pytest

from simulation.demand.mix import FIGURES, SCALARS, assumed
from simulation.impact.assumptions import USEFUL, Assumption, assumptions
from simulation.impact.ranges import WIDEST, Heads
from simulation.impact.results import Range
from simulation.impact.setting import Setting, lawful
from simulation.impact.study import Study
from synthetic_data import evidence
from synthetic_data.generate import generate_city

DAY = date(2026, 2, 2)
LAW = lawful(DAY)
SETTINGS = {"law": LAW, "stricter": LAW.at(180), "useful": LAW.read(area="useful")}


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(generate_city(12_000, 4), DAY)


@pytest.fixture(params=SETTINGS)
def setting(request: pytest.FixtureRequest) -> Setting:
    return SETTINGS[request.param]


def test_every_headline_has_its_value_in_its_range(study: Study, setting: Setting) -> None:
    result = study.result(setting)
    by_norm = sum(end.count for end in result.sequential if end.basis == "norm")
    values = Heads(result.turned_away, by_norm, result.households.split)
    found = study.ranges(setting)
    assert {each.headline: each.value for each in found} == values._asdict()
    for each in found:
        assert each.low <= each.value <= each.high
        assert each.low < each.high


def test_a_range_is_as_wide_as_its_eight_widest_assumptions(study: Study, setting: Setting) -> None:
    for each in study.ranges(setting):
        widths = [swing.width for swing in each.swings]
        assert len(widths) == WIDEST
        assert widths == sorted(widths, reverse=True)
        ends = [end for swing in each.swings for end in (swing.at_low, swing.at_high)]
        assert (each.low, each.high) == (min(*ends, each.value), max(*ends, each.value))


def test_the_same_setting_has_the_same_ranges_whatever_was_asked_before(study: Study) -> None:
    fresh = Study(study.city, DAY)
    assert fresh.ranges(LAW.at(180)) == study.ranges(LAW.at(180))


def test_where_nothing_moves_there_is_a_range_without_assumptions(study: Study) -> None:
    before = date(2025, 11, 10)
    for each in Study(study.city, before).ranges(lawful(before)):
        assert each == Range(each.headline, 0, 0, 0, ())


def swing(ranges: tuple[Range, ...], headline: str, name: str) -> tuple[int, int] | None:
    found = next(each for each in ranges if each.headline == headline)
    ends = {each.name: (each.at_low, each.at_high) for each in found.swings}
    return ends.get(name)


@pytest.mark.parametrize("name", ["mix.arrivals", "mix.moves"])
def test_more_applications_meet_more_of_everything(study: Study, name: str) -> None:
    for headline in ("refused_sequential", "admitted_by_norm_sequential"):
        low, high = swing(study.ranges(LAW), headline, name) or (0, 1)
        assert low < high


def test_fewer_digital_acts_turn_more_people_away(study: Study) -> None:
    name = "registers.digitised_share_by_birth_year"
    low, high = swing(study.ranges(LAW), "refused_sequential", name) or (1, 0)
    assert low > high


def test_every_swing_says_between_which_values_its_assumption_moves(study: Study) -> None:
    for found in study.ranges(LAW):
        for each in found.swings:
            assert each.low is not None
            assert each.high is not None
            assert each.low < each.high


def test_the_useful_share_of_an_area_matters_only_where_it_is_read(study: Study) -> None:
    names = {setting: _names(study.ranges(setting)) for setting in (LAW, SETTINGS["useful"])}
    assert USEFUL not in names[LAW]
    assert USEFUL in names[SETTINGS["useful"]]


def _names(ranges: tuple[Range, ...]) -> set[str]:
    return {each.name for found in ranges for each in found.swings}


def test_every_assumption_says_where_it_is_from_and_how_far_it_may_be_off() -> None:
    found = assumptions()
    assert len({each.name for each in found}) == len(found)
    for each in found:
        assert each.unit
        assert each.kind in evidence.KINDS
        assert each.source
        if each.low is not None and each.high is not None:
            assert each.low < each.high
            assert each.value is None or each.low <= each.value <= each.high


def test_every_share_of_the_mix_with_a_low_and_a_high_is_moved() -> None:
    names = {each.name for each in assumptions()}
    assert {f"mix.{name}" for name in SCALARS} <= names
    assert sum(name.startswith("mix.relations.") for name in names) == len(
        FIGURES["relations"]["value"]
    )


@pytest.mark.parametrize("each", [a for a in assumptions() if a.name.startswith("mix.relations")])
def test_the_shares_of_relations_still_sum_to_what_they_did(each: Assumption) -> None:
    whole = sum(assumed().relations.values())
    for world in (each.at_low, each.at_high):
        assert sum(world.mix.relations.values()) == pytest.approx(whole)
