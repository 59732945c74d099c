"""The scenario of the cards: weeks that are measured, after weeks that fill the pipeline."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final, Protocol

from app.planning.cards import FIRST, WEEK_DAYS, law_beside, stretched
from app.planning.scenarios import Asked as OfScenario
from app.planning.scenarios import Beginning, Document, Shown, capital, shown_scenario
from app.planning.seams import Store


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
    return replace(shown, document=document, base=law_beside(document, population))
