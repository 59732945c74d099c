"""Which measures a report shows, in what unit, and which way is better."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from app.components.centres_numbers import (
    NOTHING,
    PERCENT,
    Estimate,
)
from app.i18n import DEFAULT_LANGUAGE, Words
from app.i18n.formats import decimal
from app.report.reported import Change
from simulation.bounds import told_ends

ALL: Final = "all"
MINUTES, SHARE, COUNT, DAYS, TENGE = "minutes", "share", "count", "days", "tenge"
DIGITS: Final = {MINUTES: 1, SHARE: 1, COUNT: 0, DAYS: 1, TENGE: 0}
MINUS: Final = "\N{MINUS SIGN}"
FEW: Final = 10
"""Counts below it have a decimal place: they are means over replications."""

FURTHER: Final = 2
"""Decimal places that a difference may have beyond those of its measure."""

SHAPES: Final = {"higher": "▲", "lower": "▼", "unclear": "≈", "same": "="}


class Measure(NamedTuple):
    """A measure.

    Attributes:
        name: as results name it.
        statistic: of it.
        unit: ``minutes``, ``share``, ``count``, ``days`` (working or not) or ``tenge``.
        better: ``lower`` or ``higher``; empty where neither is.
        station: where it is measured.
    """

    name: str
    statistic: str
    unit: str
    better: str = ""
    station: str = ALL

    def at(self, office: str = ALL) -> tuple[str, str, str, str]:
        """Return its key in results for an office."""
        return self.name, self.station, office, self.statistic

    @property
    def digits(self) -> int:
        """Decimal places that it is shown with."""
        return DIGITS[self.unit]


def _at(station: str) -> tuple[Measure, ...]:
    return (
        Measure("wait_minutes", "mean", MINUTES, "lower", station),
        Measure("wait_minutes", "p90", MINUTES, "lower", station),
        Measure("within_standard_share", "mean", SHARE, "higher", station),
        Measure("abandoned_share", "mean", SHARE, "lower", station),
        Measure("utilisation", "mean", SHARE, "", station),
    )


AT_OFFICES: Final = _at("window")
"""Shown of every office."""

LOAD: Final = (
    *AT_OFFICES,
    Measure("wait_minutes", "p90", MINUTES, "lower", "reception"),
    Measure("utilisation", "mean", SHARE, "", "reception"),
    Measure("wait_minutes", "p90", MINUTES, "lower", "terminal"),
    Measure("utilisation", "mean", SHARE, "", "terminal"),
    Measure("overtime_minutes", "mean", MINUTES, "lower"),
    Measure("repeat_visits", "count", COUNT, "lower"),
)
CARDS: Final = (
    Measure("card_applications", "count", COUNT),
    Measure("cards_issued", "count", COUNT),
    Measure("lead_time_working_days", "mean", DAYS, "lower"),
    Measure("lead_time_working_days", "p90", DAYS, "lower"),
    Measure("days_without_valid_card", "mean", DAYS, "lower"),
    Measure("holders_without_valid_card", "count", COUNT, "lower"),
    Measure("sent_to_centre", "count", COUNT, "lower"),
    Measure("shut_out_by_clock", "count", COUNT, "lower"),
    Measure("utilisation", "mean", SHARE, "", "ums"),
    Measure("duty_paid_kzt", "sum", TENGE),
    Measure("duty_refundable_kzt", "sum", TENGE, "lower"),
)
WAIT: Final = AT_OFFICES[1]
LEAD: Final = CARDS[2]


def name_words(measure: Measure, words: Words) -> str:
    """Return what a measure is, its place first where it has one."""
    name = words(f"report.measure.{measure.name}_{measure.statistic}")
    if measure.station == ALL:
        return name
    return words("report.measure_at", place=words(f"report.station.{measure.station}"), name=name)


def number_words(value: float, measure: Measure, words: Words, further: int = 0) -> str:
    """Return a number without its unit, per cent for shares.

    Args:
        value: the number.
        measure: of which it is.
        words: the language.
        further: decimal places beyond those of the measure.
    """
    scaled = value * PERCENT if measure.unit == SHARE else value
    text = decimal(abs(scaled), words.language, digits=_digits(value, measure) + further)
    return text if scaled >= 0 or is_nothing(text) else f"{MINUS}{text}"


def _digits(value: float, measure: Measure) -> int:
    return 1 if measure.unit == COUNT and abs(value) < FEW else measure.digits


def value_words(value: float | None, measure: Measure, words: Words) -> str:
    """Return a number with its unit; a dash where it is not known."""
    if value is None:
        return NOTHING
    number = number_words(value, measure, words)
    return words(f"report.unit.{measure.unit}", n=number)


def interval_words(estimate: Estimate, measure: Measure, words: Words) -> str:
    """Return both ends of an interval, cut where the measure ends: at nothing, a share at one."""
    if estimate.low is None or estimate.high is None:
        return ""
    ends = told_ends(measure.name, (estimate.low, estimate.high))
    return "–\u2060".join(number_words(end, measure, words) for end in ends)


def signed(value: float, measure: Measure, words: Words, further: int = 0) -> str:
    """Return a difference with its sign; what rounds to nothing has none."""
    text = number_words(value, measure, words, further)
    return text if value < 0 or is_nothing(text) else f"+{text}"


def is_nothing(text: str) -> bool:
    """Say whether a number that is written has no figure but noughts."""
    return not any(figure in text for figure in "123456789")


def is_below_shown(difference: Estimate, measure: Measure, words: Words) -> bool:
    """Say whether a difference is too small for any figure of it to be written."""
    known = [part for part in difference if part is not None]
    return all(is_nothing(number_words(part, measure, words)) for part in known)


def difference_words(difference: Estimate, measure: Measure, words: Words) -> str:
    """Return a difference with its sign and, in brackets, its interval where it has one.

    One that is too small to be written is told to be below the smallest number that is: a shape or
    a sentence beside it says which way. One of nothing is told as 0. Where an end of the interval
    would be told as 0 and is not, all three have a decimal place more, or two.
    """
    if difference.value is None:
        return NOTHING
    if is_below_shown(difference, measure, words):
        return below_shown(difference.value, _digits(0.0, measure), words)
    known = [end for end in (difference.low, difference.high) if end is not None]
    further = next((more for more in range(FURTHER) if not _hides(known, measure, more)), FURTHER)
    text = signed(difference.value, measure, words, further)
    ends = "…\u2060".join(signed(end, measure, words, further) for end in known)
    return f"{text} ({ends})" if ends else text


def _hides(ends: Sequence[float], measure: Measure, further: int) -> bool:
    """Say whether an end that is not 0 rounds to it with so many decimal places more."""
    return any(end and is_unseen(end, measure, further) for end in ends)


def below_shown(value: float, digits: int, words: Words) -> str:
    """Return what stands for a difference of which no figure is shown.

    Args:
        value: the difference.
        digits: decimals that are shown.
        words: of the language.
    """
    if not value:
        return decimal(0, words.language)
    return f"<\u00a0{decimal(10.0**-digits, words.language, digits=digits)}"


def shown_sign(change: Change, measure: Measure) -> str | None:
    """Return the sign of a difference as it may be shown.

    Args:
        change: the difference with the sign that its results have.
        measure: of which it is.

    Returns:
        ``same`` where there is no difference at all; ``unclear`` where its interval holds 0, or
        where it is so small that the unit of its measure shows nothing of it; None for no sign.
    """
    known = [part for part in change.difference if part is not None]
    if known and not any(known):
        return "same"
    if change.sign is None or not known:
        return change.sign
    is_small = is_unseen(change.difference.value, measure)
    return "unclear" if is_small or min(known) <= 0 <= max(known) else change.sign


def is_unseen(value: float | None, measure: Measure, further: int = 0) -> bool:
    """Say whether a number rounds to nothing in the unit of its measure.

    Args:
        value: the number; None: nothing is known of it.
        measure: of which it is.
        further: as of `number_words`.
    """
    scaled = (value or 0.0) * (PERCENT if measure.unit == SHARE else 1)
    digits = _digits(value or 0.0, measure) + further
    return is_nothing(decimal(abs(scaled), DEFAULT_LANGUAGE, digits=digits))


def judged(sign: str | None, better: str) -> str:
    """Return the class of a difference: better, worse, or nothing that could be said."""
    if sign not in ("higher", "lower") or not better:
        return ""
    return "better" if sign == better else "worse"
