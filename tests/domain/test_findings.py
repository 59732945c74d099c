"""What a finding leaves on the trace: the names and numbers its rule went by, and no others."""

from datetime import date
from typing import Any

import pytest

from domain.procedure import Question
from domain.records import Annulled, Review
from domain.rules import catalogue
from tests.domain.cases import decide_case

CARD: dict[str, Any] = {"service": "id_card", "channel": "document_app", "applicant": "owner"}
HALL: dict[str, Any] = {"channel": "service_centre", "owners": ("kid",)}
TICKET = "20260202-owner"
FULL = {"registered": 4, "capacity": 4, "norm_tenths": 150, "area_tenths": 600, "permille": 1000}


@pytest.mark.parametrize(
    ("changes", "finding", "numbers"),
    [
        ({}, "pilot_in_force", {"day": "2026-02-02", "from": "2025-11-11", "until": "2026-06-30"}),
        ({"owners": ("kid",)}, "protected_online", {"owners": ["kid"]}),
        ({"applicant": "owner"}, "owner_admitted", {"applicant": "owner"}),
        ({"area": None}, "no_area", {"dwelling": "home"}),
        ({}, "norm_reached", FULL),
        ({"permanent": 3}, "norm_free", {**FULL, "registered": 3}),
        ({"permanent": 3, "taken_meanwhile": 1}, "place_taken", {"registered": 4, "capacity": 4}),
        (
            {"applicant": "son", "category": "child"},
            "kinship_confirmed",
            {"category": "child", "side": None},
        ),
        (
            {"applicant": "brother", "category": "half_sibling", "side": "father"},
            "kinship_confirmed",
            {"category": "half_sibling", "side": "father"},
        ),
        ({"category": "child"}, "kinship_not_confirmed", {"category": "child", "side": None}),
        (
            {"permanent": 3, "owner_consent": "refused"},
            "no_consent",
            {"owner": "owner", "kind": "person"},
        ),
        (HALL, "number_positive", {"owns": True, "person": "kid"}),
        ({**HALL, "owner_iin_entered": "1"}, "number_malformed", {"iin": "1"}),
        (HALL, "papers_accepted", {"representative": "guardian"}),
        (
            {**HALL, "representative_documents": "mismatch"},
            "papers_rejected",
            {"representative": "guardian"},
        ),
        (
            CARD,
            "pilot_in_force",
            {"day": "2026-02-02", "from": "2025-05-28", "until": "2026-03-31"},
        ),
        ({**CARD, "document": "passport"}, "other_document", {"document": "passport"}),
        ({**CARD, "expires": None}, "no_card", {"person": "owner"}),
        ({**CARD, "reason": "loss"}, "other_reason", {"reason": "loss", "changed": False}),
        (
            {**CARD, "data_changed": True},
            "other_reason",
            {"reason": "expiry", "changed": True},
        ),
        (
            CARD,
            "expires_in_time",
            {"expires": "2026-02-20", "left": 18, "over": -18, "before": 30},
        ),
        (
            {**CARD, "expires": "2026-01-30"},
            "expired_in_time",
            {"expires": "2026-01-30", "left": -3, "over": 3, "after": 10},
        ),
        ({**CARD, "filed_by": "son"}, "not_the_holder", {"filed_by": "son", "holder": "owner"}),
        (
            {**CARD, "earlier": Annulled(date(2026, 1, 20), 865)},
            "paid_again",
            {"day": "2026-01-20", "refundable_kzt": 865},
        ),
        (CARD, "ticket_issued", {"ticket": TICKET}),
        ({**CARD, "review": Review(photo="mismatch")}, "annulled", {"defect": "photo"}),
        (CARD, "certified", {"ticket": TICKET}),
        (CARD, "handed_over", {"holder": "owner", "ticket": TICKET}),
        (
            {**CARD, "pickup_ticket": "wrong"},
            "pickup_refused",
            {"person": "owner", "ticket": "wrong"},
        ),
    ],
)
def test_a_finding_names_what_its_rule_went_by(
    changes: dict[str, Any], finding: str, numbers: dict[str, Any]
) -> None:
    rows = [row for row in decide_case(**changes).rows if not row.asked]
    assert [dict(row.subject) for row in rows if row.step[1] == finding] == [numbers]


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("RES-01", {"residence_pilot"}),
        ("RES-08", {"norm_m2"}),
        ("IDC-01", {"id_card_pilot"}),
        ("IDC-05", {"window_before_days"}),
        ("IDC-06", {"window_after_days"}),
        ("IDC-10", {"duty_kzt", "duty_exempt_from"}),
        ("RES-09", set()),
    ],
)
def test_a_rule_names_the_law_values_that_it_goes_by(rule: str, values: set[str]) -> None:
    assert {article.name for article in catalogue()[rule].parameters} == values


@pytest.mark.parametrize(
    ("changes", "finding", "rule", "actor"),
    [
        ({"day": "2026-07-02"}, "pilot_not_in_force", "RES-01", "egov_mobile"),
        ({**CARD, "day": "2026-07-02"}, "pilot_not_in_force", "IDC-01", "document_app"),
        ({"permanent": 3, "taken_meanwhile": 1}, "place_taken", "RES-08", "egov_mobile"),
        ({**CARD, "readings": {"duty_2026": "exempt"}}, "duty_exempt", "IDC-10", "document_app"),
    ],
)
def test_a_finding_says_which_rule_spoke_and_at_whose_hands(
    changes: dict[str, Any], finding: str, rule: str, actor: str
) -> None:
    rows = [row.step for row in decide_case(**changes).rows if not row.asked]
    assert [(step.rule, step.actor) for step in rows if step[1] == finding] == [(rule, actor)]


PLACES = {"online", "reception", "terminal", "window", "ums", "production", "pickup"}


@pytest.mark.parametrize(
    "changes",
    [
        {"category": "child"},
        {"applicant": "brother", "category": "half_sibling", "side": "father"},
        {**HALL, "owners": ("owner",), "category": "spouse"},
        CARD,
    ],
)
def test_every_question_says_where_it_is_put(changes: dict[str, Any]) -> None:
    asked = [row.step for row in decide_case(**changes).rows if isinstance(row.step, Question)]
    assert {question.place for question in asked} <= PLACES
