"""When people come: rates by month, weekday, hour and office, and draws that keep apart.

Tolerances are four standard errors: of a Poisson count its root, of a share that of a binomial.
"""

from dataclasses import replace
from math import sqrt
from typing import Any

import numpy as np
import pytest

from simulation.arrivals import (
    Rhythm,
    month_factors,
    online_rhythm,
    other_arrivals,
    visit_rhythm,
    visits_an_open_hour,
)
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.variates import Variates

DAY = 1440
WEEK = {"from": "2026-01-12", "until": "2026-01-19"}
MONTH = {"from": "2026-06-01", "until": "2026-06-29"}  # four weeks without a holiday
PEOPLE = 1_600_000


def scenario(
    demand: dict[str, Any] | None = None,
    offices: list[dict[str, Any]] | None = None,
    **more: Any,  # noqa: ANN401 - JSON
) -> Scenario:
    document = {"format": "tirkeu.scenario/1", "period": WEEK, "demand": demand or {}}
    return scenario_from({**document, "offices": offices or [{}], **more})


def hours(**at: float) -> list[float]:
    """Weights of the hours of the day: 1, except where ``h9=2`` says otherwise."""
    return [float(at.get(f"h{hour}", 1)) for hour in range(24)]


def expected(asked: Scenario, office: int = 0) -> float:
    """Visits of an ordinary week by the rates an open hour; offices open 09:00 to 18:00."""
    profile = visits_an_open_hour(asked, PEOPLE)[office]
    opens = asked.offices[office].hours
    return sum(sum(profile[day - 1][a // 60 : b // 60]) for day, (a, b) in opens.items())


def test_the_city_has_its_visits_on_a_working_day_whatever_the_profile() -> None:
    assert expected(scenario()) == pytest.approx(5 * 4800)
    weights = {"visit_hours": hours(h10=3, h17=0.2), "visit_weekdays": [2, 1, 1, 1, 0.5, 1, 0]}
    assert expected(scenario(weights)) == pytest.approx(5 * 4800)


def test_visits_follow_the_hours_and_the_weekdays() -> None:
    weights = {"visit_hours": hours(h10=3), "visit_weekdays": [2, 1, 1, 1, 1, 1, 1]}
    profile = visits_an_open_hour(scenario(weights), PEOPLE)[0]
    assert profile[0][10] == pytest.approx(3 * profile[0][9])
    assert profile[0][9] == pytest.approx(2 * profile[1][9])


def test_a_saturday_brings_as_many_as_its_open_hours_weigh() -> None:
    duty = {"hours": {"6": ["09:00", "13:00"]}}
    profile = visits_an_open_hour(scenario(offices=[duty]), PEOPLE)[0]
    assert sum(profile[0][9:18]) == pytest.approx(4800)
    assert sum(profile[5][9:13]) == pytest.approx(4800 * 4 / 9)


def test_longer_hours_spread_an_offices_visits_and_take_none_from_others() -> None:
    long, usual = {"id": "a", "closes": "20:00"}, {"id": "b"}
    both = scenario(offices=[long, usual])
    assert expected(both, 0) == pytest.approx(5 * 2400)
    assert expected(both, 1) == pytest.approx(5 * 2400)


def test_offices_share_the_visits_by_their_weights_and_not_by_their_windows() -> None:
    offices = [{"id": "a", "visits_weight": 3, "windows": 1}, {"id": "b", "windows": 30}]
    assert expected(scenario(offices=offices), 0) == pytest.approx(5 * 3600)


@pytest.mark.parametrize("weights", [[0, 0], [1, 1]])
def test_offices_of_no_or_equal_weight_are_gone_to_alike(weights: list[float]) -> None:
    offices = [{"id": str(n), "visits_weight": weight} for n, weight in enumerate(weights)]
    assert expected(scenario(offices=offices), 0) == pytest.approx(5 * 2400)


def test_nobody_comes_to_an_office_that_never_opens_or_at_hours_of_no_weight() -> None:
    closed: dict[str, Any] = {"working_days": [], "hours": {}}
    assert not np.any(visits_an_open_hour(scenario(offices=[closed]), PEOPLE))
    night = {"visit_hours": [1] + [0] * 23}
    assert len(other_arrivals(scenario(night), PEOPLE, 0, Variates(1, 0))) == 0


def test_a_number_that_is_given_is_the_number_whatever_the_profile() -> None:
    demand = {"other_visits_per_hour": {"centre-1": 60}, "visit_hours": hours(h9=9)}
    demand["months"] = [9, *[1] * 11]
    asked = scenario(demand)
    assert set(visits_an_open_hour(asked, PEOPLE)[0][0]) == {60}
    times = other_arrivals(asked, PEOPLE, 0, Variates(1, 0))
    assert abs(len(times) - 2700) < 4 * sqrt(2700)


def test_june_brings_more_than_the_mean_month() -> None:
    months = [1, 1, 1, 1, 1, 1.23, 1, 1, 1, 1, 1, 1]
    june = scenario({"months": months}, period=MONTH)
    mean = sum(months) / 12
    assert month_factors(june) == pytest.approx(np.full(28, 1.23 / mean))
    wanted = 20 * 4800 * 1.23 / mean
    assert abs(len(other_arrivals(june, PEOPLE, 0, Variates(1, 0))) - wanted) < 4 * sqrt(wanted)


def test_a_month_changes_at_midnight_of_an_office_that_never_closes() -> None:
    always = {"opens": "00:00", "closes": "24:00", "working_days": [1, 2, 3, 4, 5, 6, 7]}
    period = {"from": "2026-05-25", "until": "2026-06-08"}
    asked = scenario({"months": [1, 1, 1, 1, 0, 1] + [1] * 6}, [always], period=period)
    times = other_arrivals(asked, PEOPLE, 0, Variates(1, 0))
    assert times.min() >= 7 * DAY
    assert times.min() == pytest.approx(7 * DAY, abs=5)


def test_visitors_come_in_order_in_open_hours_and_on_no_holiday() -> None:
    period = {"from": "2026-03-16", "until": "2026-03-30"}
    times = other_arrivals(
        scenario({}, [{"lunch": ["13:00", "14:00"]}], period=period), PEOPLE, 0, Variates(1, 0)
    )
    minute, day = times % DAY, times // DAY
    assert (np.diff(times) >= 0).all()
    assert ((minute >= 540) & (minute < 1080) & ~((minute >= 780) & (minute < 840))).all()
    assert set(day.tolist()) == {0, 1, 2, 3, 4, 10, 11}  # Nauryz is on 23, 24 and 25 March


def test_counts_by_hour_are_those_of_the_rates() -> None:
    demand = {"visit_hours": hours(h9=2, h12=0.5), "visit_weekdays": [1.4, 1, 1, 0.9, 0.7, 1, 1]}
    asked = scenario(demand, period=MONTH)
    profile = visits_an_open_hour(asked, 160_000)[0]
    found = np.zeros((5, 24))
    for number in range(10):
        times = other_arrivals(asked, 160_000, 0, Variates(1, number))
        day, hour = (times // DAY % 7).astype(int), (times % DAY // 60).astype(int)
        np.add.at(found, (day, hour), 1)
    wanted = np.array(profile)[:5] * 4 * 10
    wanted[:, :9] = wanted[:, 18:] = 0
    assert (np.abs(found - wanted) <= 4 * np.sqrt(wanted)).all()


def test_windows_change_nobodys_coming() -> None:
    few, many = (scenario(offices=[{"windows": windows}]) for windows in (1, 50))
    times = [other_arrivals(asked, PEOPLE, 0, Variates(1, 0)) for asked in (few, many)]
    assert (times[0] == times[1]).all()


def test_another_offices_hours_change_nobodys_coming() -> None:
    def of(closes: str) -> np.ndarray[Any, Any]:
        offices = [{"id": "a"}, {"id": "b", "closes": closes}]
        return other_arrivals(scenario(offices=offices), PEOPLE, 0, Variates(1, 0))

    assert (of("18:00") == of("20:00")).all()


@pytest.mark.parametrize("first", range(7))
def test_a_whole_week_weighs_seven_days_from_any_weekday(first: int) -> None:
    period = {"from": f"2026-01-{12 + first}", "until": f"2026-01-{19 + first}"}
    weights = {"online_weekdays": [1.4, 1, 1, 1, 0.8, 0.3, 0.1], "online_hours": hours(h20=5)}
    rhythm = online_rhythm(scenario(weights, period=period), months=False)
    assert rhythm.total == pytest.approx(7 * DAY)


def test_without_weights_every_minute_is_alike() -> None:
    rhythm = online_rhythm(scenario(), months=True)
    shares = np.linspace(0, 0.999, 50)
    assert rhythm.times(shares) == pytest.approx(shares * 7 * DAY)


def test_applications_online_follow_hours_and_weekdays() -> None:
    weights = {"online_hours": [0] * 20 + [1, 3, 0, 0], "online_weekdays": [1, 0, 0, 0, 0, 0, 3]}
    times = online_rhythm(scenario(weights), months=False).times(np.arange(4000) / 4000)
    days, hour = times // DAY, times % DAY // 60
    assert set(days.tolist()) == {0, 6}
    assert np.mean(days == 6) == pytest.approx(0.75, abs=0.001)
    assert set(hour.tolist()) == {20, 21}
    assert np.mean(hour == 21) == pytest.approx(0.75, abs=0.001)


def test_months_move_applications_online_where_their_number_is_the_citys() -> None:
    months = [1] * 5 + [2] + [1] * 6
    june = scenario({"months": months}, period=MONTH)
    assert online_rhythm(june, months=True).total == pytest.approx(28 * DAY * 2 / (13 / 12))
    assert online_rhythm(june, months=False).total == pytest.approx(28 * DAY)


def test_applicants_come_to_an_office_in_its_open_hours_as_others_do() -> None:
    asked = scenario({"visit_hours": hours(h9=3)}, [{"hours": {"6": ["09:00", "12:00"]}}])
    times = visit_rhythm(asked, 0).times(np.arange(11000) / 11000)
    minute = times % DAY
    assert ((minute >= 540) & (minute <= 1080)).all()
    weights = 5 * (3 + 8) + (3 + 2)
    assert np.mean((minute >= 540) & (minute < 600)) == pytest.approx(18 / weights, abs=0.001)
    assert np.mean(times // DAY == 5) == pytest.approx(5 / weights, abs=0.001)


def test_a_rhythm_of_nothing_weighs_nothing() -> None:
    assert Rhythm.of([]).total == 0
    assert visit_rhythm(scenario(offices=[{"working_days": []}]), 0).total == 0


def test_a_rhythm_stands_still_while_nobody_may_come() -> None:
    rhythm = Rhythm.of([(10, 20, 1), (30, 40, 3)])
    assert rhythm.total == 40
    assert rhythm.times(np.array([0.0, 0.125, 0.24, 0.26, 0.625])) == pytest.approx(
        [10, 15, 19.6, 30 + 0.4 / 3, 35]
    )


def test_a_levers_change_moves_only_the_streams_that_it_names() -> None:
    plain = scenario()
    busier = replace(plain, behaviour=replace(plain.behaviour, booked_late_share=1.0))
    assert (
        other_arrivals(plain, PEOPLE, 0, Variates(1, 0))
        == other_arrivals(busier, PEOPLE, 0, Variates(1, 0))
    ).all()
