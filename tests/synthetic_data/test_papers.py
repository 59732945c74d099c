"""Acts and their defects, studies and ID cards: what each piece of paper says and lacks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from synthetic_data import evidence, mart
from synthetic_data.city import DEFECTS, City
from synthetic_data.day_lookup import for_days, years
from synthetic_data.days import day_number
from synthetic_data.defects import (
    BIRTH,
    MARRIAGE,
    Acts,
    Defect,
    birth_acts,
    catalogue,
    marriage_acts,
    record_again,
)
from synthetic_data.documents import LONGEST_OVERDUE
from synthetic_data.generate import generate_city
from synthetic_data.integrity import violations
from synthetic_data.issuing import issuing_history, spread
from synthetic_data.quality import registers
from synthetic_data.quality.limits import limit
from synthetic_data.study import NOBD, YOUNGEST_START

CityOf = Callable[[int, int], City]

TODAY = 20_454
"""1 January 2026 in days since 1970."""


def day_numbers(column: np.ndarray) -> np.ndarray:
    return np.array([day_number(int(day)) for day in column])


def always(share: float, *codes: str) -> tuple[Defect, ...]:
    """The catalogue with one share in every year for some defects and 0 for the others."""
    return tuple(
        replace(each, share={"0": share if each.code in codes else 0.0}) for each in catalogue()
    )


def known(parents: np.ndarray) -> int:
    return int((parents >= 0).sum())


# ---------------------------------------------------------------- defects


def test_the_catalogue_holds_every_defect_once_in_the_order_of_the_codes() -> None:
    assert [each.code for each in catalogue()] == list(DEFECTS[1:])
    assert all(evidence.figure(each.source).unit for each in catalogue())


def test_every_share_lies_between_its_least_and_its_most() -> None:
    for each in catalogue():
        for year, share in each.share.items():
            assert 0 <= each.least[year] <= share <= each.most[year] <= 1, (each.code, year)


def test_without_defects_the_register_is_the_truth(city: City) -> None:
    acts = record_again(city, always(0.0))
    assert acts.birth.all()
    assert acts.marriage.all()
    assert np.array_equal(acts.recorded.father, city.father)
    assert np.array_equal(acts.recorded.mother, city.mother)
    assert not acts.birth_defect.any()
    assert not acts.marriage_defect.any()


@pytest.mark.parametrize(
    ("code", "births", "fathers", "marriages"),
    [
        ("paper_only", 0, 0, 0),
        ("foreign_act", 0, 0, 1),
        ("father_missing", 1, 0, 1),
        ("marriage_abroad", 1, 1, 0),
        ("not_yet_digitised", 0, 0, 0),
    ],
)
def test_a_certain_defect_leaves_nothing_of_what_it_strikes(
    city: City, code: str, births: int, fathers: int, marriages: int
) -> None:
    acts = record_again(city, always(1.0, code))
    assert acts.birth.mean() == births
    assert known(acts.recorded.mother) == births * known(city.mother)
    assert known(acts.recorded.father) == fathers * known(city.father)
    assert acts.marriage.mean() == marriages
    causes = {DEFECTS[each] for each in np.r_[acts.birth_defect, acts.marriage_defect]}
    assert causes <= {"none", code}


def test_with_all_defects_certain_nothing_is_recorded(city: City) -> None:
    acts = record_again(city, always(1.0, *DEFECTS))
    assert not acts.birth.any()
    assert not acts.marriage.any()
    assert known(acts.recorded.father) == known(acts.recorded.mother) == 0
    assert set(acts.birth_defect) == set(acts.marriage_defect) == {DEFECTS.index("paper_only")}


def test_the_catalogue_of_the_evidence_gives_the_citys_own_acts(city: City) -> None:
    acts = record_again(city, catalogue())
    assert np.array_equal(acts.birth, city.act_recorded)
    assert np.array_equal(acts.recorded.father, city.father_recorded)
    assert np.array_equal(acts.recorded.mother, city.mother_recorded)
    assert np.array_equal(acts.birth_defect, city.birth_defect)
    assert np.array_equal(acts.marriage, city.marriage_recorded)
    assert np.array_equal(acts.marriage_defect, city.marriage_defect)


@pytest.mark.parametrize("place", range(len(DEFECTS) - 1))
def test_a_greater_share_adds_cases_and_takes_none_away(city: City, place: int) -> None:
    def varied(change: Callable[[Defect], Defect]) -> Acts:
        defects = list(catalogue())
        defects[place] = change(defects[place])
        return record_again(city, defects)

    code = DEFECTS.index(catalogue()[place].code)
    few, more = varied(Defect.sparing), varied(Defect.severe)
    for one, other in (
        (few.birth_defect, more.birth_defect),
        (few.marriage_defect, more.marriage_defect),
    ):
        assert not ((one == code) & (other != code)).any()
    count = [
        (a.birth_defect == code).sum() + (a.marriage_defect == code).sum() for a in (few, more)
    ]
    assert count[0] < count[1]


@pytest.mark.parametrize(
    ("year", "code", "other"),
    [
        (1988, "paper_only", "not_yet_digitised"),
        (1989, "paper_only", "not_yet_digitised"),
        (1990, "not_yet_digitised", "paper_only"),
        (1991, "not_yet_digitised", "paper_only"),
    ],
)
def test_old_acts_are_on_paper_and_later_ones_in_the_queue(
    city: City, year: int, code: str, other: str
) -> None:
    acts = record_again(city, [replace(each, share=each.most) for each in catalogue()])
    causes = acts.birth_defect[city.born // 10_000 == year]
    assert (causes == DEFECTS.index(code)).any()
    assert not (causes == DEFECTS.index(other)).any()


@pytest.mark.parametrize("code", ["foreign_act", "marriage_abroad"])
def test_acts_made_elsewhere_are_foreign_more_often(city: City, code: str) -> None:
    made, cause = (
        (birth_acts(city), city.birth_defect)
        if code == "foreign_act"
        else (marriage_acts(city), city.marriage_defect)
    )
    struck = cause == DEFECTS.index(code)
    here, away = struck[~made.away].mean(), struck[made.away].mean()
    assert here < away / 2
    assert (~made.away).any()


def test_births_of_before_the_capital_count_as_made_elsewhere(city: City) -> None:
    made = birth_acts(city)
    assert made.away[made.year < 1998].all()
    assert not made.away[(made.year >= 1998) & (city.mother >= 0)].all()


def test_a_father_whom_nobody_knows_is_not_missing_from_the_act(city: City) -> None:
    acts = record_again(city, always(1.0, "father_missing"))
    nobody = city.father < 0
    assert (nobody & (city.mother >= 0)).any()
    assert not acts.birth_defect[nobody].any()


def test_births_and_marriages_are_struck_by_the_defects_of_their_kind(city: City) -> None:
    for act, cause in ((BIRTH, city.birth_defect), (MARRIAGE, city.marriage_defect)):
        may = {DEFECTS.index(each.code) for each in catalogue() if act in each.acts}
        assert set(cause[cause > 0]) == may


# ---------------------------------------------------------------- data mart


def test_the_mart_is_the_same_however_many_persons_are_looked_at_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = generate_city(2_000, 3)
    monkeypatch.setattr(mart, "AT_ONCE", 97)
    parts = generate_city(2_000, 3)
    for name in ("mart_person", "mart_relative", "mart_relation"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name)), name


def test_the_mart_is_sorted_by_person_and_relation(city: City) -> None:
    key = city.mart_person.astype(np.int64) * 8 + city.mart_relation
    assert (np.diff(key) >= 0).all()


# ---------------------------------------------------------------- studies


def test_nobody_has_two_courses(city: City) -> None:
    assert len(np.unique(city.student)) == len(city.student)
    assert not city.died[city.student].any()


def test_full_time_students_are_as_many_as_reported(city: City) -> None:
    here = city.full_time & (city.study_city == 0) & (city.study_until >= city.as_of)
    assert here.sum() / city.population == pytest.approx(90_000 / 1_630_000, rel=0.02)


def test_nobody_begins_a_course_too_young_those_that_are_over_included(city: City) -> None:
    began = (city.study_from + 300 - city.born[city.student]) // 10_000
    youngest = np.where(city.education_registry == NOBD, *YOUNGEST_START.values())
    assert (city.study_until < city.as_of).any()
    assert (began >= youngest - 1).all()


def test_courses_last_whole_years_from_september_to_june(city: City) -> None:
    assert set(city.study_from % 10_000) == {901}
    assert set(city.study_until % 10_000) == {630}
    length = city.study_until // 10_000 - city.study_from // 10_000
    now, college = city.study_until >= city.as_of, city.education_registry == NOBD
    assert set(length[now & college]) == {3}
    assert set(length[now & ~college]) == {4}
    assert set(length[college]) <= {1, 2, 3}
    assert set(length[~college]) == {1, 2, 3, 4}


@pytest.mark.parametrize("as_of", [20260101, 20260630, 20260701, 20260831, 20260901, 20261231])
def test_as_many_study_in_summer_as_in_term(as_of: int) -> None:
    city = generate_city(20_000, 2, as_of=as_of)
    now = city.study_until >= as_of
    full = (now & city.full_time & (city.study_city == 0)).sum()
    assert full / city.population == pytest.approx(90_000 / 1_630_000, rel=0.02)
    assert (~now).mean() == pytest.approx(0.08, abs=0.01)
    assert (city.study_from <= as_of).all()


# ---------------------------------------------------------------- cards


def test_cards_run_out_as_many_a_day_as_the_renewals_of_a_year_say(city: City) -> None:
    left = day_numbers(city.expires[city.card_holder < city.population]) - TODAY
    in_a_year = ((left >= 0) & (left < 365)).sum()
    expected = 95_000 * city.population / evidence.number("population.total_2026")
    assert in_a_year == pytest.approx(expected, rel=0.02)
    quarters = np.histogram(left, [0, 91, 182, 273, 365])[0] / in_a_year
    assert quarters == pytest.approx([0.25] * 4, abs=0.04)


def test_some_cards_have_run_out_days_ago_and_some_long_ago(city: City) -> None:
    over = TODAY - day_numbers(city.expires[city.expires < city.as_of])
    assert (over <= 10).any()
    assert ((over > 10) & (over <= 30)).any()
    assert (over > 100).any()
    assert over.max() <= LONGEST_OVERDUE + 10


def test_nobody_serves_on_a_holiday_and_few_on_weekends(city: City) -> None:
    holidays = [int(day) for day in evidence.numbers("registers.holidays")]
    assert not np.isin(city.issued[city.issued > 20160101] % 10_000, holidays).any()
    weekday = (day_numbers(city.issued) + 3) % 7
    share = np.bincount(weekday, minlength=7) / len(weekday)
    assert share[:5].min() > 0.15
    assert share[5] < 0.05
    assert share[6] < 0.01


def test_more_cards_are_issued_in_june(city: City) -> None:
    month = np.bincount(city.issued // 100 % 100, minlength=13)[1:]
    others = np.delete(month, 5).mean()
    assert month[5] / others == pytest.approx(1.23, abs=0.1)


def test_many_cards_are_renewed_in_the_year_of_a_schedule(city: City) -> None:
    age = (city.issued - city.born[city.card_holder]) // 10_000
    at = np.bincount(age, minlength=60)
    assert at[16] > 2 * at[18]
    assert at[26] > 1.3 * at[24]


@pytest.mark.parametrize("as_of", [20240229, 20250101, 20260102, 20260202, 20251231])
def test_a_city_of_another_day_is_whole_too(as_of: int) -> None:
    city = generate_city(2_000, 7, as_of=as_of)
    assert sum(violations(city).values()) == 0
    assert city.issued.max() < as_of
    assert 0 < (city.expires < as_of).mean() < 0.03


# ---------------------------------------------------------------- the calendar of issues


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2024, 2, 29), date(2025, 7, 15)])
def test_each_year_of_the_history_weighs_the_same(today: date) -> None:
    history = issuing_history((today - date(1970, 1, 1)).days, 10)
    assert np.bincount(history.back, history.weights) == pytest.approx(np.ones(10))
    start = date(1970, 1, 1) + timedelta(days=history.start)
    assert (start.year, start.month) in {(today.year - 10, today.month), (today.year - 10, 3)}


@pytest.mark.parametrize(
    ("ready", "earliest", "latest"),
    [
        (date(2025, 11, 7), date(2025, 11, 7), date(2025, 11, 7)),  # a Friday
        (date(2025, 11, 8), date(2025, 11, 10), date(2025, 11, 14)),  # a Saturday
        (date(2025, 8, 30), date(2025, 9, 1), date(2025, 9, 5)),  # a holiday and a Saturday
        (date(1999, 8, 28), date(1999, 8, 28), date(1999, 8, 28)),  # before the history
        (date(2025, 12, 31), date(2025, 12, 31), date(2025, 12, 31)),  # the last day
    ],
)
def test_who_is_ready_on_a_closed_day_is_served_within_the_week_after(
    ready: date, earliest: date, latest: date
) -> None:
    history = issuing_history(TODAY, 10)
    days = np.full(200, (ready - date(1970, 1, 1)).days)
    served = history.open_days(days, np.random.default_rng(1))
    found = {date(1970, 1, 1) + timedelta(days=int(day)) for day in served}
    assert (min(found), max(found)) == (earliest, latest)


def test_entries_are_as_many_as_their_weights_ask() -> None:
    for seed in range(20):
        found = spread(np.random.default_rng(seed), np.array([1.0, 0.0, 2.0, 1.0]), 10)
        counts = np.bincount(found, minlength=4)
        assert counts.sum() == 10
        assert np.abs(counts - [2.5, 0, 5, 2.5]).max() < 1
        assert counts[1] == 0
    assert len(spread(np.random.default_rng(1), np.zeros(3), 0)) == 0


@pytest.mark.parametrize("rows", [3, 50, 999])
def test_a_year_gets_what_its_days_ask_though_there_are_fewer_rows_than_days(rows: int) -> None:
    weights = np.repeat([1.0, 3.0], 500)
    for seed in range(5):
        found = spread(np.random.default_rng(seed), weights, rows)
        assert abs((found >= 500).sum() - 0.75 * rows) < 1


@pytest.mark.parametrize("population", [250, 1_000, 2_000])
@pytest.mark.parametrize("seed", range(5))
def test_cards_of_a_small_city_are_of_the_years_of_the_evidence(population: int, seed: int) -> None:
    city = generate_city(population, seed)
    found = next(m for m in registers.margins(city) if m.name == "registers/issue_year")
    assert found.tvd < limit(found, population)


def test_a_rule_of_days_is_asked_once_a_day() -> None:
    asked: list[int] = []

    def doubled(days: np.ndarray) -> np.ndarray:
        asked.append(len(days))
        return days * 2

    assert for_days(np.array([7, 5, 7, 8]), doubled).tolist() == [14, 10, 14, 16]
    assert asked == [4]
    assert for_days(np.array([], int), doubled).tolist() == []


@pytest.mark.parametrize(
    ("day", "year"), [(19991231, 1999), (20000101, 2000), (19691231, 1969), (19700101, 1970)]
)
def test_the_year_of_a_day_is_the_calendars(day: int, year: int) -> None:
    assert years(np.array([day_number(day)]))[0] == year


# ---------------------------------------------------------------- quality


@pytest.mark.parametrize("population", [20_000, 50_000])
def test_the_registers_are_as_their_evidence_says(city_of: CityOf, population: int) -> None:
    city = city_of(population, 1)
    found = list(registers.margins(city))
    assert len(found) > 25
    assert [m.name for m in found if m.counted == 0] == []
    assert {m.name: m.tvd for m in found if m.tvd >= limit(m, population)} == {}


def test_every_margin_and_joint_names_a_figure_of_the_evidence(city: City) -> None:
    for each in (*registers.margins(city), *registers.joints(city)):
        assert evidence.figure(each.source).value
        assert each.target.sum() == pytest.approx(1)


def test_joints_are_near_what_their_tables_say(city_of: CityOf) -> None:
    city = city_of(50_000, 1)
    far = {joint.name: joint.tvd for joint in registers.joints(city) if joint.tvd > 0.06}
    assert far == {}


@pytest.mark.parametrize(
    ("column", "value", "margin"),
    [
        ("expires", 20260315, "registers/expiry_month"),
        ("act_recorded", False, None),
        ("full_time", False, "registers/full_time_students"),
        ("birth_defect", 2, "registers/foreign_act_share"),
        ("marriage_recorded", False, "registers/marriages_recorded"),
        ("issued", 20200603, "registers/issue_year"),
    ],
)
def test_a_city_that_strays_is_told(
    city: City, column: str, value: int, margin: str | None
) -> None:
    spoilt = replace(city, **{column: np.full_like(getattr(city, column), value)})
    if margin is None:
        assert violations(spoilt)["what an act lacks has a cause"] > 0
        return
    found = {m.name: m for m in registers.margins(spoilt)}[margin]
    assert found.tvd > limit(found, city.population)
