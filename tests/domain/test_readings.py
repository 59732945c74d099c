"""Every reading of the text, both ways."""

from dataclasses import replace

import pytest

from domain.readings import SWITCHES, Readings, readings_from
from tests.domain.cases import decide_situation
from tests.domain.reading_cases import READINGS, Reading, under

CASES = [pytest.param(r, id=f"{r.switch}: {r.sentence}") for r in READINGS]


@pytest.mark.parametrize("reading", CASES)
def test_a_case_ends_by_each_reading_as_that_reading_says(reading: Reading) -> None:
    switch = SWITCHES[reading.switch]
    ends = [decide_situation(under(reading, value)).end for value in switch.values]
    assert ends == [reading.default, reading.other]


def test_a_reading_left_open_in_a_file_leaves_the_next_one_its_choice() -> None:
    open_one, chosen = list(SWITCHES)[:2]
    value = SWITCHES[chosen].values[-1]
    found = readings_from({open_one: None, chosen: value}, "policy.readings")
    assert found == replace(Readings(), **{chosen: value})  # type: ignore[arg-type]
