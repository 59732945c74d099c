"""The simulation decides nothing by itself: every case is what the law says of its answers."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from domain.procedure import NO_ANSWER, Question, Verdict, decide, replay
from domain.procedures import start
from domain.registries import Subject
from simulation.application import Case
from simulation.demand.claims import supply
from simulation.model import replicate
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from synthetic_data.city import City

BUSY: dict[str, Any] = {
    "format": "tirkeu.scenario/1",
    "demand": {"residence_per_day": 25, "temporary_stay_per_day": 8, "id_online_share": 1},
    "behaviour": {
        "filing_early_share": 0.3,
        "other_reason_share": 0.2,
        "biometrics_mismatch_share": 0.2,
    },
    "id_pipeline": {"photo_mismatch_share": 0.3},
    "registries": {"zags": {"availability": 0.5}, "gbd_fl": {"availability": 0.9}},
}


def finished(scenario: Scenario, city: City) -> list[tuple[Case, Verdict]]:
    journal: list[tuple[Case, Verdict]] = []
    replicate(scenario, supply(city, scenario.first), 0, journal)
    return journal


def given(case: Case) -> list[Any]:
    assert case.answers is not None
    return case.answers


@pytest.fixture(scope="module")
def journal(city: City) -> list[tuple[Case, Verdict]]:
    return finished(scenario_from(BUSY), city)


def test_a_run_meets_most_of_what_can_happen(journal: list[tuple[Case, Verdict]]) -> None:
    outcomes = Counter(verdict.outcome for _, verdict in journal)
    assert set(outcomes) >= {
        "registered",
        "redirected_online",
        "redirected_to_service_centre",
        "norm_reached_no_category",
        "kinship_not_confirmed",
        "no_owner_consent",
        "registry_unavailable",
        "not_signed",
        "issued",
        "annulled",
        "too_early",
        "unavailable_go_to_service_centre",
        "biometrics_failed",
    }
    assert {verdict.basis for _, verdict in journal} >= {"norm", "kinship", "owner", "hall"}


def test_every_case_replayed_from_its_answers_has_its_verdict(
    journal: list[tuple[Case, Verdict]],
) -> None:
    readings = scenario_from(BUSY).policy.readings
    assert len(journal) > 500
    for case, verdict in journal:
        fresh = start(case.application, case.law, readings)
        position = replay(fresh, given(case))
        assert position.verdict == verdict
        asked = [row for row in position.rows if row.asked]
        assert len(asked) == len(given(case)), "an answer was given that nobody had asked for"


def test_every_case_decided_at_once_on_the_same_answers_has_its_verdict(
    journal: list[tuple[Case, Verdict]],
) -> None:
    for case, verdict in journal:
        answers = iter(given(case))

        def ask(_question: Question, _subject: Subject, left: Any = answers) -> Any:  # noqa: ANN401
            answer = next(left)
            return NO_ANSWER if answer == NO_ANSWER else answer

        procedure = start(case.application, case.law, scenario_from(BUSY).policy.readings)
        assert decide(procedure, ask)[0] == verdict


def test_nobody_enters_a_full_dwelling_and_the_entry_is_dated_by_the_signing(
    journal: list[tuple[Case, Verdict]],
) -> None:
    later = 0
    for case, _ in journal:
        for answer in given(case):
            if isinstance(answer, dict) and "entered" in answer:
                filed = case.application.day.isoformat()
                assert answer["day"] >= filed
                later += answer["day"] > filed
    assert later, "no consent took longer than midnight"


def test_a_case_keeps_the_law_of_its_filing_over_a_change_of_the_law(city: City) -> None:
    document = BUSY | {
        "period": {"from": "2026-06-22", "until": "2026-07-06"},
        "policy": {"id_card_pilot": ["2025-05-28", "2026-06-26"]},
    }
    cases = finished(scenario_from(document), city)
    last = date(2026, 6, 30)
    for case, verdict in cases:
        registers = case.application.service != "id_card"
        outside = case.application.day > (last if registers else date(2026, 6, 26))
        assert (verdict.outcome == "not_in_pilot") == outside
    crossed = [
        answer["day"]
        for case, verdict in cases
        if verdict.outcome == "registered"
        for answer in given(case)
        if isinstance(answer, dict) and answer.get("entered")
    ]
    assert max(crossed) > last.isoformat()
