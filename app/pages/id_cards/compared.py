"""The scenario beside the law: counts without nonsense below nothing, differences with intervals.

Both were run with the same random numbers, so a difference is the mean of those of each pair of
replications, and its interval is narrower than those of the two values.
"""

from typing import Final

from app.components.centres_numbers import NOTHING, Estimate, span
from app.i18n import Words
from app.i18n.formats import decimal

MINUS: Final = "\u2212"


def counted(estimate: Estimate) -> Estimate:
    """Return an estimate of what cannot be negative, its interval cut at nothing."""
    return Estimate(*(None if part is None else max(0.0, part) for part in estimate))


def spread(estimate: Estimate, words: Words, digits: int) -> str:
    """Return the ends of the interval of a count, empty where there is none or nobody at all."""
    return span(counted(estimate), words, 1, digits) if estimate.value else ""


def signed(value: float, words: Words, digits: int = 1) -> str:
    """Return a number with its sign; what rounds to nothing has none."""
    text = decimal(abs(value), words.language, digits=digits)
    if not float(f"{abs(value):.{digits}f}"):
        return text
    return f"{MINUS if value < 0 else '+'}{text}"


def difference_words(change: Estimate, words: Words, digits: int = 1) -> str:
    """Return a difference with its sign and, in brackets, its interval where it has one."""
    if change.value is None:
        return NOTHING
    text = signed(change.value, words, digits)
    if change.low is None or change.high is None or not (change.low or change.high):
        return text
    ends = "…\u2060".join(signed(end, words, digits) for end in (change.low, change.high))
    return f"{text} ({ends})"
