"""What a moved lever is answered with: every text that changes, in the reader's language."""

from typing import Any

from app.figures.norms import Mark
from app.i18n import Words
from app.i18n.formats import long_day
from app.pages.norms.cards import cards
from app.pages.norms.screens import Screen, finding
from app.pages.norms.sentences import (
    LET_IN,
    PERCENT,
    TENTHS,
    Finding,
    headline,
    rests,
    share,
    square_metres,
)
from app.studies import Progress

Answer = dict[str, Any]
"""A document of plain values."""


def answer(shown: Screen, *, with_ranges: bool = False) -> Answer:
    """Return the answer to a setting.

    Args:
        shown: what the page is asked for.
        with_ranges: count the ranges too, which takes seconds.
    """
    found = finding(shown, with_ranges=with_ranges)
    if found is None:
        return waiting(shown)
    mark = yours(found)
    return {
        "state": Progress.READY,
        "headline": headline(found),
        "rests": rests(found),
        "is_whole": found.ranges is not None or not found.in_pilot,
        "moved": list(shown.asked.moved),
        "cards": [card._asdict() for card in cards(found)],
        "mark": None if mark is None else mark._asdict(),
    }


def waiting(shown: Screen) -> Answer:
    """Return the answer as long as the study is being made, or when it could not be."""
    words, progress = shown.visit.words, shown.held.progress
    kind = "failed" if progress is Progress.FAILED else "waiting"
    day = long_day(shown.asked.lawful.law.day, words.language)
    return {
        "state": progress,
        "headline": words(f"norms.headline.{kind}", day=day),
        "rests": words(f"norms.rests.{kind}"),
        "is_whole": False,
        "moved": list(shown.asked.moved),
        "cards": [],
        "mark": None,
    }


def yours(found: Finding) -> Mark | None:
    """Return the reader's norm on the curve; None where there is none, or no curve."""
    norm, total = found.asked.setting.norm_tenths, found.yours.total
    if norm is None or not total or not found.in_pilot:
        return None
    count, known = found.yours.by_norm, found.range(LET_IN)
    low, high = (None, None) if known is None else (known.low, known.high)
    return Mark(
        norm / TENTHS,
        PERCENT * count / total,
        _label(norm, count, total, found.words),
        None if low is None else PERCENT * low / total,
        None if high is None else PERCENT * high / total,
    )


def _label(norm: int, count: int, total: int, words: Words) -> str:
    said = share(count, total, words)
    return words("norms.curve.yours", norm=square_metres(norm, words), share=said)
