from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import BadInput
from simulation.staffing.roster import Need, Worked, check_covered, covered
from simulation.staffing.shifts import Shift, shifts_from, usual_shifts

USUAL_SHIFTS = usual_shifts([{1: (540, 1080)}])
HEAD = "name,start,end,lunch\n"


def paid(worked: tuple[Worked, ...]) -> int:
    return sum(work.shift.paid * work.people for work in worked)


def there(worked: tuple[Worked, ...], start: int, end: int) -> int:
    return sum(
        work.people
        for work in worked
        if work.shift.start <= start
        and end <= work.shift.end
        and not (work.lunch[0] < end and start < work.lunch[1])
    )


def cheapest_by_trying(need: Need, shifts: tuple[Shift, ...]) -> int:
    most = max(many for *_, many in need)
    ways = [(shift, lunch) for shift in shifts for lunch in shift.lunches()]
    found = []
    for numbers in product(range(most + 1), repeat=len(ways)):
        worked = tuple(
            Worked(shift, lunch, many) for (shift, lunch), many in zip(ways, numbers, strict=True)
        )
        if all(there(worked, start, end) >= many for start, end, many in need):
            found.append(paid(worked))
    return min(found)


SMALL = (Shift("day", 540, 780, 60, 660), Shift("early", 540, 660), Shift("late", 660, 840))
WITH_WHOLE = (*SMALL, Shift("whole", 540, 840))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 3), min_size=5, max_size=5), st.sampled_from([SMALL, WITH_WHOLE]))
def test_a_roster_covers_its_need_as_cheaply_as_any(
    people: list[int], shifts: tuple[Shift, ...]
) -> None:
    need = tuple((540 + 60 * n, 600 + 60 * n, many) for n, many in enumerate(people))
    worked = covered(need, shifts)
    assert all(there(worked, start, end) >= many for start, end, many in need)
    assert paid(worked) == cheapest_by_trying(need, shifts)


def test_lunches_that_may_be_staggered_are() -> None:
    need = tuple((start, start + 60, 3) for start in range(540, 1080, 60))
    worked = covered(need, USUAL_SHIFTS)
    assert all(there(worked, start, end) >= 3 for start, end, _ in need)
    fixed = tuple(
        Shift(shift.name, shift.start, shift.end, shift.lunch, 780 if shift.lunch else None)
        for shift in USUAL_SHIFTS
    )
    assert paid(worked) <= paid(covered(need, fixed))


def test_an_hour_that_no_shift_covers_is_named() -> None:
    with pytest.raises(BadInput) as told:
        check_covered(((1140, 1200, 1),), SMALL, "shifts: nura-1, window, weekday 2")
    expected = "shifts: nura-1, window, weekday 2: expected a shift that covers 19:00 to 20:00"
    assert str(told.value).startswith(expected)


def test_shifts_are_read_with_fixed_staggered_and_no_lunch() -> None:
    lines = "day,09:00,18:00,60\nold,9:00,18:00,13:00-14:00\nhalf,14:00,24:00,\n"
    found = shifts_from(HEAD + lines)
    assert found == (
        Shift("day", 540, 1080, 60),
        Shift("old", 540, 1080, 60, 780),
        Shift("half", 840, 1440),
    )
    lunches = list(found[0].lunches())
    assert lunches[0] == (660, 720)
    assert lunches[-1] == (900, 960)
    assert list(found[1].lunches()) == [(780, 840)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "shifts: line 1: expected columns name, start, end, lunch, got nothing"),
        ("name,start,end\n", "shifts: line 1: expected columns name, start, end, lunch"),
        (HEAD, "shifts: expected 1 to 200 shifts, got 0"),
        (HEAD + "day,9,18:00,\n", "shifts: line 2: start: expected a time from 00:00 to 24:00"),
        (HEAD + "a,09:00,10:00,\nb,18:00,09:00,\n", "shifts: line 3: end: expected a time after"),
        (HEAD + "day,09:00,24:01,\n", "shifts: line 2: end: expected a time from 00:00 to 24:00"),
        (HEAD + ",09:00,18:00,\n", "shifts: line 2: name: expected a name"),
        (HEAD + "day,09:00,18:00,noon\n", "shifts: line 2: lunch: expected minutes, HH:MM-HH:MM"),
        (HEAD + "day,09:00,18:00,19:00-20:00\n", "shifts: line 2: lunch: expected a lunch inside"),
        (HEAD + "day,09:00,13:00,60\n", "shifts: line 2: lunch: expected a lunch inside"),
        (HEAD + "day,09:00,13:00\n", ""),
        (HEAD + "a,09:00,10:00,\na,09:00,11:00,\n", "shifts: name: expected a name of its own"),
    ],
)
def test_what_is_no_shift_is_refused_by_line(text: str, told: str) -> None:
    if not told:
        assert shifts_from(text)[0].lunch == 0
        return
    with pytest.raises(BadInput) as refused:
        shifts_from(text)
    assert str(refused.value).startswith(told)
    assert "\n" not in str(refused.value)


def test_equal_needs_have_equal_rosters() -> None:
    rng = np.random.default_rng(1)
    need = tuple((540 + 60 * n, 600 + 60 * n, int(rng.integers(1, 30))) for n in range(9))
    assert covered(need, USUAL_SHIFTS) == covered.__wrapped__(need, USUAL_SHIFTS)


@pytest.mark.parametrize(
    "hours", [(540, 1080), (540, 1200), (540, 780), (600, 720), (510, 1065), (0, 1440)]
)
def test_the_usual_shifts_cover_every_minute_of_the_hours(hours: tuple[int, int]) -> None:
    opens, closes = hours
    shifts = usual_shifts([{1: hours}])
    cuts = sorted({opens, closes, *range(-(-opens // 60) * 60, closes, 60)})
    need = tuple((start, end, 1) for start, end in pairwise(cuts))
    check_covered(need, shifts, "shifts")
    assert all(opens <= shift.start < shift.end <= closes for shift in shifts)
