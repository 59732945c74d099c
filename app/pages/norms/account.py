"""What the sections below the curve tell of: one setting, what it does, and for whom it is told."""

from dataclasses import dataclass
from typing import Final

from app.i18n import Words
from app.i18n.formats import decimal
from app.pages.norms.screens import Screen
from app.pages.norms.sentences import PERCENT, square_metres
from app.pages.norms.state import Asked
from app.studies import KeptEffects, KeptRanges
from app.visit import Visit, address
from simulation.impact.results import Result
from simulation.impact.study import Study

MINUS: Final = "\u2212"
ARROWS: Final = {"more": "▲", "less": "▼", "same": "="}


@dataclass(frozen=True)
class Account:
    """A setting and what it does.

    Attributes:
        visit: for whom it is told.
        asked: where the levers stand.
        study: of the day.
        ranges: of the study's headlines, as far as they have been counted.
        effects: of the readings, likewise.
        yours: what the setting does.
    """

    visit: Visit
    asked: Asked
    study: Study
    ranges: KeptRanges
    effects: KeptEffects
    yours: Result

    @property
    def words(self) -> Words:
        """The language."""
        return self.visit.words

    @property
    def norm(self) -> str:
        """The norm with its unit; a dash where none is in force."""
        norm = self.asked.setting.norm_tenths
        return "–" if norm is None else square_metres(norm, self.words)

    def elsewhere(self, path: str, fragment: str = "", **query: str) -> str:
        """Return an address on another page, in the same language and on the same day."""
        return address(path, {**self.visit.carried, **query}) + (f"#{fragment}" if fragment else "")


def account(shown: Screen) -> Account | None:
    """Return what is told of a screen; None as long as the study of its day is not ready."""
    study, ranges, effects = shown.study, shown.held.ranges, shown.held.effects
    if study is None or ranges is None or effects is None:
        return None
    yours = study.result(shown.asked.setting)
    return Account(shown.visit, shown.asked, study, ranges, effects, yours)


def many(count: int, words: Words) -> str:
    """Return a count in the form of the language."""
    return decimal(count, words.language)


def signed(change: int, words: Words) -> str:
    """Return a difference with its sign; nothing but zero where there is none."""
    sign = "+" if change > 0 else MINUS if change < 0 else ""
    return sign + many(abs(change), words)


def way(change: int) -> str:
    """Return where a difference points: ``more``, ``less`` or ``same``."""
    return "more" if change > 0 else "less" if change < 0 else "same"


def per_cent(part: int, whole: int) -> float:
    """Return a share in per cent with one decimal place; 0 of nothing."""
    return round(PERCENT * part / whole, 1) if whole else 0.0


def sentence(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]
