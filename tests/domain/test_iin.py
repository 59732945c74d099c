"""The control digit, malformed numbers, and the block that is never issued."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.iin import (
    FIRST_WEIGHTS,
    NEVER_ISSUED,
    SECOND_WEIGHTS,
    SYNTHETIC_DIGIT,
    control_digit,
    is_well_formed,
    synthetic,
)
from tests.strategies import digits

RIGHT = ("650301700175", "150301900173")


@pytest.mark.parametrize("iin", RIGHT)
def test_a_known_number_is_well_formed(iin: str) -> None:
    assert is_well_formed(iin)


@pytest.mark.parametrize(
    "iin",
    [
        "",
        "65030170017",
        "6503017001755",
        "65030170017x",
        "-50301700175",
        " 50301700175",
        "٦٥٠٣٠١٧٠٠١٧٥",
        "65030170017²",
    ],
)
def test_a_text_that_is_not_twelve_digits_is_malformed(iin: str) -> None:
    assert not is_well_formed(iin)


def passes(first: list[int], weights: tuple[int, ...]) -> int:
    return sum(d * w for d, w in zip(first, weights, strict=True)) % 11


@given(digits)
def test_the_control_digit_takes_the_second_weights_only_after_a_remainder_of_10(
    stem: str,
) -> None:
    first = [int(d) for d in stem]
    one, two = passes(first, tuple(range(1, 12))), passes(first, (*range(3, 12), 1, 2))
    assert control_digit(first) == (one if one != 10 else two)


@pytest.mark.parametrize("count", [10, 12])
def test_a_control_digit_is_of_eleven_digits(count: int) -> None:
    with pytest.raises(ValueError, match="zip"):
        control_digit([1] * count)


def test_the_weights_are_those_of_the_resolution() -> None:
    assert tuple(range(1, 12)) == FIRST_WEIGHTS
    assert SECOND_WEIGHTS == (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


@pytest.mark.parametrize(
    ("stem", "control"),
    [
        ("00000000000", 0),
        ("10000000000", 1),
        ("00000000001", 0),  # 11 leaves nothing
        ("00000000010", 1),  # 10 leaves 10, so the second weights: 1
        ("00000000050", 6),  # 50 leaves 6
        ("00000000120", 7),
        ("00000000281", NEVER_ISSUED),
    ],
)
def test_worked_examples(stem: str, control: int) -> None:
    assert control_digit([int(d) for d in stem]) == control


@given(digits)
def test_a_number_with_another_control_digit_is_malformed(stem: str) -> None:
    control = control_digit([int(d) for d in stem])
    right = [digit for digit in range(10) if is_well_formed(f"{stem}{digit}")]
    assert right == ([] if control == NEVER_ISSUED else [control])


def test_there_are_stems_of_every_remainder_the_second_pass_and_none_at_all() -> None:
    stems = [[int(d) for d in f"{n:011d}"] for n in range(0, 300_000, 37)]
    second = [s for s in stems if passes(s, FIRST_WEIGHTS) == NEVER_ISSUED]
    never = [s for s in second if passes(s, SECOND_WEIGHTS) == NEVER_ISSUED]
    assert never
    assert len(never) < len(second)
    assert all(control_digit(s) == NEVER_ISSUED for s in never)
    assert not any(is_well_formed("".join(map(str, [*s, c]))) for s in never for c in range(10))


def first_pass_only(number: str) -> bool:
    return passes([int(d) for d in number[:11]], FIRST_WEIGHTS) != NEVER_ISSUED


@pytest.mark.parametrize("iin", RIGHT)
def test_a_single_wrong_digit_is_found_while_the_first_weights_serve(iin: str) -> None:
    for place, digit in product(range(12), "0123456789"):
        wrong = iin[:place] + digit + iin[place + 1 :]
        if wrong != iin and first_pass_only(wrong):
            blind = place == 10  # its weight is 11, which leaves nothing
            assert is_well_formed(wrong) == blind, wrong


@pytest.mark.parametrize("iin", RIGHT)
def test_two_neighbours_changed_are_found_while_the_first_weights_serve(iin: str) -> None:
    for place in range(10):
        wrong = iin[:place] + iin[place + 1] + iin[place] + iin[place + 2 :]
        if wrong != iin and first_pass_only(wrong):
            assert not is_well_formed(wrong), wrong


@pytest.mark.parametrize(
    ("born", "sex", "digit"),
    [
        (date(1965, 3, 1), "M", "7"),
        (date(1999, 12, 31), "F", "8"),
        (date(2000, 1, 1), "M", "9"),
        (date(2015, 3, 1), "F", "0"),
        (date(1899, 5, 1), "M", "7"),
    ],
)
def test_a_synthetic_number_is_of_the_block_that_is_never_issued(
    born: date, sex: str, digit: str
) -> None:
    numbers = [synthetic(born, sex, serial) for serial in range(500)]
    made = [number for number in numbers if number]
    assert 0 < len(made) < len(numbers)
    assert len(set(made)) == len(made)
    for number in made:
        assert is_well_formed(number)
        assert number[:7] == f"{born:%y%m%d}{digit}"


def test_known_numbers_are_of_the_block_too() -> None:
    assert synthetic(date(1965, 3, 1), "M", 17) == RIGHT[0]
    assert synthetic(date(2015, 3, 1), "M", 17) == RIGHT[1]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from("MF"), st.integers(0, 9999))
def test_no_synthetic_number_is_in_a_block_that_is_issued(born: date, sex: str, n: int) -> None:
    number = synthetic(born, sex, n)
    assert number is None or number[6] in set(SYNTHETIC_DIGIT.values())
    assert not set(SYNTHETIC_DIGIT.values()) & set("123456")
