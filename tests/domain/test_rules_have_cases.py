"""Nothing that can end a case, and no reading, is without cases on both sides of it."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import domain
from domain.readings import SWITCHES
from domain.rules import catalogue
from domain.wording import words
from tests.domain.card_cases import CARD
from tests.domain.cases import Case, End, decide_situation
from tests.domain.endings import CARD_ENDINGS, ENDINGS, RESIDENCE_ENDINGS
from tests.domain.kinship_cases import KINSHIP_CASES
from tests.domain.reading_cases import READINGS, under
from tests.domain.residence_cases import RESIDENCE

TABLES = [*RESIDENCE, *KINSHIP_CASES, *CARD]
SOURCE = Path(next(iter(domain.__path__)))


def by_rule() -> dict[str, list[Case]]:
    found = defaultdict(list)
    for case in TABLES:
        found[case.about].append(case)
    return found


@pytest.mark.parametrize("rule", sorted({end.decided_by for end in ENDINGS}))
def test_a_rule_that_can_end_a_case_has_cases_that_it_ends_and_cases_that_it_lets_pass(
    rule: str,
) -> None:
    about = by_rule()[rule]
    assert [case for case in about if case.end.decided_by == rule]
    other = [case for case in about if case.end.decided_by != rule]
    ends = {case.end for case in about if case.end.decided_by == rule}
    assert other or len(ends) > 1  # admitted and refused are the two sides of RES-10 and RES-11


@pytest.mark.parametrize("end", sorted(ENDINGS, key=str))
def test_every_ending_of_the_rules_is_reached_by_a_case(end: End) -> None:
    assert any(case.end == end for case in TABLES)


def test_no_case_expects_an_ending_that_the_rules_do_not_know() -> None:
    readings = {end for r in READINGS for end in (r.default, r.other)}
    assert {case.end for case in TABLES} | readings <= ENDINGS


def test_tables_of_a_service_end_in_rules_of_that_service() -> None:
    assert {case.end for case in (*RESIDENCE, *KINSHIP_CASES)} <= RESIDENCE_ENDINGS
    assert {case.end for case in CARD} <= CARD_ENDINGS


@pytest.mark.parametrize("switch", SWITCHES)
def test_a_reading_has_a_case_that_it_changes_and_two_that_it_leaves(switch: str) -> None:
    about = [reading for reading in READINGS if reading.switch == switch]
    assert any(reading.matters for reading in about)
    left = {reading.default for reading in about if not reading.matters}
    assert left
    assert len({reading.default for reading in about} | {r.other for r in about}) > 1


def test_sentences_do_not_repeat() -> None:
    said = [(case.about, case.sentence, case.stated.applicant) for case in TABLES]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("rule", catalogue())
def test_every_rule_speaks_in_some_case(rule: str) -> None:
    assert any(rule in case.told().rules for case in TABLES)


def test_rules_speak_only_under_ids_of_the_catalogue() -> None:
    spoken = set(chain.from_iterable(case.told().rules for case in TABLES))
    assert spoken <= catalogue().keys()


def calls(name: str) -> Iterator[ast.Call]:
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
                yield node


def texts(node: ast.AST) -> set[str]:
    return {
        n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }


def test_every_outcome_in_the_code_is_one_of_the_rules() -> None:
    written = set(chain.from_iterable(texts(call.args[0]) for call in calls("Verdict")))
    assert written <= {end.outcome for end in ENDINGS}


def test_every_outcome_and_basis_has_words_and_no_words_are_left_over() -> None:
    told: set[tuple[str, str | None]] = set()
    for outcome, entry in words()["outcome"].items():
        by_basis = {key for key, value in entry.items() if isinstance(value, dict)}
        told |= {(outcome, basis) for basis in by_basis} if by_basis else {(outcome, None)}
    assert told == {(end.outcome, end.basis) for end in ENDINGS}


def findings_in_code() -> set[str]:
    """Second arguments of ``rule(…)``, and what is assigned to a name ``finding``."""
    spoken = set(chain.from_iterable(texts(call.args[1]) for call in calls("rule")))
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "finding":
                spoken |= texts(node.value)
    return spoken


def test_every_finding_in_the_code_has_words_and_no_words_are_left_over() -> None:
    assert findings_in_code() == words()["finding"].keys()


def test_every_finding_is_spoken_in_some_case() -> None:
    spoken = set(chain.from_iterable(case.told().findings for case in TABLES))
    for reading in READINGS:
        for value in SWITCHES[reading.switch].values:
            spoken |= set(decide_situation(under(reading, value)).findings)
    assert spoken == words()["finding"].keys()
