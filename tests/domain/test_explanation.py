"""Why a case was decided so, and what would have changed it; the decision as a document."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from domain.decision import FORMAT, document, shown
from domain.explanation import decimal, explain
from domain.procedure import Question
from domain.registries import PEOPLE
from domain.wording import LANGUAGES, Speaker, notice
from tests import strategies
from tests.domain.card_cases import CARD
from tests.domain.cases import Case, End, Told, decide_case, rows
from tests.domain.kinship_cases import KINSHIP_CASES
from tests.domain.residence_cases import RESIDENCE

CARD_OF_OWNER = {"service": "id_card", "channel": "egov_portal", "applicant": "owner"}
NOT_COMPARED = {
    "registered": None,
    "capacity": None,
    "norm_m2": None,
    "admitted_at_norm_up_to_m2": None,
}


def why(told: Told) -> dict[str, Any]:
    return explain(told.decided, told.registries)


@pytest.mark.parametrize(
    ("changes", "numbers"),
    [
        ({}, (4, 4, "15.0", "12.0")),
        ({"permanent": 3}, (3, 4, "15.0", "15.0")),
        ({"area": 599, "permanent": 3}, (3, 3, "15.0", "14.9")),
        ({"permanent": 2, "temporary": 1, "with_parent": 4}, (3, 4, "15.0", "15.0")),
        ({"law": {"norm_tenths": 64}, "area": 192, "permanent": 2}, (2, 3, "6.4", "6.4")),
        ({"readings": {"norm_reading": "density"}}, (4, 4, "15.0", "14.9")),
        ({"readings": {"area": "useful"}, "area": 789}, (4, 4, "15.0", "14.9")),
        ({"readings": {"area": "useful"}, "area": 790}, (4, 5, "15.0", "15.0")),
        ({"readings": {"norm_reading": "density"}, "permanent": 0}, (0, 4, "15.0", None)),
        ({"day": "2025-12-25"}, (4, None, None, "12.0")),
        ({"day": "2025-12-25", "readings": {"no_norm": "reached"}}, (4, None, None, "12.0")),
        ({"permanent": 599}, (599, 4, "15.0", "0.1")),
        ({"permanent": 600}, (600, 4, "15.0", None)),
        ({"taken_meanwhile": 1, "permanent": 3}, (4, 4, "15.0", "12.0")),
        ({"taken_meanwhile": 1, "permanent": 2}, (2, 4, "15.0", "20.0")),
        ({"city": "almaty"}, (None, None, None, None)),
        ({"area": None}, (None, None, None, None)),
        ({"applicant": "owner"}, (None, None, None, None)),
    ],
)
def test_the_numbers_are_those_that_were_compared(
    changes: dict[str, Any], numbers: tuple[int | str | None, ...]
) -> None:
    explained = why(decide_case(**changes))
    assert tuple(explained[key] for key in NOT_COMPARED) == numbers


@pytest.mark.parametrize(
    ("changes", "passing"),
    [
        ({"applicant": "son"}, ["child"]),
        ({"applicant": "brother"}, ["full_sibling", "half_sibling"]),
        ({"applicant": "half_by_father"}, ["full_sibling", "half_sibling"]),
        (
            {"applicant": "half_by_father", "readings": {"sibling": "both"}},
            ["half_sibling"],
        ),
        ({"applicant": "wife"}, ["spouse"]),
        ({"applicant": "grandfather"}, ["grandparent"]),
        ({"applicant": "mothers_mother"}, ["grandparent"]),
        ({"applicant": "grandson"}, ["grandchild"]),
        ({"applicant": "wifes_brother"}, ["in_law"]),
        ({"applicant": "stranger"}, []),
        ({"applicant": "owner"}, []),
        ({"applicant": "son", "owners": ("company",)}, []),
        ({"applicant": "son", "owners": ("stranger", "owner")}, ["child"]),
        (
            {
                "applicant": "son",
                "owners": ("stranger", "owner"),
                "readings": {"co_owner": "all"},
            },
            [],
        ),
        ({"applicant": "owners_ward"}, []),
        ({"applicant": "owners_ward", "readings": {"exemptions": "order_677"}}, ["ward"]),
        ({"applicant": "nephew", "readings": {"exemptions": "order_677"}}, ["relative_of_kin"]),
        ({"applicant": "son", "outages": ("zags", "smart_data_ukimet")}, ["child"]),
        ({"applicant": "son", "outages": ("egkn",)}, ["child"]),
        ({"applicant": "son", "channel": "service_centre", "owners": ("kid",)}, []),
        ({"applicant": "kids_father", "channel": "service_centre", "owners": ("kid",)}, ["parent"]),
    ],
)
def test_the_categories_that_the_acts_on_file_would_confirm(
    changes: dict[str, Any], passing: list[str]
) -> None:
    assert why(decide_case(**changes))["kinship_that_would_pass"] == passing


MISSING: list[tuple[dict[str, Any], dict[str, str] | None]] = [
    ({"applicant": "no_act", "category": "child"}, {"act": "birth", "person": "no_act"}),
    ({"applicant": "adopted_by_one", "category": "child", "owners": ("birth_mother",)},
     {"act": "birth", "person": "adopted_by_one"}),
    ({"applicant": "stranger", "category": "child"}, None),
    ({"applicant": "somebody", "category": "parent", "owners": ("no_act",)},
     {"act": "birth", "person": "no_act"}),
    ({"applicant": "stranger", "category": "parent"}, None),
    ({"applicant": "stranger", "category": "spouse", "owners": ("stranger_without", )},
     {"act": "marriage", "person": "stranger_without"}),
    ({"applicant": "stranger", "category": "spouse"}, None),
    ({"applicant": "widow", "category": "spouse", "owners": ("late_husband",)},
     {"act": "marriage", "person": "late_husband"}),
    ({"applicant": "no_act", "category": "full_sibling"}, {"act": "birth", "person": "no_act"}),
    ({"applicant": "stranger", "category": "full_sibling", "owners": ("no_act",)},
     {"act": "birth", "person": "no_act"}),
    ({"applicant": "stranger", "category": "full_sibling"}, None),
    ({"applicant": "half_by_mother_act_names_mother_only", "category": "half_sibling",
      "side": "father"},
     {"act": "birth", "person": "half_by_mother_act_names_mother_only"}),
    ({"applicant": "half_by_mother_act_names_mother_only", "category": "half_sibling",
      "side": "mother", "owners": ("stranger",)}, None),
    ({"applicant": "stranger", "category": "half_sibling", "side": "mother",
      "owners": ("half_by_mother_act_names_mother_only",)},
     {"act": "birth", "person": "half_by_mother_act_names_mother_only"}),
    ({"applicant": "stranger", "category": "half_sibling", "side": "mother"}, None),
    ({"applicant": "great_grandfather", "category": "grandparent", "side": "mother",
      "owners": ("father",)}, {"act": "birth", "person": "grandmother"}),
    ({"applicant": "stranger", "category": "grandparent", "side": "father",
      "owners": ("no_act",)}, {"act": "birth", "person": "no_act"}),
    ({"applicant": "stranger", "category": "grandparent", "side": "father"}, None),
    ({"applicant": "no_act", "category": "grandchild", "side": "father"},
     {"act": "birth", "person": "no_act"}),
    ({"applicant": "half_by_mother", "category": "grandchild", "side": "father"},
     {"act": "birth", "person": "mothers_friend"}),
    ({"applicant": "nephew", "category": "grandchild", "side": "father",
      "owners": ("stranger",)}, None),
    ({"applicant": "stranger", "category": "in_law", "owners": ("no_act",)},
     {"act": "marriage", "person": "no_act"}),
    ({"applicant": "stranger", "category": "in_law", "owners": ("brother",)},
     {"act": "birth", "person": "brothers_wife"}),
    ({"applicant": "no_act", "category": "in_law"}, {"act": "birth", "person": "no_act"}),
    ({"applicant": "stranger", "category": "in_law"}, {"act": "birth", "person": "wifes_mother"}),
    ({"applicant": "stranger", "category": "in_law", "born": {"stranger": "2001-05-01"}}, None),
    ({"applicant": "stranger", "category": "ward", "readings": {"exemptions": "order_677"}},
     {"act": "guardianship", "person": "stranger"}),
    ({"applicant": "no_act", "category": "relative_of_kin",
      "readings": {"exemptions": "order_677"}}, {"act": "birth", "person": "no_act"}),
    ({"applicant": "stranger", "category": "relative_of_kin",
      "readings": {"exemptions": "order_677"}}, {"act": "birth", "person": "strangers_father"}),
    ({"applicant": "stranger", "category": "child", "owners": ("company",)}, None),
    ({"applicant": "no_act", "category": "child", "owners": ("no_act", "stranger"),
      "readings": {"owner_himself": "literal"}}, {"act": "birth", "person": "no_act"}),
    ({"applicant": "no_act", "category": "parent", "owners": ("no_act", "stranger"),
      "readings": {"owner_himself": "literal"}}, None),
    ({"applicant": "son", "category": "parent", "owners": ("owner", "no_act"),
      "readings": {"co_owner": "all"}}, None),
    ({"applicant": "stranger", "category": "child", "owners": ("no_act",),
      "readings": {"direction": "either"}}, {"act": "birth", "person": "no_act"}),
    ({"applicant": "no_act", "category": "grandparent", "side": "father",
      "readings": {"grandkin": "literal"}}, {"act": "birth", "person": "no_act"}),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "missing"), MISSING)
def test_the_act_that_blocks_a_claim_is_named_where_one_is_missing(
    changes: dict[str, Any], missing: dict[str, str] | None
) -> None:
    told = decide_case(**changes)
    assert told.end.outcome == "kinship_not_confirmed"
    assert why(told)["missing_act"] == missing


@pytest.mark.parametrize(
    "changes",
    [{}, {"permanent": 3}, {"applicant": "son", "category": "child"}, {"outages": ("egkn",)}],
)
def test_no_act_is_missing_where_no_kinship_was_refused(changes: dict[str, Any]) -> None:
    assert why(decide_case(**changes))["missing_act"] is None


def test_an_act_put_on_file_lets_the_same_claim_pass() -> None:
    claim = {"applicant": "no_act", "category": "child"}
    assert why(decide_case(**claim))["missing_act"]
    assert decide_case(**claim, births={"no_act": ("owner", "wife")}).end.basis == "kinship"


@pytest.mark.parametrize(
    ("expires", "reading", "window"),
    [
        ("2026-02-20", "valid", (18, 0, "2026-01-21", "2026-03-02")),
        ("2026-02-20", "expired", (18, 0, "2026-01-21", "2026-03-01")),
        ("2026-02-02", "valid", (0, 0, "2026-01-03", "2026-02-12")),
        ("2026-02-02", "expired", (0, 1, "2026-01-03", "2026-02-11")),
        ("2026-01-23", "valid", (-10, 10, "2025-12-24", "2026-02-02")),
        ("2026-01-23", "expired", (-10, 11, "2025-12-24", "2026-02-01")),
        ("2026-03-31", "valid", (57, 0, "2026-03-01", "2026-04-10")),
    ],
)
def test_the_window_of_a_card(
    expires: str, reading: str, window: tuple[int, int, str, str]
) -> None:
    told = decide_case(**CARD_OF_OWNER, expires=expires, readings={"expiry_day": reading})
    days_left, days_over, first, last = window
    assert why(told) == {
        "expires": expires,
        "days_left": days_left,
        "days_over": days_over,
        "first_day": first,
        "last_day": last,
    }


@pytest.mark.parametrize("reading", ["valid", "expired"])
def test_the_first_and_last_day_told_are_the_first_and_last_that_pass(reading: str) -> None:
    common = {**CARD_OF_OWNER, "expires": "2026-02-10", "readings": {"expiry_day": reading}}
    explained = why(decide_case(**common))
    passing = [
        day
        for day in [f"2026-01-{d:02d}" for d in range(1, 32)]
        + [f"2026-02-{d:02d}" for d in range(1, 29)]
        if decide_case(**common, day=day).end.outcome == "issued"
    ]
    assert (explained["first_day"], explained["last_day"]) == (passing[0], passing[-1])


@pytest.mark.parametrize(
    ("expires", "end", "day"),
    [("0001-01-20", "first_day", "0001-01-01"), ("9999-12-31", "last_day", "9999-12-31")],
)
def test_a_window_ends_where_the_calendar_does(expires: str, end: str, day: str) -> None:
    assert why(decide_case(**CARD_OF_OWNER, expires=expires))[end] == day


@pytest.mark.parametrize(
    "changes",
    [{"expires": None}, {"document": "passport"}, {"day": "2026-04-01"}, {"outages": ("gbd_fl",)}],
)
def test_a_window_is_told_only_of_a_card_that_was_seen(changes: dict[str, Any]) -> None:
    explained = why(decide_case(**{**CARD_OF_OWNER, **changes}))
    assert set(explained.values()) == {None}
    assert set(explained) == {"expires", "days_left", "days_over", "first_day", "last_day"}


@pytest.mark.parametrize(
    ("tenths", "text"), [(None, None), (0, "0.0"), (149, "14.9"), (150, "15.0"), (5, "0.5")]
)
def test_tenths_as_a_text(tenths: int | None, text: str | None) -> None:
    assert decimal(tenths) == text


def made(told: Told, language: str = "ru") -> dict[str, Any]:
    return document(told.decided, why(told), Speaker(language))


COMMON_KEYS = ["format", "outcome", "basis", "decided_by", "notice", "trace", "why"]
ROW_KEYS = ["n", "rule", "actor", "system", "asked", "answered", "finding"]


@pytest.mark.parametrize("case", rows([*RESIDENCE, *KINSHIP_CASES, *CARD]))
def test_a_decision_has_the_shape_of_the_contract(case: Case) -> None:
    told = case.told()
    decision = made(told)
    card = case.stated.service == "id_card"
    assert list(decision) == COMMON_KEYS + ["money", "region"] * card
    assert decision["format"] == FORMAT == "tirkeu.decision/1"
    ended = End(decision["outcome"], decision["decided_by"], decision["basis"])
    assert ended == case.end
    assert (decision["basis"] is None) == (case.end.outcome not in ("registered", "annulled"))
    assert [row["n"] for row in decision["trace"]] == list(range(1, len(told.rows) + 1))
    assert json.loads(json.dumps(decision)) == decision
    for row, step in zip(decision["trace"], told.rows, strict=True):
        assert list(row) == ROW_KEYS
        assert row["rule"]
        assert row["actor"]
        assert row["finding"]
        asked = isinstance(step.step, Question)
        assert (row["asked"] is not None) == (row["answered"] is not None) == asked
        assert row["system"] is None or row["asked"]


def test_notices_come_in_three_languages_and_findings_in_one() -> None:
    told = decide_case()
    decision = made(told, "en")
    assert decision["notice"] == {
        lang: notice("norm_reached_no_category", None, lang) for lang in LANGUAGES
    }
    assert decision["trace"][-1]["finding"] == "No degree of kinship or category was chosen"
    assert made(told, "ru")["trace"][-1]["finding"] != decision["trace"][-1]["finding"]


def test_a_row_tells_who_acts_which_system_was_asked_and_what_it_answered() -> None:
    trace = made(decide_case(permanent=3), "en")["trace"]
    area = next(row for row in trace if row["rule"] == "RES-06")
    assert area == {
        "n": area["n"],
        "rule": "RES-06",
        "actor": "egov_mobile",
        "system": "egkn",
        "asked": {"dwelling": "home"},
        "answered": {"total_area_m2": "60.0", "useful_area_m2": None},
        "finding": "total area 60.0 m²",
    }
    consent = next(row for row in trace if row["rule"] == "RES-13")
    assert (consent["actor"], consent["system"]) == ("owner", None)
    assert consent["answered"] == {"consent": "given"}
    compared = next(row for row in trace if row["rule"] == "RES-08")
    assert (compared["system"], compared["asked"], compared["answered"]) == (None, None, None)


def test_silence_is_shown_as_what_came_back() -> None:
    trace = made(decide_case(outages=("egkn",)), "en")["trace"]
    assert trace[1]["answered"] == {"no_answer": True}
    assert trace[1]["finding"] == "no answer"
    assert trace[2]["rule"] == "RES-17"


def test_the_channels_own_list_is_no_person_and_no_system() -> None:
    trace = made(decide_case(**CARD_OF_OWNER))["trace"]
    (listed,) = [row for row in trace if row["rule"] == "IDC-07"]
    assert (listed["actor"], listed["system"]) == ("pep", None)
    assert "channel" in PEOPLE


def test_a_renewal_tells_its_money_and_repeats_the_region() -> None:
    decision = made(decide_case(**CARD_OF_OWNER, region="almaty"))
    assert decision["money"] == {"duty_kzt": 865, "refundable_kzt": 0}
    assert decision["region"] == "almaty"


@pytest.mark.parametrize(
    ("value", "json_value"),
    [
        ({"total_area_tenths": 605}, {"total_area_m2": "60.5"}),
        ({"a": [{"b_tenths": None}]}, {"a": [{"b_m2": None}]}),
        ((1, 2), [1, 2]),
        ("text", "text"),
    ],
)
def test_areas_are_shown_in_square_metres(value: Any, json_value: Any) -> None:  # noqa: ANN401 - JSON
    assert shown(value) == json_value


@given(strategies.registrations())
@settings(max_examples=60)
def test_a_category_told_to_pass_passes_and_no_other_does(changes: dict[str, Any]) -> None:
    told = decide_case(**changes)
    confirmed = told.end.outcome == "kinship_not_confirmed", told.end.basis == "kinship"
    passing = why(told)["kinship_that_would_pass"]
    if confirmed[0]:
        claimed = told.end.decided_by.removeprefix("RES-10.")
        side = changes["side"]
        assert claimed not in passing or side is not None
    if confirmed[1]:
        assert told.end.decided_by.removeprefix("RES-10.") in passing
