"""Applicants come back: why, when, how often, and what a stricter norm makes of it."""

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.procedure import replay
from domain.procedures import start
from simulation.attendance import open_hours
from simulation.demand.claims import Supply
from simulation.measures import summarise
from simulation.scenario import scenario_from
from tests.simulation.journeys.chains import Ran, changed, ran

DAY = 1440

STOPPED_BY = {
    "goes_on": {"redirected_online", "hall_check_negative"},
    "goes_home": {"redirected_online", "hall_check_negative"},
    "redirected": {"redirected_to_service_centre"},
    "act_update": {"kinship_not_confirmed", "left"},
    "act_updated": {"served"},
    "consent": {"no_owner_consent"},
    "asks": {
        "kinship_not_confirmed",
        "norm_reached_no_category",
        "study_not_confirmed",
        "left",
    },
    "other_statement": {"served"},
    "papers": {"hall_documents_rejected"},
    "not_signed": {"not_signed"},
    "retries": {"registry_unavailable"},
    "left_queue": {"left"},
}
"""How the case before ended, by the reason of the next."""

COMES_FROM = {"act_updated": "act_update", "other_statement": "asks"}
"""The visit that a new application rests on."""

SURE = {
    "terminal_after_redirect_share": 0.5,
    "home_after_redirect_share": 1,
    "centre_after_redirect_share": 1,
    "act_update_share": 1,
    "asks_after_refusal_share": 1,
    "other_statement_share": 1,
    "consent_lapsed_again_share": 1,
    "consent_refused_again_share": 1,
    "unsigned_again_share": 1,
    "unavailable_again_share": 1,
    "papers_again_share": 1,
    "left_again_share": 1,
}
NEVER = dict.fromkeys(SURE, 0)
SOON = {
    name: {"dist": "constant", "mean": 1}
    for name in (
        "home_after_redirect_hours",
        "papers_again_days",
        "consent_again_hours",
        "unsigned_again_hours",
        "unavailable_again_hours",
        "act_update_days",
        "other_statement_hours",
    )
}
OFTEN_STOPPED = {
    "papers_mismatch_share": 0.5,
    "signature_declined_share": 0.2,
    "reception_error_share": 0.2,
    "patience_minutes": {"dist": "exponential", "mean": 30},
}
FEW = [{"windows": 1, "reception_desks": 1, "self_service_terminals": 1}]
SHAKY = {"gbd_fl": {"availability": 0.9}, "nobd": {"availability": 0.5}}


@pytest.fixture(scope="module")
def everything(stock: Supply) -> Ran:
    """Three weeks in which everybody who can come back does, soon."""
    behaviour = SURE | SOON | OFTEN_STOPPED
    return ran(stock, {"behaviour": behaviour, "registries": SHAKY, "offices": FEW})


def assert_chains_hold(found: Ran) -> None:
    """Every person's cases follow from one another."""
    trace = found.trace
    for chain in found.chains():
        assert found.reason(chain[0]) == "first"
        assert trace.attempt[chain[0]] == 1
        for before, after in pairwise(chain):
            reason = found.reason(after)
            assert found.ending(before) in STOPPED_BY[reason]
            assert found.reason(before) == COMES_FROM.get(reason, found.reason(before))
            assert trace.ended[before] <= trace.entered[after]
            assert trace.service[before] == trace.service[after]
            same_visit = reason == "goes_on"
            assert trace.attempt[after] == trace.attempt[before] + (not same_visit)


def test_every_loop_is_gone_through_and_every_chain_holds(everything: Ran) -> None:
    reasons = everything.reasons()
    assert {name for name, count in reasons.items() if count} == {"first", *STOPPED_BY}
    assert_chains_hold(everything)


def test_who_never_comes_back_comes_once(stock: Supply) -> None:
    found = ran(stock, {"behaviour": NEVER | OFTEN_STOPPED, "registries": SHAKY})
    assert {name for name, count in found.reasons().items() if count} == {"first"}
    assert set(found.trace.attempt) == {1}


@pytest.mark.parametrize(
    ("lever", "wanted"),
    [
        ("centre_after_redirect_share", {"redirected"}),
        ("act_update_share", {"act_update", "act_updated"}),
        ("asks_after_refusal_share", {"asks"}),
        ("unsigned_again_share", {"not_signed"}),
        ("unavailable_again_share", {"retries"}),
        ("papers_again_share", {"papers"}),
        ("left_again_share", {"left_queue"}),
        ("home_after_redirect_share", {"goes_home"}),
        ("terminal_after_redirect_share", {"goes_on"}),
        ("consent_lapsed_again_share", {"consent"}),
        ("consent_refused_again_share", {"consent"}),
    ],
)
def test_a_share_of_nobody_and_of_everybody_is_seen_in_its_own_reason_only(
    stock: Supply, lever: str, wanted: set[str]
) -> None:
    behaviour = NEVER | SOON | OFTEN_STOPPED | {lever: 1}
    found = ran(stock, {"behaviour": behaviour, "registries": SHAKY, "offices": FEW})
    reasons = {name for name, count in found.reasons().items() if count}
    assert reasons == {"first"} | wanted


def test_a_kinship_refused_for_want_of_an_act_is_confirmed_after_its_update(
    everything: Ran,
) -> None:
    verdicts = {case.number: verdict for case, verdict in everything.journal}
    updated = [number for number in verdicts if everything.reason(number) == "act_updated"]
    outcomes = Counter(verdicts[number].outcome for number in updated)
    assert outcomes["kinship_not_confirmed"] == 0
    again = [verdicts[number] for number in updated if verdicts[number].outcome == "registered"]
    assert again
    assert {verdict.basis for verdict in again} == {"kinship"}
    assert {verdict.decided_by.split(".")[0] for verdict in again} == {"RES-10"}


def test_an_act_is_in_the_register_only_after_the_days_it_takes(stock: Supply) -> None:
    takes = {"act_update_days": {"dist": "constant", "mean": 5}}
    found = ran(stock, {"behaviour": NEVER | takes | {"act_update_share": 1}})
    pairs = [
        (before, after)
        for chain in found.chains()
        for before, after in pairwise(chain)
        if found.reason(after) == "act_updated"
    ]
    assert pairs
    for before, after in pairs:
        waited = found.trace.entered[after] - found.trace.ended[before]
        # who must come to the hall again comes in its opening hours
        assert waited >= 5 * DAY - 1e-6
        assert waited == pytest.approx(5 * DAY) or waited < 9 * DAY


def test_nobody_comes_more_often_than_the_cap(stock: Supply) -> None:
    for most in (1, 2, 4):
        behaviour = SURE | SOON | OFTEN_STOPPED | {"registration_attempts": most}
        found = ran(stock, {"behaviour": behaviour, "registries": SHAKY})
        assert max(found.trace.attempt) == most
        assert_chains_hold(found)


def test_who_is_registered_meanwhile_is_not_applied_for_again(everything: Ran) -> None:
    registered: dict[tuple[object, object], float] = {}
    ended = everything.trace.ended
    for case, verdict in everything.journal:
        if verdict.outcome == "registered":
            application = case.application
            key = application.applicant, application.dwelling  # type: ignore[union-attr]
            registered.setdefault(key, ended[case.number])
    for case, _ in everything.journal:
        application = case.application
        key = application.applicant, application.dwelling  # type: ignore[union-attr]
        if key in registered and case.visit > 1:
            assert everything.trace.entered[case.number] <= registered[key]


def test_who_cannot_apply_at_home_applies_in_a_centre_every_time(stock: Supply) -> None:
    demand = {"access_share": 0}
    found = ran(stock, {"behaviour": SURE | SOON | OFTEN_STOPPED, "demand": demand})
    channels = Counter(case.application.channel for case, _ in found.journal)
    assert set(channels) == {"service_centre", "self_service"}
    reasons = found.reasons()
    assert reasons["act_updated"] > 0
    assert reasons["goes_home"] == 0
    assert_chains_hold(found)


def asked(found: Ran) -> int:
    """Visits on account of a refusal, and the applications that followed from them."""
    reasons = found.reasons()
    return sum(reasons[name] for name in ("asks", "act_update", "act_updated", "other_statement"))


def test_a_stricter_norm_brings_more_people_to_the_centres(stock: Supply) -> None:
    found = {
        norm: [ran(stock, {"policy": {"norm_m2": norm}}, number) for number in range(3)]
        for norm in (0.1, 6, 15, 25, 1000)
    }
    visits = {norm: sum(map(asked, runs)) for norm, runs in found.items()}
    assert visits[0.1] == 0
    assert visits[6] < visits[15] < visits[25] <= visits[1000]
    at_windows = {
        norm: sum(len(each.stays("window")) for each in runs) for norm, runs in found.items()
    }
    assert at_windows[0.1] < at_windows[15] < at_windows[25]
    firsts = [[run.reasons()["first"] for run in runs] for runs in found.values()]
    assert all(each == firsts[0] for each in firsts), "the norm changed who applies"


def test_servers_move_nobodys_coming_and_nobodys_choices(stock: Supply) -> None:
    def alone(windows: int) -> tuple[dict[Any, Any], dict[Any, str]]:
        """First applications by person, and why each came next who met the same verdict."""
        offices = [{"windows": windows, "reception_desks": 9, "self_service_terminals": windows}]
        found = ran(stock, {"offices": offices, "policy": {"norm_m2": 15}})
        next_one = {chain[0]: found.reason(chain[1]) for chain in found.chains() if chain[1:]}
        firsts = [
            (case, end) for case, end in found.journal if found.reason(case.number) == "first"
        ]
        keys = [(case.application.service, case.who.index) for case, _ in firsts]
        entered = found.trace.entered
        coming = [(entered[case.number], case.choices, case.who) for case, _ in firsts]
        after = [(end, next_one.get(case.number, "")) for case, end in firsts]
        return dict(zip(keys, coming, strict=True)), dict(zip(keys, after, strict=True))  # type: ignore[arg-type]

    few, many = alone(1), alone(20)
    assert few[0] == many[0]
    alike = [key for key in few[1] if few[1][key][0] == many[1][key][0]]
    assert len(alike) > 0.9 * len(few[1])
    moved = [key for key in alike if few[1][key] != many[1][key]]
    assert len(moved) <= 0.01 * len(alike)  # the end of the period cuts a few off


def test_every_application_of_whoever_came_back_replays_to_its_verdict(everything: Ran) -> None:
    readings = scenario_from(changed({})).policy.readings
    replayed: Counter[str] = Counter()
    for case, verdict in everything.journal:
        fresh = start(case.application, case.law, readings)
        assert replay(fresh, case.answers or []).verdict == verdict
        replayed[everything.reason(case.number)] += 1
    assert set(replayed) == {"first", *STOPPED_BY} - {"asks", "act_update"}


SHARES = st.sampled_from([0.0, 0.5, 1.0])
PATIENCE = st.sampled_from([None, {"dist": "exponential", "mean": 10}])
OFFICES = st.fixed_dictionaries(
    {
        "windows": st.sampled_from([0, 1, 5]),
        "reception_desks": st.sampled_from([1, 4]),
        "self_service_terminals": st.sampled_from([0, 1, 5]),
        "consultants": st.sampled_from([None, 0, 1]),
        "lunch": st.sampled_from([None, ["09:30", "10:30"]]),
        "closes": st.sampled_from(["10:00", "18:00", "24:00"]),
        "working_days": st.sampled_from([[], [1], [1, 2, 3, 4, 5, 6]]),
    }
)


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """A short period in which people come back as they like."""
    behaviour = {name: draw(SHARES) for name in SURE} | OFTEN_STOPPED
    behaviour |= {"patience_minutes": draw(PATIENCE), "consultant_share": draw(SHARES)}
    behaviour |= {"registration_attempts": draw(st.sampled_from([1, 3, 8]))}
    behaviour |= SOON if draw(st.booleans()) else {}
    return {
        "period": {"until": draw(st.sampled_from(["2026-01-13", "2026-01-17", "2026-01-26"]))},
        "policy": {"norm_m2": draw(st.sampled_from([0.1, 6, 15, 25, 1000]))},
        "demand": {name: draw(SHARES) for name in ("centre_share", "access_share", "booked_share")},
        "offices": [draw(OFFICES)],
        "behaviour": behaviour,
        "registries": SHAKY if draw(st.booleans()) else {},
    }


@settings(max_examples=25, deadline=None)
@given(change=scenarios())
def test_everyone_is_accounted_for_whatever_people_do(stock: Supply, change: Any) -> None:  # noqa: ANN401
    found = ran(stock, change)
    scenario = scenario_from(changed(change))
    trace = found.trace
    flow = summarise(trace, scenario).flow
    assert flow["entered"] == len(trace.entered)
    assert flow["entered"] == flow["completed"] + flow["abandoned"] + flow["in_progress"]
    assert_chains_hold(found)
    assert all(entered < scenario.days * DAY for entered in trace.entered)
    assert max(trace.attempt, default=1) <= scenario.behaviour.registration_attempts
    over = [case for case in range(len(trace.entered)) if found.ending(case) != "open"]
    assert all(trace.entered[case] <= trace.ended[case] for case in over)
    hours = open_hours(scenario, 0)
    for case, moment in found.stays("reception"):
        inside = any(start <= moment <= end for start, end in hours)
        assert inside, f"{found.reason(case)} at {moment}"
