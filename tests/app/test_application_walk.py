"""Walking an application as the page does: waiting, answering, going back, moving levers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import library
from app.active import moved_dates
from app.pages.application.family_view import family_table, path
from app.pages.application.page import settle
from app.pages.application.scene import Scene, scene
from app.pages.application.setting import settings_of
from app.pages.application.state import read_state
from app.pages.norms.state import read_setting
from app.planning.scenarios import capital, laid_over, scenario_of
from app.policy import read_levers
from app.services import Services
from app.settings import Settings
from app.visit import visit
from app.worlds import ready_world
from domain.law import law_on
from simulation.policy import law_of


@contextmanager
def screen(**query: str) -> Iterator[Scene]:
    state, here = read_state(visit("/application", query, None), library.promises())
    assert state.case is not None
    with scene(here, state, ready_world(state.case)) as shown:
        yield shown


ANSWERED = {"category": "child", "consent": "given", "sign": "signed"}


def query_of(link: str) -> dict[str, str]:
    _, _, query = link.partition("?")
    return dict(pair.split("=") for pair in query.split("&")) if query else {}


def test_the_walk_waits_at_the_first_question_of_a_person() -> None:
    with screen(case="grandchild", step="99") as shown:
        assert shown.is_open
        assert not shown.is_finished
        assert shown.reply is not None
        assert (shown.reply.code, shown.reply.row) == ("category", shown.step - 1)


def test_an_answer_leads_on_to_the_next_question() -> None:
    with screen(case="grandchild", category="grandchild.father", step="99") as shown:
        assert shown.reply is not None
        assert shown.reply.code == "consent"


def test_the_address_of_an_answer_drops_the_answers_after_it() -> None:
    given = {"category": "grandchild.father", "consent": "given", "sign": "signed"}
    with screen(case="grandchild", step="99") as shown:
        step = str(shown.step)
    with screen(case="grandchild", step=step, **given) as shown:
        assert shown.reply is not None
        link = query_of(shown.to_answer(shown.reply, "child"))
    assert link == {"case": "grandchild", "category": "child", "step": step}


def test_the_address_of_the_end_answers_as_the_case_does() -> None:
    with screen(case="grandchild") as shown:
        link = query_of(shown.to_end())
    with screen(**link) as shown:
        assert shown.is_finished
        assert shown.shown.verdict.basis == "kinship"


@pytest.mark.parametrize("lever", [{"off": "zags"}, {"removed": "birth.damir"}, {"norm": "12"}])
def test_a_finished_walk_stays_finished_when_a_lever_moves(lever: dict[str, str]) -> None:
    with screen(case="grandchild") as shown:
        link = query_of(shown.to_end())
    assert link["step"] == "end"
    with screen(**link, **lever) as shown:
        assert shown.is_finished


def test_the_last_step_is_the_end_and_no_step_is_beyond_it() -> None:
    with screen(case="child", **ANSWERED, step="end") as shown:
        last = shown.step
        assert query_of(shown.to_step(last))["step"] == "end"
        assert query_of(shown.to_step(last - 1))["step"] == str(last - 1)
        assert not shown.is_beyond
    for step, is_beyond in ((last, False), (last + 1, True), (9999, True)):
        with screen(case="child", **ANSWERED, step=str(step)) as shown:
            assert shown.is_finished
            assert shown.is_beyond is is_beyond


@pytest.mark.parametrize(
    ("case", "way"),
    [
        ("child", {"viktor", "anna"}),
        ("grandchild", {"damir", "erlan", "serik"}),
        ("missing-act", set()),
        ("norm", set()),
    ],
)
def test_the_path_to_the_owner_is_lit_where_one_was_found(case: str, way: set[str]) -> None:
    with screen(case=case) as shown:
        link = query_of(shown.to_end())
    with screen(**link) as shown:
        assert shown.kin is not None
        assert path(shown, shown.kin) == way
    with screen(case=case) as shown:
        assert shown.kin is not None
        assert path(shown, shown.kin) == set()


@pytest.mark.parametrize(
    ("until", "is_told"), [(None, False), (date(2026, 2, 3), False), (date(2026, 2, 2), True)]
)
def test_the_table_of_a_family_says_which_marriage_is_over(
    until: date | None, *, is_told: bool
) -> None:
    with screen(case="daughter-in-law", date="2026-02-02", lang="en") as shown:
        assert shown.kin is not None
        couples = [couple._replace(until=until) for couple in shown.kin.couples]
        told = str(family_table(shown, replace(shown.kin, couples=couples)))
    assert couples
    assert ("marriage that is over" in told) is is_told


@pytest.mark.parametrize("name", sorted(library.promises()))
def test_a_confirmed_kinship_has_a_path_from_the_applicant_to_an_owner(name: str) -> None:
    with screen(case=name) as shown:
        link = query_of(shown.to_end())
    with screen(**link) as shown:
        if shown.shown.verdict.basis != "kinship" or name == "ward" or shown.kin is None:
            return
        way = path(shown, shown.kin)
        assert shown.kin.applicant in way
        assert way & set(shown.kin.owners)


@pytest.mark.parametrize("name", sorted(library.promises()))
def test_the_end_of_every_case_is_what_it_promises(name: str) -> None:
    with screen(case=name) as shown:
        link = query_of(shown.to_end())
    with screen(**link) as shown:
        promise = library.promises()[name]
        assert shown.is_finished
        assert (shown.shown.verdict.outcome, shown.shown.verdict.basis) == (
            promise.outcome,
            promise.basis,
        )


@pytest.mark.parametrize(
    ("levers", "outcome", "basis"),
    [
        ({"norm": "12"}, "registered", "norm"),
        ({"norm": "12.1"}, "registered", "kinship"),
        ({"grandkin": "literal"}, "kinship_not_confirmed", None),
        ({"off": "zags"}, "registered", "kinship"),
        ({"off": "zags,smart_data_ukimet"}, "registry_unavailable", None),
        ({"off": "egkn"}, "registry_unavailable", None),
        ({"removed": "birth.damir"}, "kinship_not_confirmed", None),
        ({"removed": "birth.erlan"}, "kinship_not_confirmed", None),
        ({"removed": "birth.dana"}, "registered", "kinship"),
        ({"day": "2025-12-01"}, "registered", "norm"),
        ({"day": "2025-11-10"}, "not_in_pilot", None),
        ({"channel": "service_centre"}, "redirected_online", None),
        ({"consent": "refused"}, "no_owner_consent", None),
        ({"category": "child"}, "kinship_not_confirmed", None),
        ({"applicant": "serik"}, "registered", "owner"),
    ],
)
def test_a_lever_changes_the_outcome(
    levers: dict[str, str], outcome: str, basis: str | None
) -> None:
    with screen(case="grandchild", **levers) as shown:
        verdict = shown.shown.verdict
        assert (verdict.outcome, verdict.basis) == (outcome, basis)


@pytest.mark.parametrize(
    ("lever", "is_moved"),
    [
        ({"norm": "15"}, False),
        ({"norm": "15.0", "ratio": "0.95", "sibling": "any"}, False),
        ({"norm": "14.9"}, True),
        ({"sibling": "both"}, True),
    ],
)
def test_a_lever_that_stands_as_the_law_has_it_is_not_told_as_moved(
    lever: dict[str, str], *, is_moved: bool
) -> None:
    with screen(case="grandchild", **lever) as shown:
        assert shown.state.levers.are_moved is is_moved


def test_the_outcome_by_the_law_stands_beside_that_of_the_levers() -> None:
    with screen(case="grandchild", norm="12", removed="birth.damir") as shown:
        assert shown.shown.verdict.basis == "norm"
        assert shown.lawful.verdict.basis == "kinship"


def test_a_system_that_is_down_in_the_case_can_be_switched_on() -> None:
    with screen(case="cadastre-down", off="egkn") as shown:
        assert shown.shown.verdict.basis == "norm"
        assert shown.lawful.verdict.outcome == "registry_unavailable"


@pytest.mark.parametrize(
    ("reading", "outcome"),
    [("in_law_symmetric", "registered"), ("in_law_children", "kinship_not_confirmed")],
)
def test_a_daughter_in_law_is_let_in_when_the_rule_runs_both_ways(
    reading: str, outcome: str
) -> None:
    with screen(case="daughter-in-law", **{reading: "true"}) as shown:
        assert shown.shown.verdict.outcome == outcome


@pytest.mark.parametrize(("before", "outcome"), [("30", "too_early"), ("31", "issued")])
def test_the_window_before_the_expiry_is_a_lever(before: str, outcome: str) -> None:
    with screen(case="card-early", before=before) as shown:
        assert shown.shown.verdict.outcome == outcome


@pytest.mark.parametrize(
    ("after", "outcome"), [("10", "unavailable_go_to_service_centre"), ("11", "issued")]
)
def test_the_window_after_the_expiry_is_a_lever(after: str, outcome: str) -> None:
    with screen(case="card-late", after=after) as shown:
        assert shown.shown.verdict.outcome == outcome


def test_a_walk_leaves_the_registries_as_they_were() -> None:
    with screen(case="last-place", consent="given", sign="signed", step="99") as shown:
        assert shown.shown.verdict.basis == "norm"
    with screen(case="last-place", norm="15", consent="given", sign="signed") as shown:
        assert shown.shown.verdict.basis == "norm"


def test_two_owners_are_asked_one_after_the_other() -> None:
    with screen(case="co-owner-silent", consent="given,refused", step="99") as shown:
        asked = [r.token for r in shown.shown.replies if r.code == "consent"]
        assert asked == ["given", "refused"]
        assert shown.shown.verdict.outcome == "no_owner_consent"


def test_the_side_that_would_pass_is_found_out() -> None:
    with screen(case="grandchild", category="child") as shown:
        assert shown.passing == (("grandchild", "grandchild.father"),)


@pytest.mark.parametrize(
    ("policy", "query", "norm_tenths"),
    [
        ({"norm_in_force_from": "2026-02-01"}, {"case": "grandchild"}, 150),
        ({"norm_in_force_from": "2026-02-02"}, {"case": "grandchild"}, 150),
        ({"norm_in_force_from": "2026-02-03"}, {"case": "grandchild"}, None),
        ({"norm_in_force_from": "2025-12-01"}, {"case": "before-norm"}, 150),
        ({"norm_in_force_from": "2025-12-02"}, {"case": "before-norm"}, None),
        ({"norm_in_force_from": "2025-12-02"}, {"case": "before-norm", "day": "2025-12-02"}, 150),
    ],
)
def test_a_norm_of_the_active_scenario_holds_from_its_own_day(
    policy: dict[str, str], query: dict[str, str], norm_tenths: int | None, tmp_path: Path
) -> None:
    services = Services(Settings(home=tmp_path))
    usual = capital(date(2026, 2, 2), date(2026, 2, 9), 2_000)
    key = services.store.keep({**usual, "policy": {**usual["policy"], **policy}})
    here = visit("/application", {**query, "scenario": key}, None)
    _, state, world = settle(here, services)
    with world.session() as session:
        assert settings_of(state, world, session).shown.law.norm_tenths == norm_tenths


@pytest.mark.parametrize("day", ["2025-12-20", "2026-02-27", "2026-02-28", "2026-03-01"])
@pytest.mark.parametrize("norm", ["12", "15", None])
@pytest.mark.parametrize(
    "policy",
    [
        {},
        {"norm_in_force_from": "2026-02-28"},
        {"norm_m2": 15, "norm_in_force_from": "2025-12-21"},
        {"norm_m2": 15},
    ],
)
def test_norms_application_and_model_count_the_same_norm_on_every_day(
    policy: dict[str, Any], norm: str | None, day: str, tmp_path: Path
) -> None:
    services = Services(Settings(home=tmp_path))
    usual = capital(date(2026, 2, 2), date(2026, 2, 9), 2_000)
    document = {**usual, "policy": {**usual["policy"], **policy}}
    query = {"day": day, "case": "grandchild", "scenario": services.store.keep(document)}
    query |= {} if norm is None else {"norm": norm}
    here = visit("/application", query, None)
    of_norms = read_setting(here, *moved_dates(here, services.store)).setting
    _, state, world = settle(here, services)
    with world.session() as session:
        walked = settings_of(state, world, session).shown.law
    on = date.fromisoformat(day)
    levers = read_levers(query, law_on(on)).policy
    modelled = law_of(scenario_of(laid_over(document, levers)).policy, on)
    assert of_norms.norm_tenths == walked.norm_tenths == modelled.norm_tenths


def test_a_useful_share_of_the_norms_page_counts_in_the_walk() -> None:
    with screen(case="norm", area="useful", ratio="0.7") as shown:
        assert shown.setting.law.useful_permille == 700
        assert shown.settings.lawful.law.useful_permille == 950
