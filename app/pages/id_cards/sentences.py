"""The finding in words, and what the numbers are of."""

import json
from functools import lru_cache
from typing import Final

from app.components.centres_numbers import number
from app.i18n import Words
from app.i18n.formats import decimal, long_day
from app.pages.id_cards.outlook import Outlook
from app.pages.id_cards.screens import Results, Screen, by_day, measure
from app.planning.cards import WEEK_DAYS, measured_days, measured_from
from app.planning.scenarios import Document
from domain.law import law_on
from simulation.run import hypothetical
from simulation.scenario import scenario_from

KEPT: Final = 64


def windows(document: Document) -> tuple[int, int]:
    """Return the days before and after the expiry in which a scenario takes an application."""
    law, policy = law_on(measured_from(document)), document["policy"]
    before, after = policy["window_before_days"], policy["window_after_days"]
    return (
        law.window_before_days if before is None else before,
        law.window_after_days if after is None else after,
    )


def headline(screen: Screen) -> str:
    """Return the finding; between asterisks stands what it is about."""
    words, outlook = screen.words, screen.outlook
    if screen.yours is not None:
        return _run_headline(screen)
    if outlook is None or not outlook.total("expiring"):
        return words("cards.headline.empty")
    if outlook.decided("IDC-15") < NOBODY:
        return words("cards.headline.nobody")
    before, after = windows(screen.document)
    sent, shut = sum(outlook.to_centre().values()), outlook.total("shut_out")
    said = words(
        "cards.headline.forecast",
        before=words.count("centres.days", before),
        after=after,
        filings=number(outlook.total("filings"), words),
        sent=people_on_average(sent, words),
        shut=people_on_average(shut, words),
    )
    return f"{said} {_applied_earlier(screen, outlook)}".strip()


def _applied_earlier(screen: Screen, outlook: Outlook) -> str:
    """Return why a longer window brings fewer applications; empty where it does not."""
    is_longer = windows(screen.document)[0] > windows(screen.shown.base)[0]
    law = None if screen.before is None else screen.before.total("filings")
    is_fewer = law is not None and round(outlook.total("filings")) < round(law)
    return screen.words("cards.headline.earlier") if is_longer and is_fewer else ""


NOBODY: Final = 0.5
"""Cards to be expected, below which none are."""

MANY: Final = 10
"""From here on people are told whole: a tenth of a person says nothing beside ten of them."""


def people(count: float | None, words: Words) -> str:
    """Return an expected number of people, the same wherever the page tells it."""
    return number(count, words, 1 if is_fraction(count) else 0)


def people_on_average(count: float | None, words: Words) -> str:
    """Return the same as a sentence says it: a part of a person is an average, and said to be."""
    told = people(count, words)
    return words("cards.headline.average", count=told) if is_fraction(count) else told


def is_fraction(count: float | None) -> bool:
    """Say whether so few people are told that a tenth of one counts, and there is one."""
    return count is not None and digits_of(count) == 1 and round(count, 1) % 1 != 0


def digits_of(count: float | None) -> int:
    """Return how many decimals an expected number of people has, and with it its interval."""
    return 0 if count is None or round(count, 1) >= MANY else 1


LONG_DAYS: Final = 5
"""Days whose applications lie unchecked with the officers, from which on it is the finding."""


def lying(results: Results | None) -> float:
    """Return the applications that lie with the officers when the period ends, 0 where few do."""
    backlog = by_day(results, "ums_backlog")
    filed = measure(results, "card_applications", "count").value or 0.0
    left = backlog[-1][1].value or 0.0 if backlog else 0.0
    return left if left > LONG_DAYS * filed / len(backlog or [0]) else 0.0


def _run_headline(screen: Screen) -> str:
    """Return the finding of a run: who is waiting counts in no lead time."""
    told, left = _handed_over(screen), lying(screen.yours)
    if not left:
        return told
    lie = screen.words("cards.headline.lying", count=people_on_average(left, screen.words))
    return f"{lie} {told}"


def _handed_over(screen: Screen) -> str:
    words, results = screen.words, screen.yours
    lead = measure(results, "lead_time_working_days")
    if lead.value is None:
        return words("cards.headline.none_issued")
    return words(
        "cards.headline.run",
        lead=number(lead.value, words, 1),
        p90=number(measure(results, "lead_time_working_days", "p90").value, words, 1),
        sent=people_on_average(measure(results, "sent_to_centre", "count").value, words),
        shut=people_on_average(measure(results, "shut_out_by_clock", "count").value, words),
    )


def about(screen: Screen) -> str:
    """Return period, replications, seed and intervals of what is shown, in one line."""
    return about_forecast(screen) if screen.yours is None else about_run(screen, screen.yours)


def about_forecast(screen: Screen) -> str:
    """Return what the forecast of the scenario is of, in one line."""
    return _about(screen, "quick", screen.document)


def about_run(screen: Screen, results: Results) -> str:
    """Return what the results of a run are of, in one line."""
    return _about(screen, "run", results["scenario"])


def _about(screen: Screen, kind: str, document: Document) -> str:
    words, days = screen.words, measured_days(document)
    unit, count = ("days", days) if days % WEEK_DAYS else ("weeks", days // WEEK_DAYS)
    return words(
        f"cards.about.{kind}",
        length=words.count(f"centres.{unit}", count),
        start=long_day(measured_from(document), words.language),
        warm_up=document["run"]["warm_up_days"],
        replications=number(document["run"]["replications"], words),
        seed=document["run"]["seed"],
        people=decimal(screen.city[0], words.language),
    )


def beyond_the_law(screen: Screen) -> list[str]:
    """Return the levers that reach beyond the law's dates, in the run or in the scenario.

    Both stand on the page: the forecast is always of the scenario.
    """
    ran = [] if screen.yours is None else screen.yours["hypothetical"]
    return list(dict.fromkeys([*ran, *beyond(screen.document)]))


def beyond(document: Document) -> list[str]:
    """Return the levers of a scenario that reach beyond the law's dates."""
    return list(_beyond(json.dumps(document, sort_keys=True)))


@lru_cache(maxsize=KEPT)
def _beyond(text: str) -> tuple[str, ...]:
    return tuple(hypothetical(scenario_from(json.loads(text))))
