"""The finding in words, and what the numbers are of."""

import json
from functools import lru_cache
from typing import Final

from app.components.centres_numbers import number
from app.i18n.formats import decimal, long_day
from app.i18n.plural import plural
from app.pages.id_cards.scenarios import WEEK_DAYS, measured_days, measured_from
from app.pages.id_cards.screens import Screen, measure
from domain.law import law_on
from simulation.run import hypothetical
from simulation.scenario import scenario_from

KEPT: Final = 64


def windows(screen: Screen) -> tuple[int, int]:
    """Return the days before and after the expiry in which an application is taken."""
    law, policy = law_on(measured_from(screen.document)), screen.document["policy"]
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
    before, after = windows(screen)
    sent, shut = sum(outlook.to_centre().values()), outlook.total("shut_out")
    return words(
        "cards.headline.forecast",
        before=before,
        after=after,
        filings=number(outlook.total("filings"), words),
        sent=number(sent, words),
        shut=number(shut, words, 0 if shut >= SMALL else 1),
    )


NOBODY: Final = 0.5
"""Cards to be expected, below which none are."""

SMALL: Final = 10
"""Below this a decimal is told."""


def _run_headline(screen: Screen) -> str:
    words, results = screen.words, screen.yours
    lead = measure(results, "lead_time_working_days")
    if lead.value is None:
        return words("cards.headline.none_issued")
    return words(
        "cards.headline.run",
        lead=number(lead.value, words, 1),
        p90=number(measure(results, "lead_time_working_days", "p90").value, words, 1),
        sent=number(measure(results, "sent_to_centre", "count").value, words),
        shut=number(measure(results, "shut_out_by_clock", "count").value, words),
    )


def about(screen: Screen) -> str:
    """Return period, replications, seed and intervals of what is shown, in one line."""
    words = screen.words
    document = screen.document if screen.yours is None else screen.yours["scenario"]
    days = measured_days(document)
    kind, count = ("days", days) if days % WEEK_DAYS else ("weeks", days // WEEK_DAYS)
    return words(
        f"cards.about.{'quick' if screen.yours is None else 'run'}",
        length=plural(words, f"centres.{kind}", count),
        start=long_day(measured_from(document), words.language),
        warm_up=document["run"]["warm_up_days"],
        replications=number(document["run"]["replications"], words),
        seed=document["run"]["seed"],
        people=decimal(screen.city[0], words.language),
    )


def beyond_the_law(screen: Screen) -> list[str]:
    """Return the levers that reach beyond the law's dates."""
    if screen.yours is not None:
        return list(screen.yours["hypothetical"])
    return list(_beyond(json.dumps(screen.document, sort_keys=True)))


@lru_cache(maxsize=KEPT)
def _beyond(text: str) -> tuple[str, ...]:
    return tuple(hypothetical(scenario_from(json.loads(text))))
