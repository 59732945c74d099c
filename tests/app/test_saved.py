"""Saved scenarios: names are kept apart, nobody overwrites another, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from app.active import active
from app.saved import Content, NameTaken, Outdated, SavedScenarios
from app.store import Store
from app.visit import visit
from domain.errors import BadInput

DENSE = Content(levers={"sibling": "both", "norm": "12"}, day=date(2026, 3, 2))

SEEN = {"saved": "{saved}", "day": "2026-03-02"}
"""The address of that scenario, but for its levers."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def saved(store: Store) -> SavedScenarios:
    return SavedScenarios(store)


def test_a_saved_scenario_opens_as_it_was(saved: SavedScenarios) -> None:
    made = saved.save("  Плотнее ", DENSE, "aigerim", 5.0)
    assert saved.all() == [made]
    assert made.name == "Плотнее"
    assert list(made.query) == ["saved", "day", "norm", "sibling"]
    assert made.query["saved"] == f"{made.id}.1"


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b", "a\u202eb"])
def test_a_name_that_cannot_be_shown_is_refused(saved: SavedScenarios, name: str) -> None:
    with pytest.raises(BadInput, match="name"):
        saved.save(name, DENSE, "", 0)


def test_a_name_is_given_once_whatever_its_letters(saved: SavedScenarios) -> None:
    saved.save("Dense", DENSE, "", 0)
    with pytest.raises(NameTaken):
        saved.save("DENSE", Content(), "", 0)
    assert len(saved.all()) == 1


def test_letters_that_look_the_same_are_one_name(saved: SavedScenarios) -> None:
    made = saved.save("Чи\u0306", DENSE, "", 0)
    assert made.name == "Чй"
    with pytest.raises(NameTaken):
        saved.save("чй", Content(), "", 0)


def test_an_id_that_something_else_has_saves_nothing(saved: SavedScenarios) -> None:
    made = saved.save("Dense", DENSE, "", 0, own="0123456789abcdef")
    assert saved.save("Dense", DENSE, "", 1, own=made.id) == made
    with pytest.raises(NameTaken):
        saved.save("Dense", Content(), "", 1, own=made.id)
    assert saved.all() == [made]


def test_who_saw_an_older_revision_changes_nothing(saved: SavedScenarios) -> None:
    made = saved.save("Dense", DENSE, "", 0)
    theirs = saved.change((made.id, 1), "bolat", 1.0, content=Content(levers={"norm": "10"}))
    with pytest.raises(Outdated):
        saved.change((made.id, 1), "aigerim", 2.0, name="Denser")
    with pytest.raises(Outdated):
        saved.delete((made.id, 1), 3.0)
    assert saved.all() == [theirs]
    assert theirs.revision == 2


def test_what_was_deleted_comes_back_with_its_name_free_meanwhile(saved: SavedScenarios) -> None:
    made = saved.save("Dense", DENSE, "", 0)
    saved.delete((made.id, 1), 1.0)
    assert saved.find(made.id) is None
    other = saved.save("dense", Content(), "", 2.0)
    with pytest.raises(NameTaken):
        saved.restore(made.id)
    saved.delete((other.id, 1), 3.0)
    assert saved.restore(made.id) == made
    assert saved.restore(made.id) is None


def test_of_many_at_once_one_wins_and_the_others_are_told(saved: SavedScenarios) -> None:
    made = saved.save("Dense", DENSE, "", 0)

    def change(number: int) -> int:
        try:
            saved.change((made.id, 1), "", 1.0, name=f"name {number}")
        except Outdated:
            return 0
        return 1

    with ThreadPoolExecutor(8) as many:
        assert sum(many.map(change, range(16))) == 1


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ({}, "baseline"),
        ({"norm": "15"}, "baseline"),
        ({"norm": "12"}, "unsaved"),
        ({"scenario": "0123456789abcdef"}, "unsaved"),
        ({"scenario": "x" * 64}, "unsaved"),
        ({"scenario": "x" * 65}, "baseline"),
        ({"scenario": "a\x00b"}, "baseline"),
        ({"ratio": "0.9"}, "baseline"),
        ({"ratio": "0.9", "area": "useful"}, "unsaved"),
        ({"saved": "{saved}", "norm": "12", "sibling": "both", "day": "2026-03-02"}, "saved"),
        ({"saved": "{saved}", "norm": "12", "sibling": "both", "day": "2026-03-01"}, "changed"),
        ({"saved": "{saved}", "norm": "12", "sibling": "both"}, "changed"),
        ({**SEEN, "norm": "12", "sibling": "both", "ratio": "0.9"}, "saved"),
        ({**SEEN, "norm": "12"}, "changed"),
        ({**SEEN, "norm": "12", "sibling": "both", "scenario": "k"}, "changed"),
        ({"saved": "0123456789abcdef.1", "norm": "12"}, "unsaved"),
    ],
)
def test_the_active_scenario_is_called_by_what_became_of_it(
    store: Store, saved: SavedScenarios, query: dict[str, str], state: str
) -> None:
    made = saved.save("Dense", DENSE, "", 0)
    query = {name: value.format(saved=made.reference) for name, value in query.items()}
    assert active(visit("/norms", query, None), store).state == state


@pytest.mark.parametrize(
    ("kept", "query", "state"),
    [
        (Content(levers={"norm": "12"}), {"norm": "12"}, "saved"),
        (Content(levers={"norm": "12"}), {"norm": "12", "day": "2026-02-02"}, "saved"),
        (Content(levers={"norm": "12"}), {"norm": "12", "day": "2026-02-03"}, "changed"),
        (Content(levers={"norm": "12", "ratio": "0.9"}), {"norm": "12"}, "saved"),
    ],
)
def test_the_usual_day_named_is_the_usual_day_and_an_idle_lever_is_none(
    store: Store, saved: SavedScenarios, kept: Content, query: dict[str, str], state: str
) -> None:
    made = saved.save("Dense", kept, "", 0)
    assert active(visit("/norms", {**query, "saved": made.reference}, None), store).state == state


def test_a_day_that_moves_the_days_of_a_document_is_a_change(
    store: Store, saved: SavedScenarios
) -> None:
    key = store.keep({"name": "a week of March"})
    made = saved.save("March", Content(key), "", 0)
    query = {"scenario": key, "saved": made.reference}
    assert active(visit("/norms", query, None), store).state == "saved"
    assert active(visit("/norms", {**query, "day": "2026-02-02"}, None), store).state == "changed"
