"""A scenario as a run of the cards has it: measured weeks after those that fill the pipeline."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from app.planning.scenarios import Document, capital

WEEK_DAYS: Final = 7
WARM_UP_DAYS: Final = 28
"""An application needs about two weeks to become a card: before that nothing is handed over."""

USUAL_WEEKS: Final = 8
MOST_WEEKS: Final = 26
FIRST: Final = date(2000, 1, 1)
"""No scenario begins before."""


def measured_from(document: Document) -> date:
    """Return the first measured day."""
    return date.fromisoformat(document["period"]["from"]) + timedelta(
        document["run"]["warm_up_days"]
    )


def measured_days(document: Document) -> int:
    """Return how many days are measured."""
    return (date.fromisoformat(document["period"]["until"]) - measured_from(document)).days


def cards_only(document: Document, city: tuple[int, int]) -> dict[str, Any]:
    """Return the scenario with nobody but holders of cards: what a run of this page simulates.

    Who is sent to a centre finds it empty; how long he would wait there is the Centres page's.
    """
    nobody: Mapping[str, Any] = {
        "residence_per_day": 0,
        "temporary_stay_per_day": 0,
        "other_visits_per_hour": {},
    }
    named = dict(zip(("population", "seed"), city, strict=True))
    return {**document, "city": named, "demand": {**document["demand"], **nobody}}


def has_own_weeks(document: Document) -> bool:
    """Say whether a scenario was made for cards: it has the warm-up that fills the pipeline."""
    return int(document["run"]["warm_up_days"]) >= WARM_UP_DAYS


def usual_days(document: Document) -> int:
    """Return how many days are measured where the address names no weeks.

    A scenario that was made for cards has days of its own, however few; the days of another are
    the centres' and shorten nothing.
    """
    days = measured_days(document)
    return days if has_own_weeks(document) else max(days, USUAL_WEEKS * WEEK_DAYS)


def stretched(document: Document, weeks: int | None = None) -> Document:
    """Return the scenario with the weeks of this page after at least `WARM_UP_DAYS`.

    The first measured day stays.

    Args:
        document: complete.
        weeks: measured weeks; None: as `usual_days` says.
    """
    days = usual_days(document) if weeks is None else weeks * WEEK_DAYS
    if has_own_weeks(document) and days == measured_days(document):
        return document
    before = timedelta(max(int(document["run"]["warm_up_days"]), WARM_UP_DAYS))
    first = max(measured_from(document), FIRST + before)
    period = {
        "from": (first - before).isoformat(),
        "until": (first + timedelta(days)).isoformat(),
    }
    run = {**document["run"], "warm_up_days": before.days}
    return {**document, "period": period, "run": run}


def law_beside(document: Document, population: int) -> Document:
    """Return the capital's scenario under the law, in the days, run and standards of another."""
    first, until = (date.fromisoformat(document["period"][end]) for end in ("from", "until"))
    beside = {"run": document["run"], "standards": document["standards"]}
    return {**capital(first, until, population), **beside}


def run_of_cards(document: Document, base: Document, city: tuple[int, int]) -> dict[str, Any]:
    """Return what a run of the cards is asked: their holders alone, and the law's beside.

    Args:
        document: over the weeks of the cards (`stretched`).
        base: what it is compared with, over the same; none is run where nothing differs.
        city: population and seed.
    """
    is_moved = {**document, "name": ""} != {**base, "name": ""}
    baseline = cards_only(base, city) if is_moved else None
    return {"scenario": cards_only(document, city), "baseline": baseline}
