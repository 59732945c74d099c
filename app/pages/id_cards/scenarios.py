"""The scenario of the cards: weeks that are measured, after weeks that fill the pipeline."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, Protocol

from app.planning.scenarios import Asked as OfScenario
from app.planning.scenarios import Beginning, Document, Shown, capital, shown_scenario
from app.planning.seams import Store

WEEK_DAYS: Final = 7
WARM_UP_DAYS: Final = 28
"""An application needs about two weeks to become a card: before that nothing is handed over."""

USUAL_WEEKS: Final = 8
MOST_WEEKS: Final = 26
FIRST: Final = date(2000, 1, 1)
"""No scenario begins before."""


def _of(day: date, population: int) -> Document:
    """Return the capital's scenario: a week, as every page begins with it."""
    return capital(day, day + timedelta(WEEK_DAYS), population)


def begun_on(document: Document, day: date) -> Document:
    """Return the scenario with its first measured day moved, as long as before."""
    first, until = (date.fromisoformat(document["period"][end]) for end in ("from", "until"))
    warm_up = timedelta(document["run"]["warm_up_days"])
    start = max(day, FIRST + warm_up) - warm_up
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


class Asked(OfScenario, Protocol):
    """What the address of the page says about its scenario.

    Attributes:
        weeks: how many are measured; None: as many as the scenario has for cards, else the usual.
    """

    @property
    def weeks(self) -> int | None: ...  # noqa: D102 - as said above


def shown_cards(asked: Asked, store: Store, population: int) -> Shown:
    """Return the scenario that an address asks this page for.

    A scenario names its days for the centres, a week without a warm-up: it is shown over the weeks
    that the cards need, and stays in the store as it is.

    Args:
        asked: the address.
        store: where edited scenarios are kept.
        population: of the city.
    """
    shown = shown_scenario(asked, store, population, BEGINNING)
    document = stretched(shown.document, asked.weeks)
    if document is shown.document:
        return shown
    first, until = (date.fromisoformat(document["period"][end]) for end in ("from", "until"))
    beside = {"run": document["run"], "standards": document["standards"]}
    return replace(shown, document=document, base={**capital(first, until, population), **beside})


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
