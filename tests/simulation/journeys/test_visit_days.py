"""On which day and at which time people come back to an office."""

from typing import Any

import pytest

from simulation.journeys.visit_days import VisitDays
from simulation.scenario import scenario_from

DAY, HOUR = 1440, 60
ALL_DAY = {"opens": "00:00", "closes": "24:00", "working_days": [1, 2, 3, 4, 5, 6, 7]}


def days_of(office: dict[str, Any], **demand: Any) -> VisitDays:  # noqa: ANN401 - any levers
    document = {"format": "tirkeu.scenario/1", "offices": [office], "demand": demand}
    return VisitDays.of(scenario_from(document), 0)


@pytest.mark.parametrize(
    ("earliest", "share", "moment"),
    [
        (0, 0.0, 9 * HOUR),  # Monday, 12 January 2026
        (0, 0.5, 13.5 * HOUR),
        (0, 1 - 2**-53, 18 * HOUR),
        (9 * HOUR, 0.0, 9 * HOUR),
        (17 * HOUR, 0.5, 17.5 * HOUR),
        (18 * HOUR, 0.0, DAY + 9 * HOUR),
        (18 * HOUR - 0.5, 0.0, 18 * HOUR - 0.5),
        (5 * DAY, 0.0, 7 * DAY + 9 * HOUR),  # Saturday: the next day is Monday
        (25 * DAY + 10 * HOUR, 0.0, 25 * DAY + 10 * HOUR),
        (26 * DAY, 0.0, None),  # the last Saturday
        (28 * DAY, 0.5, None),
        (90 * DAY, 0.5, None),
    ],
)
def test_people_come_back_on_the_next_open_day(
    earliest: float, share: float, moment: float | None
) -> None:
    assert days_of({}).moment(earliest, share) == pytest.approx(moment)


@pytest.mark.parametrize(
    ("share", "hour"), [(0.0, 9), (0.25, 11), (0.5, 14), (0.75, 16), (0.999_999_9, 18)]
)
def test_nobody_comes_back_while_the_doors_are_closed_at_noon(share: float, hour: float) -> None:
    found = days_of({"lunch": ["13:00", "14:00"]}).moment(0, share)
    assert found == pytest.approx(hour * HOUR, abs=0.01)


def test_people_come_back_at_the_hours_at_which_others_come() -> None:
    weights = [0] * 10 + [3] + [1] * 13  # nobody before ten, most until eleven
    days = days_of({}, visit_hours=weights)
    moments = [days.moment(0, share / 1000) for share in range(1000)]
    found = [moment for moment in moments if moment is not None]
    assert len(found) == len(moments)
    assert min(found) >= 10 * HOUR
    until_eleven = sum(moment < 11 * HOUR for moment in found)
    assert until_eleven == 300  # three of ten parts: seven hours more of one each


def test_an_office_that_never_closes_takes_people_at_any_minute_of_their_day() -> None:
    days = days_of(ALL_DAY)
    assert days.moment(DAY, 0.0) == DAY
    assert days.moment(DAY, 0.5) == 1.5 * DAY
    assert days.moment(DAY, 1 - 2**-53) == pytest.approx(2 * DAY)
    assert days.moment(1.5 * DAY, 0.5) == 1.75 * DAY


def test_an_office_that_never_opens_is_never_come_to() -> None:
    assert days_of({"working_days": []}).moment(0, 0.5) is None
