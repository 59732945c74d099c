from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import iin
from synthetic_data.city import SEXES
from synthetic_data.numbers import identification_numbers, numbered, stems

EPOCH = date(1970, 1, 1)


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(SEXES),
    st.integers(0, iin.SERIALS - 1),
)
def test_the_arithmetic_over_arrays_is_that_of_one_number(
    born: date, sex: str, serial: int
) -> None:
    stem = stems(np.array([int(f"{born:%Y%m%d}")]), np.array([SEXES.index(sex)], np.int8))
    number = int(numbered(stem, np.array([serial]))[0])
    expected = iin.synthetic(born, sex, serial)
    assert (f"{number:012d}" if number >= 0 else None) == expected


def test_serials_that_are_not_issued_are_skipped_and_the_others_used_in_order() -> None:
    born = date(2001, 3, 4)
    issued = [iin.synthetic(born, "F", serial) for serial in range(iin.SERIALS)]
    assert None in issued[:500]
    days = np.full(450, (born - EPOCH).days)
    numbers = identification_numbers(days, np.ones(450, np.int8))
    expected = [number for number in issued if number is not None][:450]
    assert [f"{number:012d}" for number in numbers] == expected


def test_numbers_go_to_the_persons_they_were_made_for() -> None:
    random = np.random.default_rng(3)
    days = random.integers(-20_000, 20_000, 5_000)
    sex = random.integers(0, 2, 5_000).astype(np.int8)
    numbers = identification_numbers(days, sex)
    for day, code, number in zip(days.tolist(), sex.tolist(), numbers.tolist(), strict=True):
        born = EPOCH + timedelta(days=day)
        digit = iin.SYNTHETIC_DIGIT[born.year // 100, SEXES[code]]
        assert f"{number:012d}".startswith(f"{born:%y%m%d}{digit}")
    assert len(np.unique(numbers)) == len(numbers)


def test_more_people_of_one_birthday_than_numbers_are_refused() -> None:
    issued = sum(
        iin.synthetic(date(1970, 1, 1), "M", serial) is not None for serial in range(iin.SERIALS)
    )
    days, sex = np.zeros(issued + 1, int), np.zeros(issued + 1, np.int8)
    assert len(identification_numbers(days[:-1], sex[:-1])) == issued
    with pytest.raises(ValueError, match="more people of one birthday"):
        identification_numbers(days, sex)
