"""The finding in words: how many the norm turns away, how that differs from the law, who they are.

What stands between asterisks is what a sentence is about; the page writes it stronger.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.i18n import Words
from app.i18n.formats import decimal, long_day
from app.pages.norms.state import Asked
from app.policy import write_value
from domain.law import articles
from domain.readings import Readings
from simulation.impact.brief import Brief
from simulation.impact.results import Range

TENTHS: Final = 10
PERCENT: Final = 100
FEW_PERCENT: Final = 10
"""Below it a share has one decimal place."""

THOUSAND: Final = 1_000
IN_THOUSANDS: Final = 10_000
"""From here on a range is written in thousands."""

REFUSED: Final = "refused_sequential"
LET_IN: Final = "admitted_by_norm_sequential"


@dataclass(frozen=True)
class Finding:
    """What is known about a setting.

    Attributes:
        asked: where the levers stand.
        yours: what the setting does.
        law: what the law of the day does.
        ranges: of the setting's headlines; None as long as they are being counted.
        words: the language.
    """

    asked: Asked
    yours: Brief
    law: Brief
    ranges: tuple[Range, ...] | None
    words: Words

    def range(self, headline: str) -> Range | None:
        """Return the range of a headline; None where none is known."""
        named = (found for found in self.ranges or () if found.headline == headline)
        return next(named, None)

    @property
    def in_pilot(self) -> bool:
        """Whether the pilot is in force on the day."""
        first, last = self.asked.lawful.law.residence_pilot
        return first <= self.asked.lawful.law.day <= last


def square_metres(tenths: int, words: Words) -> str:
    """Return a norm with its unit, without a needless tenth."""
    digits = 1 if tenths % TENTHS else 0
    return words("norms.m2", value=decimal(tenths / TENTHS, words.language, digits=digits))


def share(part: int, whole: int, words: Words) -> str:
    """Return a share in per cent, a small one with a decimal place; 0 of nothing."""
    value = PERCENT * part / (whole or 1)
    digits = 1 if 0 < round(value, 1) < FEW_PERCENT else 0
    return words("norms.percent", value=decimal(value, words.language, digits=digits))


def headline(found: Finding) -> str:
    """Return the finding in one sentence, or two."""
    words, asked = found.words, found.asked
    if not found.in_pilot:
        return outside(asked, words)
    if asked.is_lawful:
        return _of_the_law(found)
    change = found.yours.turned_away - found.law.turned_away
    way = "more" if change > 0 else "less" if change < 0 else "same"
    return words(
        f"norms.headline.{'alone' if asked.lawful.norm_tenths is None else way}",
        at=_at(asked, words),
        applications=words.count("norms.applications_to", found.yours.turned_away),
        range=_range(found),
        change=decimal(abs(change), words.language),
        day=long_day(asked.lawful.law.day, words.language),
    )


def _of_the_law(found: Finding) -> str:
    words, norm = found.words, found.asked.lawful.norm_tenths
    if norm is None:
        return _without_norm(found)
    who = most(found)
    if not who:
        return words("norms.headline.law_nobody", norm=square_metres(norm, words))
    return words(
        "norms.headline.law",
        norm=square_metres(norm, words),
        applications=words.count("norms.applications_to", found.yours.turned_away),
        range=_range(found),
        **who,
    )


def _without_norm(found: Finding) -> str:
    words, day = found.words, found.asked.lawful.law.day
    return words(
        "norms.headline.no_norm",
        day=long_day(day, words.language),
        start=long_day(norm_start(), words.language),
    )


def norm_start() -> date:
    """Return the day from which the law knows a norm."""
    return min(article.start for article in articles() if article.name == "norm_m2")


def outside(asked: Asked, words: Words) -> str:
    """Return that the pilot is not in force on the day."""
    law = asked.lawful.law
    first, last = law.residence_pilot
    return words(
        f"norms.headline.{'before' if law.day < first else 'after'}_pilot",
        day=long_day(law.day, words.language),
        start=long_day(first, words.language),
        until=long_day(last, words.language),
    )


def _at(asked: Asked, words: Words) -> str:
    """Return the setting in words: its norm, and the reading that was moved or how many were."""
    norm, law = asked.setting.norm_tenths, asked.lawful.norm_tenths
    readings = asked.setting.moved()
    said = {"norm": "" if norm is None else square_metres(norm, words)}
    if norm != law:
        said["norm"] = f"*{said['norm']}*"
    none = "none_" if norm is None else ""
    if not readings:
        return words("norms.at.norm" if norm is not None else "norms.at.none", **said)
    if len(readings) > 1:
        said["readings"] = words.count("norms.readings_moved", len(readings))
        return words(f"norms.at.{none}readings", **said)
    said |= reading_words(readings[0], asked.setting.readings, words)
    return words(f"norms.at.{none}reading", **said)


def reading_words(name: str, readings: Readings, words: Words) -> dict[str, str]:
    """Return title and value of a reading in words."""
    value = write_value(getattr(readings, name))
    return {
        "title": words(f"readings.{name}.title"),
        "value": words(f"readings.{name}.{value}"),
    }


def most(found: Finding) -> dict[str, str]:
    """Return who most of those turned away are, and their share; empty where nobody is."""
    words, total = found.words, found.yours.turned_away
    if not found.yours.kept_out or not total:
        return {}
    group = found.yours.kept_out[0]
    key = f"norms.who.{group.code}"
    return {
        "who": words(key if words.has(key) else "norms.who.other"),
        "share": share(group.count, total, words),
    }


def _range(found: Finding) -> str:
    known = found.range(REFUSED)
    return "" if known is None or known.low == known.high else range_words(known, found.words)


def range_words(known: Range, words: Words) -> str:
    """Return low and high; from ten thousand on in thousands, to the nearest tenth of one."""
    low, high = known.low, known.high
    if high < IN_THOUSANDS:
        said = {"low": decimal(low, words.language), "high": decimal(high, words.language)}
        return words("norms.range", **said)
    low_words, high_words = (
        decimal(end / THOUSAND, words.language, digits=1) for end in (low, high)
    )
    return words("norms.range_thousands", low=low_words, high=high_words)


def rests(found: Finding) -> str:
    """Return the line below: when a norm to come begins, and what the range rests on most."""
    starts = found.asked.norm_from
    if starts is None or not found.in_pilot:
        return _rests(found)
    day = long_day(starts, found.words.language)
    return f"{found.words('norms.rests.not_yet', day=day)} {_rests(found)}".strip()


def _rests(found: Finding) -> str:
    """Return what the range rests on most, an assumption or an estimate."""
    words = found.words
    if not found.in_pilot:
        return words("norms.rests.outside")
    if found.asked.setting.norm_tenths is None and found.asked.is_lawful:
        return "" if found.asked.norm_from else words("norms.rests.no_norm")
    who = {} if found.asked.is_lawful else most(found)
    if found.ranges is None:
        return words(f"norms.rests.counting{'_moved' if who else ''}", **who)
    known = found.range(REFUSED)
    if known is None or not known.swings or known.low == known.high:
        return words("norms.rests.unknown")
    widest = known.swings[0]
    key = f"norms.rests.{'moved' if who else 'law'}.{widest.kind}"
    return words(key, assumption=assumption_words(widest.name, words), **who)


def assumption_words(name: str, words: Words) -> str:
    """Return an assumption in words; its name where the catalogues do not know it yet."""
    key = f"norms_detail.assumption.{name}"
    return words(key) if words.has(key) else name
