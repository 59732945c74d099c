"""The number cards: what the chosen office does, with intervals and what it is held against."""

from datetime import date
from typing import Final, NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.centres_numbers import (
    PERCENT,
    UNKNOWN,
    Estimate,
    margin,
    minutes,
    number,
    percent,
)
from app.components.number_cards import MISSED, NumberCard, number_cards
from app.pages.centres.found import ALL, Found
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import office_name

PILOTS: Final = ("residence", "temporary_stay", "id_card")
MANY: Final = 100


class Card(NamedTuple):
    """One card.

    Attributes:
        name: its words ``centres.card.<name>``.
        value: as it is written.
        lines: what stands below, each with its class.
        is_bad: whether the target is missed.
    """

    name: str
    value: str
    lines: tuple[tuple[str, str], ...]
    is_bad: bool = False


def cards(screen: Screen) -> list[Component]:
    """Return the cards of the chosen office."""
    if screen.found is None:
        return []
    makers = (_within, _busy, _left, _repeat, _overtime)
    shown = [maker(screen, screen.found, screen.office) for maker in makers]
    drawn = [NumberCard(_title(card, screen), *card[1:]) for card in shown]
    title = html.H2(office_name(screen.office, screen.words), className="centres-cards-of")
    return [title, number_cards(drawn, "centres-cards")]


def _title(card: Card, screen: Screen) -> str:
    return screen.words(f"centres.card.{card.name}", wait=minutes(screen.limit, screen.words))


def _within(screen: Screen, found: Found, office: str) -> Card:
    words = screen.words
    share = found("within_standard_share", screen.asked.station, office)
    goal = words("centres.card.goal", share=percent(screen.asked.goal, words, 0))
    is_bad = share.value is not None and share.value < screen.asked.goal
    sign = f"{MISSED} " if is_bad else ""
    lines = (
        (_margin(share, screen), "quiet"),
        (f"{sign}{goal}", "centres-goal"),
        *_was(screen, "within_standard_share"),
    )
    return Card("within", percent(share.value, words), lines, is_bad=is_bad)


def _was(screen: Screen, measure: str) -> tuple[tuple[str, str], ...]:
    """Return the value of the baseline, where there is one."""
    if screen.baseline is None:
        return ()
    value = screen.baseline(measure, screen.asked.station, screen.office).value
    if value is None:
        return ()
    return ((screen.words("centres.card.was", value=percent(value, screen.words)), "centres-was"),)


def _margin(estimate: Estimate, screen: Screen) -> str:
    return margin(estimate, screen.words, PERCENT)


def _busy(screen: Screen, found: Found, office: str) -> Card:
    busy = found("utilisation", screen.asked.station, office)
    lines = ((_margin(busy, screen), "quiet"), *_was(screen, "utilisation"))
    return Card(f"busy_{screen.asked.station}", percent(busy.value, screen.words), lines)


def _left(screen: Screen, found: Found, office: str) -> Card:
    left = found("abandoned_share", screen.asked.station, office)
    lines = ((_margin(left, screen), "quiet"), *_was(screen, "abandoned_share"))
    return Card("left", percent(left.value, screen.words), lines)


def _repeat(screen: Screen, found: Found, _office: str) -> Card:
    """Return the city's repeat visits a week: an office of its own is not counted by a run."""
    words = screen.words
    weekly = _weekly(screen, found)
    digits = 0 if (weekly.value or 0) >= MANY else 1
    city = words("centres.card.whole_city") if found.is_run else words("centres.card.later")
    was = UNKNOWN if screen.baseline is None else _weekly(screen, screen.baseline)
    before = "" if was.value is None else number(was.value, words, digits)
    lines = (
        (f"{margin(weekly, words, 1, digits)} {city}", "quiet"),
        (words("centres.card.was", value=before) if before else "", "centres-was"),
    )
    return Card("repeat", number(weekly.value, words, digits), lines)


def _weekly(screen: Screen, found: Found) -> Estimate:
    visits = found("repeat_visits", ALL, ALL, "count")
    return UNKNOWN if visits.value is None else visits.times(7 / _days(screen))


def _days(screen: Screen) -> int:
    period = screen.document["period"]
    ends = [date.fromisoformat(period[end]) for end in ("from", "until")]
    return max(1, (ends[1] - ends[0]).days - int(screen.document["run"]["warm_up_days"]))


def _overtime(screen: Screen, found: Found, office: str) -> Card:
    words = screen.words
    late = found("overtime_minutes", ALL, office)
    day = words("centres.card.a_day") if found.is_run else words("centres.card.later")
    was = UNKNOWN if screen.baseline is None else screen.baseline("overtime_minutes", ALL, office)
    before = "" if was.value is None else minutes(was.value, words, 1)
    lines = (
        (f"{margin(late, words)} {day}", "quiet"),
        (words("centres.card.was", value=before) if before else "", "centres-was"),
    )
    return Card("overtime", minutes(late.value, words, 1), lines)
