"""Every rule of registration, on both sides of it."""

import pytest

from tests.domain.cases import Case, check, rows
from tests.domain.kinship_cases import KINSHIP_CASES
from tests.domain.residence_cases import RESIDENCE


@pytest.mark.parametrize("case", rows(RESIDENCE))
def test_a_registration_ends_as_the_rules_say(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", rows(KINSHIP_CASES))
def test_a_claim_of_kinship_ends_as_the_rules_say(case: Case) -> None:
    check(case)
