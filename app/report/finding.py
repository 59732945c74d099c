"""The finding: what each scenario does to applications, waits and cards, in a few sentences."""

from dataclasses import replace

from app.report.measures import (
    LEAD,
    WAIT,
    Measure,
    difference_words,
    shown_sign,
    value_words,
)
from app.report.reported import Part
from app.report.telling import Telling


def finding(told: Telling, part: Part) -> str:
    """Return the finding of a scenario in one paragraph.

    Args:
        told: the report.
        part: one of its scenarios.
    """
    said = (
        turned_away(told, part),
        "" if told.reported.is_cards_only else compared(told, part, WAIT, "wait"),
        _card(told, part),
    )
    return " ".join(one for one in said if one)


def _card(told: Telling, part: Part) -> str:
    """Return how long a card takes: by the cards' own run where the other one is too short."""
    reported = told.reported.of_cards
    if reported is None:
        return ""
    own = reported.parts[told.reported.parts.index(part)]
    return compared(replace(told, reported=reported), own, LEAD, "card")


def turned_away(told: Telling, part: Part) -> str:
    """Return what the norm does to a year of applications, beside the law's."""
    yours, law = part.norms, told.reported.base.norms
    if yours is None or law is None:
        return ""
    day = told.reported.day
    if not part.in_pilot(day):
        return told.say("finding.no_pilot", day=told.day(day))
    change = yours.turned_away - law.turned_away
    way = "more" if change > 0 else "less" if change < 0 else "same"
    return told.say(
        f"finding.turned_{way}",
        n=told.number(yours.turned_away),
        law=told.number(law.turned_away),
        change=told.number(abs(change)),
    )


def compared(told: Telling, part: Part, measure: Measure, name: str) -> str:
    """Return a measure of the whole city, beside the law's.

    Args:
        told: the report.
        part: one of its scenarios.
        measure: which.
        name: of its sentences, ``finding.<name>_<sign>``.
    """
    value, words = part.value(measure.at()).value, told.words
    if value is None:
        return ""
    change = part.change(measure.at())
    law = told.reported.base.value(measure.at()).value
    # a single replication has a difference, but no interval that would give it a sign
    unsaid = "same" if change.difference.value is None else "unclear"
    sign = shown_sign(change, measure) or unsaid
    shown = [value_words(number, measure, words) for number in (value, law)]
    if sign == "unclear" and change.sign in ("higher", "lower") and shown[0] == shown[1]:
        sign = "same"  # it is no chance, but so small that nothing of it is shown
    return told.say(
        f"finding.{name}_{sign}",
        value=shown[0],
        law=shown[1],
        difference=difference_words(change.difference, measure, words),
    )
