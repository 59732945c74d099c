"""The ready cases: each keeps its promise, and between them they show everything."""

from collections.abc import Iterator

import pytest

from app import library
from app.i18n import LANGUAGES, words
from app.pages.application.setting import settings_of
from app.pages.application.state import State
from app.pages.application.walk import Walked, walk_through
from app.worlds import ready_world
from domain.records import Registration
from domain.residence.kinship import categories
from domain.wording import words as notices

CASES = sorted(library.promises())


def walked(name: str, state: State | None = None) -> Walked:
    world = ready_world(name)
    with world.session() as session:
        settings = settings_of(state or State(case=name), world, session)
    return walk_through(world, settings.shown)


@pytest.mark.parametrize("name", CASES)
def test_a_ready_case_yields_what_it_promises(name: str) -> None:
    promise, verdict = library.promises()[name], walked(name).verdict
    assert (verdict.outcome, verdict.basis) == (promise.outcome, promise.basis)


@pytest.mark.parametrize("name", CASES)
def test_a_ready_case_is_walked_twice_with_the_same_end(name: str) -> None:
    walk_through.cache_clear()
    first = walked(name).rows
    walk_through.cache_clear()
    assert walked(name).rows == first


def all_endings() -> Iterator[tuple[str, str | None]]:
    for outcome, told in notices()["outcome"].items():
        if "ru" in told:
            yield outcome, None
        else:
            yield from ((outcome, basis) for basis in told)


@pytest.mark.parametrize(("outcome", "basis"), list(all_endings()))
def test_every_outcome_and_basis_has_a_ready_case(outcome: str, basis: str | None) -> None:
    promised = {(p.outcome, p.basis) for p in library.promises().values()}
    assert (outcome, basis) in promised


def test_every_category_is_confirmed_in_some_case() -> None:
    confirmed = set()
    for name in CASES:
        case = library.ready_case(name)
        if library.promises()[name].basis in ("kinship", "student"):
            confirmed.add(case.choices.category)
    assert confirmed == set(categories("order_677"))


def test_every_channel_and_service_is_used() -> None:
    applications = [library.ready_case(name).application for name in CASES]
    registrations = [a for a in applications if isinstance(a, Registration)]
    assert {a.channel for a in registrations} == {
        "egov_portal",
        "egov_mobile",
        "self_service",
        "service_centre",
    }
    assert {a.channel for a in applications if a not in registrations} == {
        "egov_portal",
        "document_app",
    }
    assert {a.service for a in applications} == {"residence", "temporary_stay", "id_card"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_a_ready_case_has_a_title_and_one_sentence(name: str, language: str) -> None:
    said = words(language)
    assert said(f"cases.{name}.title")
    assert said(f"cases.{name}.story").endswith(".")


def test_every_group_of_the_list_has_cases_and_every_case_a_group() -> None:
    assert {p.group for p in library.promises().values()} == set(library.GROUPS)


@pytest.mark.parametrize("name", CASES)
def test_everybody_in_a_ready_case_has_a_name(name: str) -> None:
    case = library.ready_case(name)
    for person in case.records.person_ids:
        assert library.person_name(person)
    for dwelling in case.records.dwelling_ids:
        assert library.dwelling_place(dwelling)["street"]


def test_a_silent_civil_register_is_answered_by_the_data_mart() -> None:
    asked = [row.step.asks for row in walked("fallback").rows if row.asked]  # type: ignore[union-attr]
    assert asked.count("zags") == 1
    assert "smart_data_ukimet" in asked
