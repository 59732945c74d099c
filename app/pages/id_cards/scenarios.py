"""The scenario of the cards: weeks that are measured, after weeks that fill the pipeline."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from app.planning.scenarios import Asked, Beginning, Document, Shown, capital, shown_scenario
from app.planning.seams import Store

WEEK_DAYS: Final = 7
WARM_UP_DAYS: Final = 28
"""An application needs about two weeks to become a card: before that nothing is handed over."""

USUAL_WEEKS: Final = 8
LEAST_DAYS: Final = 4 * WEEK_DAYS
"""Measured days of a scenario of another page: in fewer hardly a card is handed over."""

USUAL_REPLICATIONS: Final = 20
EARLIEST: Final = date(2000, 1, 1) + timedelta(WARM_UP_DAYS)


def _of(day: date, population: int) -> Document:
    """Return the capital's scenario as this page begins with it."""
    start = max(day, EARLIEST) - timedelta(WARM_UP_DAYS)
    until = start + timedelta(WARM_UP_DAYS + USUAL_WEEKS * WEEK_DAYS)
    document = capital(start, until, population)
    run = {"replications": USUAL_REPLICATIONS, "warm_up_days": WARM_UP_DAYS}
    return {**document, "run": {**document["run"], **run}}


def begun_on(document: Document, day: date) -> Document:
    """Return the scenario with its first measured day moved, as long as before."""
    first, until = (date.fromisoformat(document["period"][end]) for end in ("from", "until"))
    warm_up = timedelta(document["run"]["warm_up_days"])
    start = max(day, date(2000, 1, 1) + warm_up) - warm_up
    period = {"from": start.isoformat(), "until": (start + (until - first)).isoformat()}
    return {**document, "period": period}


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


BEGINNING: Final = Beginning(_of, begun_on)


def shown_cards(asked: Asked, store: Store, population: int) -> Shown:
    """Return the scenario that an address asks this page for.

    A scenario of another page may have a week and no warm-up: it is shown over as many days as the
    cards need, and stays in the store as it is.

    Args:
        asked: the address.
        store: where edited scenarios are kept.
        population: of the city.
    """
    shown = shown_scenario(asked, store, population, BEGINNING)
    document = stretched(shown.document)
    if document is shown.document:
        return shown
    first, until = (date.fromisoformat(document["period"][end]) for end in ("from", "until"))
    beside = {"run": document["run"], "standards": document["standards"]}
    return replace(shown, document=document, base={**capital(first, until, population), **beside})


def stretched(document: Document) -> Document:
    """Return the scenario with at least `LEAST_DAYS` measured after `WARM_UP_DAYS`.

    The first measured day stays. A scenario that was made for cards has its warm-up, and is
    returned as it is: whoever wants fewer weeks of them has them.
    """
    days, warm_up = measured_days(document), int(document["run"]["warm_up_days"])
    if warm_up >= WARM_UP_DAYS:
        return document
    before = timedelta(WARM_UP_DAYS)
    first = max(measured_from(document), date(2000, 1, 1) + before)
    period = {
        "from": (first - before).isoformat(),
        "until": (first + timedelta(max(days, LEAST_DAYS))).isoformat(),
    }
    run = {**document["run"], "warm_up_days": before.days}
    return {**document, "period": period, "run": run}


def is_stretched(shown: Shown) -> bool:
    """Say whether a scenario is shown over more days than it names."""
    return bool(shown.kept["period"] != shown.document["period"])
