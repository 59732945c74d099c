"""Every reading of the text, both ways."""

import pytest

from domain.readings import SWITCHES
from tests.domain.cases import decide_situation
from tests.domain.reading_cases import READINGS, Reading, under

CASES = [pytest.param(r, id=f"{r.switch}: {r.sentence}") for r in READINGS]


@pytest.mark.parametrize("reading", CASES)
def test_a_case_ends_by_each_reading_as_that_reading_says(reading: Reading) -> None:
    switch = SWITCHES[reading.switch]
    ends = [decide_situation(under(reading, value)).end for value in switch.values]
    assert ends == [reading.default, reading.other]
