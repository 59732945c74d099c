"""The ID cards page has weeks of its own, and leaves those of the scenario as they are."""

from datetime import date
from pathlib import Path

import pytest

from app.pages.id_cards.scenarios import shown_cards
from app.pages.id_cards.state import PATH, read_asked
from app.planning.cards import measured_days, measured_from, stretched
from app.planning.scenarios import Document, Shown, capital, complete
from app.store import Store
from app.visit import visit

PEOPLE = 2_000


def of(days: int, warm_up: int) -> Document:
    """The capital's scenario from the second of February on."""
    until = date.fromordinal(date(2026, 2, 2).toordinal() + days + warm_up)
    document = capital(date(2026, 2, 2), until, PEOPLE)
    return {**document, "run": {**document["run"], "warm_up_days": warm_up}}


def shown(store: Store, document: Document | None) -> Shown:
    query = {} if document is None else {"scenario": store.keep(document)}
    here = visit(PATH, query, "en")
    return shown_cards(read_asked(here), store, PEOPLE)


@pytest.mark.parametrize(
    ("days", "warm_up", "weeks", "shown_days", "shown_warm_up"),
    [
        (7, 0, None, 56, 28),
        (55, 0, None, 56, 28),
        (57, 0, None, 57, 28),
        (7, 27, None, 56, 28),
        (7, 28, None, 7, 28),
        (7, 40, None, 7, 40),
        (56, 28, None, 56, 28),
        (7, 0, 1, 7, 28),
        (7, 0, 26, 182, 28),
        (7, 40, 2, 14, 40),
    ],
)
def test_a_week_of_the_centres_shortens_no_period_of_the_cards(
    days: int, warm_up: int, weeks: int | None, shown_days: int, shown_warm_up: int
) -> None:
    given = of(days, warm_up)
    found = stretched(given, weeks)
    assert measured_days(found) == shown_days
    assert found["run"]["warm_up_days"] == shown_warm_up
    assert measured_from(found) == measured_from(given)


def test_what_is_kept_stays_and_the_law_beside_it_has_the_same_days(tmp_path: Path) -> None:
    store = Store(tmp_path)
    week = of(7, 0)
    found = shown(store, week)
    assert found.kept["period"] == week["period"]
    assert found.document["period"] != week["period"]
    assert found.base["period"] == found.document["period"]
    assert not found.is_moved


def test_a_scenario_taken_in_again_is_shown_over_the_same_weeks(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first, again = shown(store, None), shown(store, complete(of(7, 0)))
    assert first.document == again.document


@pytest.mark.parametrize(
    ("typed", "weeks"), [("0", None), ("1", 1), ("26", 26), ("27", None), ("x", None)]
)
def test_weeks_stand_in_the_address_within_their_limits(typed: str, weeks: int | None) -> None:
    asked = read_asked(visit(PATH, {"weeks": typed}, "en"))
    assert asked.weeks == weeks
    assert ("weeks" in asked.wrong) is (weeks is None)
