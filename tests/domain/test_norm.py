"""The norm in whole tenths: exact fits, both readings, one number and many alike."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.answers import Area
from domain.law import law_on
from domain.readings import Readings
from domain.residence.norm import (
    EVERY_NORM,
    WHOLE,
    area_compared,
    capacity,
    counted,
    largest_admitting_norm,
    norm_reached,
)
from domain.residence.protection import day_number, dwelling_is_protected, is_minor
from tests.strategies import areas_tenths, counts, norm_readings, norms_tenths, permilles

LAW = law_on(date(2026, 2, 2))


@pytest.mark.parametrize(
    ("area", "norm", "permille", "whole", "density"),
    [
        (600, 150, 1000, 4, 4),
        (599, 150, 1000, 3, 4),
        (601, 150, 1000, 4, 5),
        (749, 150, 1000, 4, 5),
        (750, 150, 1000, 5, 5),
        (751, 150, 1000, 5, 6),
        (149, 150, 1000, 0, 1),
        (150, 150, 1000, 1, 1),
        (192, 64, 1000, 3, 3),
        (191, 64, 1000, 2, 3),
        (193, 64, 1000, 3, 4),
        (789, 150, 950, 4, 5),
        (790, 150, 950, 5, 6),
        (630, 150, 950, 3, 4),
        (3000, 150, 950, 19, 19),
        (0, 150, 1000, 0, 0),
        (1, 1, 1, 0, 1),
    ],
)
def test_capacity_rounds_down_by_whole_places_and_up_by_density(
    area: int, norm: int, permille: int, whole: int, density: int
) -> None:
    assert capacity(area, norm, "whole_places", permille) == whole
    assert capacity(area, norm, "density", permille) == density


@pytest.mark.parametrize(("registered", "reached"), [(3, False), (4, True), (5, True)])
def test_the_norm_is_reached_when_as_many_are_registered_as_there_are_places(
    registered: int,
    reached: bool,  # noqa: FBT001 - column of a table
) -> None:
    assert norm_reached(registered, 4) is reached


def admits(area: int, norm: int, registered: int, reading: str, permille: int) -> bool:
    """The rule as fractions: (n+1)·q ≤ A, under density n·q < A."""
    space = Fraction(area * permille, 1000)
    if reading == "density":
        return registered * norm < space
    return (registered + 1) * norm <= space


@given(areas_tenths, norms_tenths, counts, norm_readings, permilles)
def test_one_more_is_admitted_exactly_when_the_area_is_enough(
    area: int, norm: int, registered: int, reading: str, permille: int
) -> None:
    reached = norm_reached(registered, capacity(area, norm, reading, permille))
    assert reached != admits(area, norm, registered, reading, permille)


@given(areas_tenths, counts, norm_readings, permilles)
def test_the_largest_norm_that_admits_admits_and_the_next_tenth_does_not(
    area: int, registered: int, reading: str, permille: int
) -> None:
    largest = largest_admitting_norm(area, registered, reading, permille)
    assert largest == 0 or admits(area, largest, registered, reading, permille)
    every = largest == EVERY_NORM
    assert admits(area, largest + 1, registered, reading, permille) == every


@pytest.mark.parametrize(
    ("area", "registered", "reading", "permille", "largest"),
    [
        (600, 4, "whole_places", 1000, 120),
        (600, 3, "whole_places", 1000, 150),
        (599, 3, "whole_places", 1000, 149),
        (600, 0, "whole_places", 1000, 600),
        (600, 4, "density", 1000, 149),
        (601, 4, "density", 1000, 150),
        (600, 0, "density", 1000, EVERY_NORM),
        (3, 3, "whole_places", 1000, 0),
        (4, 3, "whole_places", 1000, 1),
        (789, 4, "whole_places", 950, 149),
        (790, 4, "whole_places", 950, 150),
        (0, 0, "whole_places", 1000, 0),
        (0, 0, "density", 1000, 0),
        (3, 30, "density", 1000, 0),
        # a share of thousandths may leave less than a tenth above the norm
        (7, 1, "density", 142, 0),
        (7, 1, "density", 143, 1),
        (7, 1, "density", 144, 1),
    ],
)
def test_the_largest_norm_that_admits(
    area: int, registered: int, reading: str, permille: int, largest: int
) -> None:
    assert largest_admitting_norm(area, registered, reading, permille) == largest


@given(areas_tenths, norms_tenths, counts, norm_readings)
def test_a_larger_norm_never_admits_whom_a_smaller_one_refuses(
    area: int, norm: int, registered: int, reading: str
) -> None:
    smaller = norm_reached(registered, capacity(area, norm, reading))
    larger = norm_reached(registered, capacity(area, norm + 1, reading))
    assert larger >= smaller


@given(
    st.lists(st.tuples(areas_tenths, counts), min_size=1),
    norms_tenths,
    norm_readings,
    permilles,
)
def test_arrays_give_what_single_numbers_give(
    dwellings: list[tuple[int, int]], norm: int, reading: str, permille: int
) -> None:
    area, registered = (np.array(column, dtype=np.int64) for column in zip(*dwellings, strict=True))
    places = capacity(area, norm, reading, permille)
    assert places.tolist() == [capacity(a, norm, reading, permille) for a, _ in dwellings]
    reached = norm_reached(registered, places).tolist()
    assert reached == [norm_reached(n, capacity(a, norm, reading, permille)) for a, n in dwellings]
    largest = largest_admitting_norm(area, registered, reading, permille).tolist()
    assert largest == [largest_admitting_norm(a, n, reading, permille) for a, n in dwellings]


@given(areas_tenths, norms_tenths, counts)
def test_density_admits_everybody_whom_whole_places_admit(
    area: int, norm: int, registered: int
) -> None:
    assume(admits(area, norm, registered, "whole_places", 1000))
    assert not norm_reached(registered, capacity(area, norm, "density"))


@pytest.mark.parametrize(
    ("temporary", "under_14", "count"),
    [(True, False, 5), (False, False, 3), (True, True, 12), (False, True, 10)],
)
def test_readings_decide_who_counts(
    temporary: bool,  # noqa: FBT001 - column of a table
    under_14: bool,  # noqa: FBT001 - column of a table
    count: int,
) -> None:
    readings = Readings(count_temporary=temporary, count_under_14=under_14)
    assert counted(permanent=3, temporary=2, with_parent=7, readings=readings) == count


@pytest.mark.parametrize(
    ("total", "useful", "reading", "compared"),
    [
        (600, None, "total", (600, WHOLE)),
        (600, 500, "total", (600, WHOLE)),
        (None, 500, "total", None),
        (None, None, "total", None),
        (600, None, "useful", (600, 950)),
        (600, 500, "useful", (500, WHOLE)),
        (None, 500, "useful", (500, WHOLE)),
        (None, None, "useful", None),
    ],
)
def test_which_area_is_compared(
    total: int | None, useful: int | None, reading: str, compared: tuple[int, int] | None
) -> None:
    area: Area = {"total_area_tenths": total, "useful_area_tenths": useful}
    assert area_compared(area, LAW, Readings(area=reading)) == compared


@pytest.mark.parametrize(
    ("born", "day", "minor"),
    [
        ("2008-02-03", "2026-02-02", True),
        ("2008-02-02", "2026-02-02", False),
        ("2008-02-01", "2026-02-02", False),
        ("2008-02-29", "2026-02-28", True),
        ("2008-02-29", "2026-03-01", False),
        ("2008-12-31", "2026-12-30", True),
        ("2008-12-31", "2026-12-31", False),
        ("2009-01-01", "2026-12-31", True),
        ("2010-02-28", "2028-02-28", False),
        ("2010-03-01", "2028-02-29", True),
    ],
)
def test_the_18th_birthday_ends_being_a_minor(
    born: str,
    day: str,
    minor: bool,  # noqa: FBT001 - column of a table
) -> None:
    assert is_minor(day_number(born), day_number(day)) is minor
    many = is_minor(np.array([day_number(born)] * 2), day_number(day))
    assert many.tolist() == [minor, minor]


@given(st.dates(date(1900, 1, 1), date(2030, 12, 31)), st.dates(date(2025, 1, 1), date(2030, 1, 1)))
def test_a_minor_has_not_yet_had_his_18th_birthday(born: date, day: date) -> None:
    try:
        birthday = born.replace(year=born.year + 18)
    except ValueError:
        birthday = date(born.year + 18, 3, 1)
    minor = is_minor(day_number(born.isoformat()), day_number(day.isoformat()))
    assert minor == (day < birthday)


@pytest.mark.parametrize(
    ("owners", "protected", "any_of", "all_of"),
    [(1, 0, False, False), (1, 1, True, True), (2, 1, True, False), (2, 2, True, True)],
)
def test_one_protected_owner_suffices_or_all_must_be(
    owners: int,
    protected: int,
    any_of: bool,  # noqa: FBT001 - column of a table
    all_of: bool,  # noqa: FBT001 - column of a table
) -> None:
    assert dwelling_is_protected(owners, protected, "any") is any_of
    assert dwelling_is_protected(owners, protected, "all") is all_of
