"""Driving a procedure: at once, step by step, and again from what was answered."""

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.procedure import (
    NO_ANSWER,
    UNDECIDED,
    Question,
    Row,
    Verdict,
    decide,
    next_question,
    question,
    replay,
    rule,
    walk,
)
from domain.procedures import start
from domain.records import ID_CARD_CHANNELS, RESIDENCE_CHANNELS, Review
from domain.registries import PEOPLE, SYSTEMS, Registries
from tests import strategies
from tests.domain.cases import Told, decide_case
from tests.domain.endings import CARD_ENDINGS, ENDINGS, RESIDENCE_ENDINGS

CASES = st.one_of(strategies.registrations(), strategies.renewals())


def fresh(told: Told) -> Any:  # noqa: ANN401 - a procedure
    decided = told.decided
    return start(decided.application, decided.law, decided.readings)


@given(CASES)
@settings(max_examples=50)
def test_a_replay_of_the_answers_gives_the_same_rows_and_verdict(changes: dict[str, Any]) -> None:
    told = decide_case(**changes)
    again = replay(fresh(told), told.answers)
    assert again.rows == told.rows
    assert again.verdict == told.decided.verdict
    assert again.question is None


@given(CASES)
@settings(max_examples=50)
def test_who_looks_at_no_findings_is_put_the_same_questions_and_told_the_same_verdict(
    changes: dict[str, Any],
) -> None:
    told = decide_case(**changes)
    procedure, asked = fresh(told), []
    step = next_question(procedure, None)
    answers = iter(told.answers)
    while not isinstance(step, Verdict):
        asked.append(step)
        step = next_question(procedure, next(answers))
    assert asked == [(row.step, row.subject) for row in told.rows if row.asked]
    assert step == told.decided.verdict


@given(CASES)
@settings(max_examples=50)
def test_answers_survive_being_written_down_as_json(changes: dict[str, Any]) -> None:
    told = decide_case(**changes)
    again = replay(fresh(told), json.loads(json.dumps(told.answers)))
    assert again.verdict == told.decided.verdict
    assert again.rows == told.rows


@given(CASES, st.data())
def test_going_back_gives_the_same_rows_as_far_as_one_goes(
    changes: dict[str, Any], data: st.DataObject
) -> None:
    told = decide_case(**changes)
    kept = data.draw(st.integers(0, len(told.answers)))
    back = replay(fresh(told), told.answers[:kept])
    assert back.rows == told.rows[: len(back.rows)]
    if kept == len(told.answers):
        assert back.verdict == told.decided.verdict
        return
    assert back.verdict is None
    waiting = told.rows[len(back.rows)]
    assert (back.question, back.subject) == (waiting.step, waiting.subject)


@given(CASES)
@settings(max_examples=50)
def test_the_same_case_is_decided_the_same_twice(changes: dict[str, Any]) -> None:
    one, other = decide_case(**changes), decide_case(**changes)
    assert one.decided == other.decided


@given(CASES)
@settings(max_examples=150)
def test_a_random_case_ends_in_a_way_that_the_rules_know(changes: dict[str, Any]) -> None:
    told = decide_case(**changes)
    card = changes["service"] == "id_card"
    assert told.end in (CARD_ENDINGS if card else RESIDENCE_ENDINGS)
    entered = [row.answer for row in told.rows if getattr(row.step, "code", "") == "enter"]
    registered = told.end.outcome == "registered"
    assert [a["entered"] for a in entered if a != NO_ANSWER].count(True) == registered
    silent = told.end.outcome == "registry_unavailable"
    assert not silent or changes["outages"]


@given(strategies.registrations())
@settings(max_examples=50)
def test_nobody_is_registered_past_the_norm_by_the_norm(changes: dict[str, Any]) -> None:
    told = decide_case(**changes)
    if told.end.basis == "norm" and told.decided.readings.recheck_at_signing:
        limit, count = told.asked("enter")[-1]["limit"], told.answers[-1]["registered"]
        assert limit is None or count < limit


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"applicant": "son", "category": "child"},
        {"owners": ("kid",), "channel": "service_centre"},
        {"service": "id_card", "channel": "document_app", "applicant": "owner"},
    ],
)
def test_a_walk_can_stop_at_each_of_its_questions(changes: dict[str, Any]) -> None:
    told = decide_case(**changes)
    asked = [row for row in told.rows if row.asked]
    for number, row in enumerate(asked):
        back = replay(fresh(told), told.answers[:number])
        assert (back.question, back.subject) == (row.step, row.subject)
        assert back.rows == told.rows[: told.rows.index(row)]


def test_an_answer_changed_leads_another_way() -> None:
    told = decide_case(permanent=3)
    answers = told.answers
    at = told.codes.index("consent")
    changed = [*answers[:at], {"consent": "refused"}]
    again = replay(fresh(told), changed)
    assert again.verdict == Verdict("no_owner_consent", "RES-13")
    assert again.rows[: len(answers[:at])] == told.rows[: len(answers[:at])]


def test_answers_too_many_are_left_over() -> None:
    told = decide_case(permanent=3)
    assert replay(fresh(told), [*told.answers, {"more": True}]).verdict == told.decided.verdict


def test_silence_written_down_is_silence_again() -> None:
    told = decide_case(outages=("egkn",))
    again = replay(fresh(told), [{"no_answer": True}])
    assert again.verdict == told.decided.verdict
    assert again.rows[1].answer is NO_ANSWER


def test_a_question_that_nobody_can_answer_is_an_error_of_whoever_decides() -> None:
    told = decide_case()
    with pytest.raises(RuntimeError, match="nobody answered Question"):
        decide(fresh(told), lambda _asked, _subject: UNDECIDED)


def test_a_walk_stops_where_an_answer_is_not_known_yet() -> None:
    told = decide_case()
    position = walk(fresh(told), lambda _asked, _subject: UNDECIDED)
    assert position.verdict is None
    assert position.question == question("owners", "RES-05", "egov_mobile", "egkn", "online")
    assert position.subject == {"dwelling": "home"}
    assert [row.step.rule for row in position.rows] == ["RES-01"]


def test_an_error_of_a_register_is_not_taken_for_silence() -> None:
    def broken(_asked: Question, _subject: Mapping[str, Any]) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        decide(fresh(decide_case()), broken)


def test_questions_and_rules_are_constants() -> None:
    assert question("a", "R", "x", "egkn", "p") is question("a", "R", "x", "egkn", "p")
    assert rule("R", "f", "x") is rule("R", "f", "x")
    assert question("a", "R", "x", "egkn", "p").system == "egkn"
    assert question("a", "R", "x", "owner", "p").system is None
    assert Row(rule("R", "f", "x"), {}, None).asked is False


def test_everybody_who_can_be_asked_is_a_system_or_a_person() -> None:
    assert set(Registries.__dataclass_fields__) == {*SYSTEMS, *PEOPLE}


PLACES = {
    "egov_portal": {"online"},
    "egov_mobile": {"online"},
    "self_service": {"terminal"},
    "service_centre": {"reception", "window"},
    "document_app": {"online", "ums", "production", "pickup"},
}
ACTORS = {
    "egov_portal": "pep",
    "egov_mobile": "egov_mobile",
    "self_service": "self_service",
    "service_centre": "reception",
    "document_app": "document_app",
}


@pytest.mark.parametrize("channel", [*RESIDENCE_CHANNELS, "document_app"])
def test_a_channel_works_at_its_own_station_under_its_own_name(channel: str) -> None:
    card = channel == "document_app"
    owners = ("kid",) if channel == "service_centre" else ("owner",)
    service = "id_card" if card else "residence"
    told = decide_case(service=service, channel=channel, owners=owners, permanent=3)
    assert {r.step.place for r in told.rows if isinstance(r.step, Question)} == PLACES[channel]
    assert told.rows[0].step.actor == ACTORS[channel]


def test_the_portal_carries_a_renewal_as_the_app_does() -> None:
    rows = [
        decide_case(service="id_card", channel=channel, applicant="owner").rules
        for channel in ID_CARD_CHANNELS
    ]
    assert rows[0] == rows[1]


def test_the_hall_speaks_for_itself_when_a_system_is_silent_there() -> None:
    told = decide_case(channel="service_centre", owners=("kid",), outages=("iis_con",))
    assert told.rows[-1].step.actor == "operating_hall"
    reception = decide_case(channel="service_centre", outages=("egkn",))
    assert reception.rows[-1].step.actor == "reception"


@pytest.mark.parametrize(
    ("outage", "actor"),
    [("gbd_fl", "pep"), ("payment", "pep"), ("ums", "ums"), ("pickup_point", "ums")],
)
def test_before_the_payment_the_channel_tells_of_silence_after_it_the_service(
    outage: str, actor: str
) -> None:
    told = decide_case(
        service="id_card", channel="egov_portal", applicant="owner", outages=(outage,)
    )
    assert told.rows[-1].step.actor == actor


CARD_ONLINE = "IDC-01 IDC-02 IDC-03 IDC-04 IDC-07 IDC-05 IDC-08 IDC-09 IDC-10 IDC-11 IDC-12"
BY_THE_NORM = (
    "RES-01" + " RES-05" * 4 + " RES-15 RES-06 RES-07 RES-08 RES-13 RES-12" + " RES-14" * 2
)
RENEWING = {"service": "id_card", "channel": "document_app", "applicant": "owner"}
IN_HALL = {"channel": "service_centre", "owners": ("kid",)}


@pytest.mark.parametrize(
    ("changes", "hands"),
    [
        (
            RENEWING,
            [
                ("document_app", CARD_ONLINE),
                ("ums", "IDC-13 IDC-15 IDC-16"),
                ("production_centre", "IDC-17"),
                ("pickup_point", "IDC-17"),
            ],
        ),
        (
            {**RENEWING, "review": Review(photo="mismatch")},
            [("document_app", CARD_ONLINE), ("ums", "IDC-13 IDC-14")],
        ),
        (
            {**RENEWING, "pickup_ticket": "wrong"},
            [
                ("document_app", CARD_ONLINE),
                ("ums", "IDC-13 IDC-15 IDC-16"),
                ("production_centre", "IDC-17"),
                ("pickup_point", "IDC-17"),
            ],
        ),
        ({"channel": "service_centre"}, [("reception", "RES-01" + " RES-02" * 5)]),
        (
            IN_HALL,
            [
                ("reception", "RES-01" + " RES-02" * 4),
                ("operating_hall", "RES-15" + " RES-03" * 5 + " RES-04" * 4),
            ],
        ),
        ({"permanent": 3}, [("egov_mobile", BY_THE_NORM)]),
    ],
)
def test_a_case_goes_through_the_hands_that_the_orders_name(
    changes: dict[str, Any], hands: list[tuple[str, str]]
) -> None:
    steps = [row.step for row in decide_case(**changes).rows]
    runs = groupby(steps, key=lambda step: step.actor)
    assert [(who, " ".join(step.rule for step in run)) for who, run in runs] == hands


@pytest.mark.parametrize(
    ("service", "kind"), [("residence", "permanent"), ("temporary_stay", "temporary")]
)
def test_the_entry_is_of_the_kind_applied_for(service: str, kind: str) -> None:
    told = decide_case(service=service, permanent=3)
    (entry,) = told.asked("enter")
    assert entry == {
        "person": "stranger",
        "dwelling": "home",
        "kind": kind,
        "limit": 4,
        "count_temporary": True,
        "count_under_14": False,
    }
    home = told.file.homes["home"]
    assert (home.permanent, home.temporary) == ((4, 0) if kind == "permanent" else (3, 1))


@pytest.mark.parametrize(
    ("changes", "limit"),
    [
        ({"permanent": 3}, 4),
        ({"permanent": 3, "readings": {"recheck_at_signing": False}}, None),
        ({"permanent": 3, "day": "2025-12-01"}, None),
        ({"applicant": "son", "category": "child"}, None),
        ({"applicant": "owner"}, None),
        ({"city": "almaty"}, None),
        ({"channel": "service_centre", "owners": ("kid",)}, None),
        ({"permanent": 4, "area": 610, "readings": {"norm_reading": "density"}}, 5),
    ],
)
def test_only_an_admission_by_the_norm_is_compared_again(
    changes: dict[str, Any], limit: int | None
) -> None:
    told = decide_case(**changes)
    assert told.end.outcome == "registered"
    assert told.asked("enter")[0]["limit"] == limit


def test_a_registration_in_the_hall_counts_from_then_on() -> None:
    told = decide_case(channel="service_centre", owners=("kid",), permanent=4)
    assert told.file.homes["home"].permanent == 5
    assert told.asked("file_application") == [
        {"applicant": "stranger", "dwelling": "home", "representative": "guardian"}
    ]


def test_every_owner_is_asked_for_consent_and_an_organisation_as_one() -> None:
    told = decide_case(permanent=3, owners=("owner", "company", "wife"))
    kinds = [(asked["owner"], asked["kind"]) for asked in told.asked("consent")]
    assert kinds == [("owner", "person"), ("company", "organisation"), ("wife", "person")]
    refused = decide_case(permanent=3, owners=("owner", "wife"), owner_consent="refused")
    assert len(refused.asked("consent")) == 1


def test_e_sobes_is_asked_only_about_those_who_are_no_minors() -> None:
    told = decide_case(owners=("kid", "owner", "company", "wife"))
    assert [s["person"] for s in told.asked("birth")] == ["kid", "owner", "wife"]
    assert [s["person"] for s in told.asked("incapacitated")] == ["owner", "wife"]


def test_the_ticket_names_day_and_holder_and_goes_with_the_application() -> None:
    told = decide_case(
        service="id_card", channel="document_app", applicant="owner", region="almaty"
    )
    ticket = "20260202-owner"
    assert told.asked("receive") == [{"applicant": "owner", "region": "almaty", "ticket": ticket}]
    assert told.asked("review") == [{"ticket": ticket}]
    assert told.asked("make") == told.asked("hand_over") == [{"holder": "owner", "ticket": ticket}]
    assert told.rules == [
        "IDC-01",
        "IDC-02",
        "IDC-03",
        "IDC-04",
        "IDC-07",
        "IDC-05",
        "IDC-08",
        "IDC-09",
        "IDC-10",
        "IDC-11",
        "IDC-12",
        "IDC-13",
        "IDC-15",
        "IDC-16",
        "IDC-17",
        "IDC-17",
    ]


def test_endings_do_not_share_a_rule_between_services() -> None:
    assert {e.decided_by[:3] for e in RESIDENCE_ENDINGS} == {"RES"}
    assert {e.decided_by[:3] for e in CARD_ENDINGS} == {"IDC"}
    assert len(ENDINGS) == len(RESIDENCE_ENDINGS) + len(CARD_ENDINGS)
