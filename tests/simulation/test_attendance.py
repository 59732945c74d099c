"""Who is there when: holidays, lunch, breaks and shifts over a period."""

from typing import Any

import pytest

from simulation.attendance import (
    minute_bounds,
    open_hours,
    pickup_hours,
    pipeline_hours,
    servers,
)
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario

DAY = 1440
ALWAYS = {"opens": "00:00", "closes": "24:00", "working_days": [1, 2, 3, 4, 5, 6, 7]}
NAURYZ = {"from": "2026-03-20", "until": "2026-03-27"}  # Friday to Thursday


def scenario(office: dict[str, Any], **more: Any) -> Scenario:  # noqa: ANN401 - JSON
    period = {"from": "2026-01-12", "until": "2026-01-13"}
    return scenario_from(
        {"format": "tirkeu.scenario/1", "period": period, "offices": [office], **more}
    )


def days_open(asked: Scenario) -> list[int]:
    return sorted({int(start // DAY) for start, _ in open_hours(asked, 0)})


@pytest.mark.parametrize(
    ("office", "days"),
    [
        ({}, [0, 6]),  # Friday and Thursday: three days of Nauryz between
        ({"closed_on_holidays": False}, [0, 3, 4, 5, 6]),
        (ALWAYS, [0]),  # one interval from the first minute to the last
        ({**ALWAYS, "closes": "23:00"}, [0, 6]),
    ],
)
def test_an_office_is_closed_on_public_holidays_unless_it_never_closes(
    office: dict[str, Any], days: list[int]
) -> None:
    assert days_open(scenario(office, period=NAURYZ)) == days


def test_an_office_that_never_closes_is_open_through_every_holiday() -> None:
    asked = scenario(ALWAYS, period=NAURYZ)
    assert open_hours(asked, 0) == [(0, 7 * DAY)]
    assert servers(asked, "window") == [(0, 7 * DAY, 3)]


@pytest.mark.parametrize(
    ("office", "opened"),
    [
        ({}, [(540, 1080), (3 * DAY + 540, 3 * DAY + 1080)]),  # Friday and Monday
        (
            {"hours": {"6": ["09:00", "13:00"]}, "working_days": [1]},
            [
                (DAY + 540, DAY + 780),
                (3 * DAY + 540, 3 * DAY + 1080),
            ],
        ),
        ({"working_days": []}, []),
    ],
)
def test_an_office_is_open_on_its_days_at_their_hours(
    office: dict[str, Any], opened: list[tuple[float, float]]
) -> None:
    assert (
        open_hours(scenario(office, period={"from": "2026-01-16", "until": "2026-01-20"}), 0)
        == opened
    )


def test_servers_change_by_the_hour_and_touching_equals_are_one() -> None:
    row = [2] * 11 + [5] * 13
    assert servers(scenario({"windows": row, "closes": "12:30"}), "window") == [
        (540, 660, 2),
        (660, 750, 5),
    ]


def test_officers_and_desks_keep_the_holidays_too() -> None:
    asked = scenario({}, period=NAURYZ)
    assert pipeline_hours(asked) == [(540, 1080), (6 * DAY + 540, 6 * DAY + 1080)]
    working = scenario({}, period=NAURYZ, id_pipeline={"closed_on_holidays": False})
    assert len(pipeline_hours(working)) == 5
    assert servers(working, "ums") == [(start, end, 1) for start, end in pipeline_hours(working)]


def test_desks_that_hand_cards_over_can_have_hours_of_their_own() -> None:
    asked = scenario({}, id_pipeline={"pickup_hours": {"1": ["10:00", "12:30"]}})
    assert pipeline_hours(asked) == [(540, 1080)]
    assert pickup_hours(asked) == [(600, 750)]
    assert servers(asked, "pickup") == [(600, 750, 1)]
    assert minute_bounds(asked) >= {600, 750}


def test_a_sunday_made_a_working_day_has_the_hours_of_a_monday() -> None:
    period = {"from": "2025-01-03", "until": "2025-01-07"}  # Friday off, Sunday worked for it
    hours = {"1": ["10:00", "11:00"]}
    assert open_hours(scenario({"hours": hours}, period=period), 0) == [
        (2 * DAY + 600, 2 * DAY + 660),
        (3 * DAY + 600, 3 * DAY + 660),
    ]


def test_lunch_closes_the_doors_in_the_middle_of_the_day() -> None:
    asked = scenario({"lunch": ["13:00", "13:45"]})
    assert open_hours(asked, 0) == [(540, 780), (825, 1080)]
    assert servers(asked, "reception") == [(540, 780, 1), (825, 1080, 1)]


@pytest.mark.parametrize(
    ("lunch", "opened"),
    [
        (["08:00", "10:00"], [(600, 1080)]),
        (["17:00", "19:00"], [(540, 1020)]),
        (["17:59", "19:00"], [(540, 1079)]),
        (["07:00", "20:00"], []),
    ],
)
def test_lunch_at_the_ends_of_the_day_only_shortens_it(
    lunch: list[str], opened: list[tuple[float, float]]
) -> None:
    assert open_hours(scenario({"lunch": lunch}), 0) == opened


def test_a_break_takes_a_share_of_the_people_and_of_no_machine() -> None:
    rest = {"from": "12:30", "until": "13:15", "away_share": 0.5}
    levers = {"windows": 5, "reception_desks": 1, "self_service_terminals": 4, "consultants": 2}
    asked = scenario({**levers, "breaks": [rest]})
    assert servers(asked, "window") == [(540, 750, 5), (750, 795, 3), (795, 1080, 5)]
    assert servers(asked, "reception") == [(540, 1080, 1)]  # half of one stays
    assert servers(asked, "terminal") == [(540, 1080, 4)]
    assert servers(asked, "consultant") == [(540, 750, 2), (750, 795, 1), (795, 1080, 2)]


@pytest.mark.parametrize(
    ("share", "there"), [(0, 10), (0.29, 8), (0.3, 7), (0.7, 3), (0.99, 1), (1, 0)]
)
def test_of_those_on_a_break_only_whole_people_are_away(share: float, there: int) -> None:
    rest = {"from": "00:00", "until": "24:00", "away_share": share}
    assert servers(scenario({"windows": 10, "breaks": [rest]}), "window") == [(540, 1080, there)]


def test_a_break_of_some_weekdays_leaves_the_others_alone() -> None:
    period = {"from": "2026-01-12", "until": "2026-01-14"}
    rest = {"from": "09:00", "until": "18:00", "away_share": 1, "weekdays": [2]}
    asked = scenario({"breaks": [rest]}, period=period)
    assert servers(asked, "window") == [(540, 1080, 3), (DAY + 540, DAY + 1080, 0)]


def test_shifts_stand_in_for_windows_to_the_minute() -> None:
    shifts = [
        {"from": "08:00", "until": "12:10", "windows": 4},
        {"from": "12:50", "until": "17:30", "windows": 6},
    ]
    asked = scenario({"shifts": shifts})
    assert servers(asked, "window") == [
        (540, 730, 4),
        (730, 770, 0),
        (770, 1050, 6),
        (1050, 1080, 0),
    ]


def test_shifts_and_breaks_go_together() -> None:
    shifts = [{"from": "09:00", "until": "18:00", "windows": 4}]
    breaks = [{"from": "13:00", "until": "14:00", "away_share": 0.5}]
    asked = scenario({"shifts": shifts, "breaks": breaks})
    assert servers(asked, "window") == [(540, 780, 4), (780, 840, 2), (840, 1080, 4)]


def test_servers_by_hour_of_the_week_follow_the_weekday_of_the_first_day() -> None:
    rows = [[float(weekday)] * 24 for weekday in range(7)]
    period = {"from": "2026-01-16", "until": "2026-01-18"}  # Friday and Saturday
    whole = [[int(number) for number in row] for row in rows]
    asked = scenario({**ALWAYS, "windows": whole}, period=period)
    assert servers(asked, "window") == [(0, DAY, 4), (DAY, 2 * DAY, 5)]


def test_nobody_ever_waits_where_there_is_no_limit() -> None:
    asked = scenario({})
    assert [servers(asked, station) for station in ("online", "production", "consultant")] == [
        None
    ] * 3


def test_more_days_than_the_period_can_be_asked_for() -> None:
    assert pipeline_hours(scenario({}), 3) == [(540 + n * DAY, 1080 + n * DAY) for n in range(3)]


def test_every_minute_at_which_something_changes_is_known() -> None:
    office = {
        "closes": "17:20",
        "lunch": ["13:05", "13:35"],
        "breaks": [{"from": "10:10", "until": "10:25", "away_share": 0.5}],
        "shifts": [{"from": "09:00", "until": "15:01", "windows": 1}],
    }
    assert minute_bounds(scenario(office)) >= {540, 1040, 785, 815, 610, 625, 901, 1080}
