"""The ID cards page shows enough days of a scenario that names too few, and leaves it as it is."""

from datetime import date
from pathlib import Path

import pytest

from app.pages.id_cards.scenarios import (
    is_stretched,
    measured_days,
    measured_from,
    shown_cards,
    stretched,
)
from app.pages.id_cards.state import PATH, read_asked
from app.planning.scenarios import Document, Shown, capital
from app.store import Store
from app.visit import visit

PEOPLE = 2_000


def of(days: int, warm_up: int) -> Document:
    """The capital's scenario from the second of February on."""
    until = date.fromordinal(date(2026, 2, 2).toordinal() + days + warm_up)
    document = capital(date(2026, 2, 2), until, PEOPLE)
    return {**document, "run": {**document["run"], "warm_up_days": warm_up}}


def shown(store: Store, document: Document) -> Shown:
    here = visit(PATH, {"scenario": store.keep(document)}, "en")
    return shown_cards(read_asked(here), store, PEOPLE)


@pytest.mark.parametrize(
    ("days", "warm_up", "shown_days", "shown_warm_up"),
    [
        (7, 0, 28, 28),
        (27, 28, 27, 28),
        (28, 28, 28, 28),
        (29, 28, 29, 28),
        (28, 27, 28, 28),
        (56, 0, 56, 28),
        (7, 40, 7, 40),
    ],
)
def test_a_short_scenario_is_shown_over_four_weeks_after_its_warm_up(
    days: int, warm_up: int, shown_days: int, shown_warm_up: int
) -> None:
    given = of(days, warm_up)
    found = stretched(given)
    assert measured_days(found) == shown_days
    assert found["run"]["warm_up_days"] == shown_warm_up
    assert measured_from(found) == measured_from(given)
    assert (found is given) is (warm_up >= 28)


def test_what_is_kept_stays_and_the_law_beside_it_has_the_same_days(tmp_path: Path) -> None:
    store = Store(tmp_path)
    week = of(7, 0)
    found = shown(store, week)
    assert is_stretched(found)
    assert found.kept["period"] == week["period"]
    assert found.base["period"] == found.document["period"]
    assert not found.is_moved
    assert not is_stretched(shown(store, of(28, 28)))
