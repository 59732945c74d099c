"""The state duty of every ending: what is paid now, what is owed back (IDC-10, IDC-14, IDC-18)."""

from datetime import date
from typing import Any

import pytest

from domain.records import Annulled, Review
from tests.domain.card_cases import CARD
from tests.domain.cases import decide_case
from tests.domain.endings import CARD_ENDINGS

EARLIER = Annulled(date(2025, 12, 30), 786)

ENDED: list[tuple[str, dict[str, Any], int, int]] = [
    ("not_in_pilot", {"day": "2026-04-01"}, 0, 0),
    ("unavailable_go_to_service_centre", {"document": "passport"}, 0, 0),
    ("unavailable_go_to_service_centre", {"expires": None}, 0, 0),
    ("unavailable_go_to_service_centre", {"reason": "loss"}, 0, 0),
    ("unavailable_go_to_service_centre", {"expires": "2026-01-22"}, 0, 0),
    ("already_open", {"open_application": True}, 0, 0),
    ("too_early", {"expires": "2026-03-05"}, 0, 0),
    ("not_the_holder", {"filed_by": "wife"}, 0, 0),
    ("biometrics_failed", {"biometrics": "mismatch"}, 0, 0),
    ("duty_not_paid", {"duty": "unpaid"}, 0, 0),
    ("registry_unavailable", {"outages": ("gbd_fl",)}, 0, 0),
    ("registry_unavailable", {"outages": ("payment",)}, 0, 0),
    ("registry_unavailable", {"outages": ("ums",)}, 865, 0),
    ("registry_unavailable", {"outages": ("production_centre",)}, 865, 0),
    ("registry_unavailable", {"outages": ("pickup_point",)}, 865, 0),
    ("annulled", {"review": Review(photo="mismatch")}, 865, 865),
    ("annulled", {"review": Review(signature="mismatch")}, 865, 865),
    ("annulled", {"review": Review(data="incorrect")}, 865, 865),
    ("annulled", {"review": Review(further_check=True)}, 865, 865),
    ("pickup_refused", {"pickup_ticket": "wrong"}, 865, 0),
    ("issued", {}, 865, 0),
    ("issued", {"day": "2025-12-31", "expires": "2025-12-31"}, 786, 0),
    ("issued", {"day": "2026-01-01", "expires": "2025-12-31"}, 865, 0),
    (
        "annulled",
        {"day": "2025-12-31", "expires": "2025-12-31", "review": Review(photo="mismatch")},
        786,
        786,
    ),
]


def money(**changes: Any) -> tuple[str, int, int]:  # noqa: ANN401 - any field of a case
    told = decide_case(
        **{"service": "id_card", "channel": "egov_portal", "applicant": "owner", **changes}
    )
    verdict = told.decided.verdict
    return verdict.outcome, verdict.duty_kzt, verdict.refundable_kzt


@pytest.mark.parametrize(("outcome", "changes", "duty", "refundable"), ENDED)
def test_what_is_paid_and_owed_back(
    outcome: str, changes: dict[str, Any], duty: int, refundable: int
) -> None:
    assert money(**changes) == (outcome, duty, refundable)


@pytest.mark.parametrize(("outcome", "changes", "duty", "refundable"), ENDED)
def test_the_duty_of_an_earlier_annulled_application_is_owed_back_besides(
    outcome: str, changes: dict[str, Any], duty: int, refundable: int
) -> None:
    assert money(**changes, earlier=EARLIER) == (outcome, duty, refundable + 786)


@pytest.mark.parametrize(
    ("outcome", "changes", "duty", "refundable"),
    [row for row in ENDED if row[0] != "duty_not_paid" and "2025" not in str(row[1])],
)
def test_under_the_exemption_nothing_is_paid_in_2026_and_nothing_of_today_owed_back(
    outcome: str, changes: dict[str, Any], duty: int, refundable: int
) -> None:
    exempt = {**changes, "readings": {"duty_2026": "exempt"}}
    if changes.get("outages") == ("payment",):
        outcome = "issued"
    assert money(**exempt) == (outcome, 0, 0)
    assert money(**exempt, earlier=EARLIER) == (outcome, 0, 786)


@pytest.mark.parametrize(
    ("day", "asked"), [("2025-12-31", True), ("2026-01-01", False), ("2026-01-02", False)]
)
def test_under_the_exemption_payment_is_not_asked_from_2026_on(
    day: str,
    asked: bool,  # noqa: FBT001 - column of a table
) -> None:
    told = decide_case(
        service="id_card",
        channel="egov_portal",
        applicant="owner",
        day=day,
        expires=day,
        readings={"duty_2026": "exempt"},
    )
    assert ("payment" in told.systems) is asked
    assert ("duty_exempt" in told.findings) is not asked


def test_the_amount_asked_is_the_duty_of_the_day() -> None:
    told = decide_case(service="id_card", channel="egov_portal", applicant="owner")
    assert told.asked("collect") == [{"payer": "owner", "amount_kzt": 865}]


def test_an_earlier_annulment_speaks_before_the_duty_is_asked() -> None:
    told = decide_case(service="id_card", channel="egov_portal", applicant="owner", earlier=EARLIER)
    assert told.rules.index("IDC-18") == told.rules.index("IDC-10") - 1
    (spoken,) = [row.subject for row in told.rows if row.step.rule == "IDC-18"]
    assert spoken == {"day": "2025-12-30", "refundable_kzt": 786}


def test_every_ending_of_a_renewal_has_its_money_here() -> None:
    assert {row[0] for row in ENDED} == {end.outcome for end in CARD_ENDINGS}
    assert {case.end.outcome for case in CARD} == {row[0] for row in ENDED}
