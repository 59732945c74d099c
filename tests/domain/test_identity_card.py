"""Every rule of the ID card, on both sides of it, and the money of every ending."""

import pytest

from tests.domain.card_cases import CARD
from tests.domain.cases import Case, check, rows


@pytest.mark.parametrize("case", rows(CARD))
def test_a_renewal_ends_as_the_rules_say(case: Case) -> None:
    check(case)
