"""What is told of a setting adds up, whatever the setting."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from domain.readings import SWITCHES, Readings, Switch
from simulation.impact.results import DIMENSIONS, TURNED_AWAY, Ending, Group, Result
from simulation.impact.setting import (
    HIGHEST_NORM,
    LOWEST_NORM,
    RESIDENCE_SWITCHES,
    Setting,
    lawful,
)
from simulation.impact.study import Study
from synthetic_data.city import City
from synthetic_data.generate import generate_city

DAY = date(2026, 2, 2)
LAW = lawful(DAY)


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(12_000, 4)


@pytest.fixture(scope="module")
def study(city: City) -> Study:
    return Study(city, DAY)


norms = st.none() | st.integers(LOWEST_NORM, HIGHEST_NORM)
readings = st.builds(
    Readings, **{switch.name: st.sampled_from(switch.values) for switch in RESIDENCE_SWITCHES}
)
settings = st.builds(lambda norm, read: Setting(LAW.at(norm).law, read), norms, readings)


def by_kind(ends: tuple[Ending, ...]) -> Counter[tuple[str, str | None]]:
    return Counter({(end.outcome, end.basis): end.count for end in ends})


@given(setting=settings)
@examples(max_examples=40)
def test_everything_told_of_a_setting_adds_up(study: Study, setting: Setting) -> None:
    result = study.result(setting)
    assert result.total == sum(end.count for end in result.sequential)
    assert result.total == sum(end.count for end in result.static)
    assert set(result.by) == set(DIMENSIONS)
    for groups in result.by.values():
        assert_groups_add_up(groups, result)
    assert sum(group.count for group in result.kept_out) == result.turned_away
    assert result.persons_turned_away <= result.turned_away
    false = result.false_refusals
    assert sum(false.by_cause.values()) == false.total
    assert false.total <= by_outcome(result)["kinship_not_confirmed"]
    homes = result.households
    assert homes.let_in + homes.split + homes.nobody_registered <= homes.total
    assert homes.turned_away <= homes.nobody_registered
    assert result.hall_in_full <= by_kind(result.sequential)["registered", "hall"]
    assert result.rubber.stopped + result.rubber.let_in <= result.rubber.asked


def assert_groups_add_up(groups: tuple[Group, ...], result: Result) -> None:
    sums = [
        sum(getattr(group, name) for group in groups)
        for name in ("total", "by_norm", "other_ways", "turned_away")
    ]
    by_norm = by_kind(result.sequential)["registered", "norm"]
    registered = by_outcome(result)["registered"]
    assert sums == [result.total, by_norm, registered - by_norm, result.turned_away]


def by_outcome(result: Result) -> Counter[str]:
    found: Counter[str] = Counter()
    for end in result.sequential:
        found[end.outcome] += end.count
    return found


@given(before=settings, after=settings)
@examples(max_examples=20)
def test_flows_leave_one_result_and_arrive_at_the_other(
    study: Study, before: Setting, after: Setting
) -> None:
    out: Counter[tuple[str, str | None]] = Counter()
    into: Counter[tuple[str, str | None]] = Counter()
    for flow in study.flows(before, after):
        out[flow.before] += flow.count
        into[flow.after] += flow.count
    for found, setting in ((out, before), (into, after)):
        del found["not_made", None]
        assert found == by_kind(study.result(setting).sequential)


@pytest.mark.parametrize("switch", RESIDENCE_SWITCHES, ids=lambda switch: switch.name)
def test_a_reading_moved_and_moved_back_changes_nothing(study: Study, switch: Switch) -> None:
    name = switch.name
    there = LAW.read(**{name: SWITCHES[name].other})
    assert study.result(there.read(**{name: SWITCHES[name].default})) == study.result(LAW)


def test_the_same_city_day_and_seed_give_the_same_numbers(city: City, study: Study) -> None:
    again = Study(city, DAY)
    assert again.result(LAW.at(170)) == study.result(LAW.at(170))
    assert again.curve(LAW) == study.curve(LAW)


@pytest.mark.parametrize("norm", [60, 61, 149, 150, 151, 299, 300])
def test_the_static_curve_says_what_each_norm_by_itself_does(study: Study, norm: int) -> None:
    result, point = study.result(LAW.at(norm)), study.curve(LAW).static[norm - LOWEST_NORM]
    assert point.norm_tenths == norm
    assert point.open == result.stock.open
    assert point.by_norm == by_kind(result.static)["registered", "norm"]
    assert point.turned_away == result.turned_away_static


@pytest.mark.parametrize("place", [0, 1, 17, 18, 19, 47, 48])
def test_the_sequential_curve_says_what_each_norm_in_order_does(study: Study, place: int) -> None:
    point = study.curve(LAW).sequential[place]
    result = study.result(LAW.at(point.norm_tenths))
    assert point.norm_tenths == LOWEST_NORM + 5 * place
    assert point.by_norm == by_kind(result.sequential)["registered", "norm"]
    assert point.turned_away == result.turned_away


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_the_curves_of_groups_sum_to_the_curve(study: Study, dimension: str) -> None:
    groups = study.group_curves(LAW, dimension)
    assert [group.code for group in groups] == [
        group.code for group in study.result(LAW).by[dimension]
    ]
    curve = study.curve(LAW).static
    for name in ("by_norm", "turned_away"):
        summed = np.sum([getattr(group, name) for group in groups], axis=0)
        assert summed.tolist() == [getattr(point, name) for point in curve]


def test_a_stricter_norm_admits_no_more_by_norm_and_opens_no_more_dwellings(study: Study) -> None:
    curve = study.curve(LAW).static
    for milder, stricter in pairwise(curve):
        assert stricter.by_norm <= milder.by_norm
        assert stricter.open <= milder.open


def test_each_reading_has_the_effect_that_its_result_has(study: Study) -> None:
    setting = LAW.read(sibling="both").at(140)
    effects = {effect.name: effect for effect in study.reading_effects(setting)}
    assert set(effects) == {switch.name for switch in RESIDENCE_SWITCHES}
    assert effects["sibling"].value == "any"
    here = study.result(setting)
    for name in ("sibling", "norm_reading", "count_under_14", "owner_himself", "exemptions"):
        there = setting.read(**{name: effects[name].value})
        assert effects[name].change == study.result(there).turned_away - here.turned_away
        moved = sum(f.count for f in study.flows(setting, there) if f.before != f.after)
        assert effects[name].moved == moved


def test_readings_are_ranked_by_what_they_do(study: Study) -> None:
    changes = [abs(effect.change) for effect in study.reading_effects(LAW)]
    assert changes == sorted(changes, reverse=True)
    assert changes[0] > 0


def test_with_complete_acts_nobody_is_refused_falsely_and_nobody_more(
    city: City, study: Study
) -> None:
    whole = Study(complete(city), DAY)
    for norm in (100, 150, 220):
        now, then = study.result(LAW.at(norm)), whole.result(LAW.at(norm))
        assert now.false_refusals.total > 0
        assert then.false_refusals.total == 0
        assert then.turned_away_static <= now.turned_away_static


def complete(city: City) -> City:
    """The city with every act on file."""
    return replace(
        city,
        father_recorded=city.father,
        mother_recorded=city.mother,
        act_recorded=np.ones(city.persons, bool),
        marriage_recorded=np.ones(len(city.spouse_a), bool),
    )


@pytest.mark.parametrize("norm", [100, 150, 220, 300])
def test_kin_who_say_what_they_are_and_whose_acts_are_on_file_come_in(
    study: Study, norm: int
) -> None:
    usual = {group.code for group in study.result(LAW.at(norm)).kept_out}
    assert "other" not in usual
    narrow = study.result(LAW.at(norm).read(grandkin="literal")).kept_out
    assert "other" in {group.code for group in narrow}


def test_without_a_norm_nobody_is_turned_away_by_it(study: Study) -> None:
    result = study.result(LAW.at(None))
    assert result.turned_away == result.turned_away_static == 0
    assert result.kept_out == ()
    assert result.households.split == result.households.turned_away == 0
    assert result.households.nobody_registered > 0
    assert result.stock.places_left is None


def test_before_the_pilot_everything_ends_with_its_first_rule(city: City) -> None:
    before = Study(city, date(2025, 11, 10)).result(lawful(date(2025, 11, 10)))
    assert [end.outcome for end in before.sequential] == ["not_in_pilot"]


def test_owners_are_kept_out_of_their_own_dwellings_only_by_the_literal_reading(
    study: Study,
) -> None:
    usual = {group.code for group in study.result(LAW).kept_out}
    literal = {group.code for group in study.result(LAW.read(owner_himself="literal")).kept_out}
    assert "owner_himself" not in usual
    assert "owner_himself" in literal


def test_the_hall_lets_people_into_full_dwellings_unless_the_norm_holds_there(
    study: Study,
) -> None:
    strict = LAW.at(HIGHEST_NORM)
    assert study.result(strict).hall_in_full > 0
    assert study.result(strict.read(hall_norm=True)).hall_in_full == 0


def test_who_is_turned_away_would_have_come_to_consent_and_signature(study: Study) -> None:
    flows = study.flows(LAW.at(None), LAW)
    before = {flow.before[0] for flow in flows if flow.after[0] in TURNED_AWAY}
    assert before == {"registered", "no_owner_consent", "not_signed"}
