"""Every rule of registration, on both sides of it."""

from dataclasses import replace

import pytest

from tests.domain.cases import Case, check, decide_situation, rows
from tests.domain.kinship_cases import KINSHIP_CASES
from tests.domain.residence_cases import RESIDENCE


@pytest.mark.parametrize("case", rows(RESIDENCE))
def test_a_registration_ends_as_the_rules_say(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", rows(KINSHIP_CASES))
def test_a_claim_of_kinship_ends_as_the_rules_say(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", rows([*RESIDENCE, *KINSHIP_CASES]))
def test_residence_and_temporary_stay_follow_the_same_rules(case: Case) -> None:
    other = {"residence": "temporary_stay", "temporary_stay": "residence"}
    stated = replace(case.stated, service=other[case.stated.service])
    assert decide_situation(stated).end == case.end
    assert decide_situation(stated).systems == case.told().systems
