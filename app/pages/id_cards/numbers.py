"""The number cards: what becomes of the applications, with intervals and the law beside them."""

from collections.abc import Callable
from typing import Final, NamedTuple

from dash.development.base_component import Component

from app.components.centres_numbers import UNKNOWN, Estimate, margin, number, percent
from app.components.number_cards import MISSED, NumberCard, number_cards
from app.i18n import Words
from app.pages.id_cards.compared import difference_words
from app.pages.id_cards.outlook import Outlook
from app.pages.id_cards.screens import Results, Screen, measure
from app.pages.id_cards.sentences import digits_of, is_fraction, people

STANDARD_DAYS: Final = 15
"""Working days of the standard of the service (egov, pass003_mvd)."""


class Numbers(NamedTuple):
    """One card.

    Attributes:
        name: its words ``cards.number.<name>``.
        value: as it is written.
        lines: what stands below.
        is_bad: whether a limit is passed.
    """

    name: str
    value: str
    lines: tuple[str, ...]
    is_bad: bool = False


def numbers(screen: Screen) -> list[Component]:
    """Return the cards."""
    if screen.outlook is None:
        return []
    cards = [maker(screen, screen.outlook) for maker in MAKERS]
    return [number_cards([_drawn(card, screen) for card in cards], "cards-numbers")]


def _drawn(card: Numbers, screen: Screen) -> NumberCard:
    value = f"{card.value} {MISSED}" if card.is_bad else card.value
    lines = [(line, "quiet") for line in card.lines]
    return NumberCard(screen.words(f"cards.number.{card.name}"), value, lines, card.is_bad)


class Of(NamedTuple):
    """A measure of results: its name, its statistic and its station."""

    name: str
    statistic: str = "mean"
    station: str = "all"

    def of(self, results: Results | None) -> Estimate:
        """Return what a run measured."""
        return measure(results, self.name, self.statistic, station=self.station)


Expected = Callable[[Outlook], float]

LEAD: Final = Of("lead_time_working_days")
WITHOUT: Final = Of("holders_without_valid_card", "count")


def _both(screen: Screen, of: Of, expected: Expected) -> Estimate:
    """Return what the run measured, else what is expected."""
    if screen.yours is not None:
        return of.of(screen.yours)
    return UNKNOWN if screen.outlook is None else Estimate(expected(screen.outlook))


def _was(screen: Screen, of: Of, expected: Expected | None = None) -> str:
    """Return the value under the law and what differs from it, where the scenario is another."""
    words = screen.words
    if screen.yours is not None:
        return _paired(screen, of)
    if not screen.shown.is_moved or screen.before is None or expected is None:
        return ""
    value = expected(screen.before)
    return words("cards.number.was", value=people(value, words))


def _paired(screen: Screen, of: Of) -> str:
    """Return the law's value of the same run, and the mean of the paired differences."""
    words, pair = screen.words, screen.differences.get((of.name, of.station, of.statistic))
    if pair is None or pair.law is None or pair.change.value is None:
        return ""
    return words(
        "cards.number.paired",
        value=number(pair.law, words, 1) if of == LEAD else people(pair.law, words),
        difference=difference_words(
            pair.change, words, 1 if of == LEAD else digits_of(abs(pair.change.value))
        ),
    )


def _beside(found: Estimate, words: Words) -> str:
    """Return half of the interval of what a run counted; a part of a person is an average."""
    told = margin(found, words, 1, digits_of(found.value))
    mean = words("cards.number.average") if is_fraction(found.value) else ""
    return " ".join(part for part in (mean, told) if part)


def _count(name: str, of: Of, expected: Expected) -> Callable[..., Numbers]:
    def make(screen: Screen, _outlook: Outlook) -> Numbers:
        words, found = screen.words, _both(screen, of, expected)
        told = _beside(found, words)
        if screen.yours is None:
            told = words("cards.number.expected")
        return Numbers(name, people(found.value, words), (told, _was(screen, of, expected)))

    return make


def _lead(screen: Screen, _outlook: Outlook) -> Numbers:
    words = screen.words
    if screen.yours is None:
        return Numbers("lead", "–", (words("cards.number.later"),))
    lead, worst = LEAD.of(screen.yours), LEAD._replace(statistic="p90").of(screen.yours)
    p90 = words("cards.number.p90", days=number(worst.value, words, 1), limit=STANDARD_DAYS)
    return Numbers(
        "lead",
        number(lead.value, words, 1),
        (f"{margin(lead, words)} · {p90}", _was(screen, LEAD)),
        is_bad=(worst.value or 0) > STANDARD_DAYS,
    )


def _without(screen: Screen, _outlook: Outlook) -> Numbers:
    words = screen.words
    if screen.yours is None:
        return Numbers("without", "–", (words("cards.number.later"),))
    holders = WITHOUT.of(screen.yours)
    days = measure(screen.yours, "days_without_valid_card")
    told = words("cards.number.mean_days", days=number(days.value, words, 1))
    return Numbers(
        "without",
        people(holders.value, words),
        (f"{_beside(holders, words)} · {told}", _was(screen, WITHOUT)),
    )


def _money(screen: Screen, _outlook: Outlook) -> Numbers:
    words = screen.words
    duty = Of("duty_paid_kzt", "sum")
    paid = _both(screen, duty, _duty)
    back = _both(screen, Of("duty_refundable_kzt", "sum"), lambda o: o.total("refundable_kzt"))
    told = words("cards.number.refundable", kzt=number(back.value, words))
    value = words("cards.unit.kzt", n=number(paid.value, words))
    return Numbers("money", value, (told, _was(screen, duty, _duty)))


def _officers(screen: Screen, _outlook: Outlook) -> Numbers:
    words = screen.words
    if screen.yours is None:
        return Numbers("officers", "–", (words("cards.number.later"),))
    busy = measure(screen.yours, "utilisation", station="ums")
    wait = measure(screen.yours, "wait_minutes", "p90", station="ums")
    hours = number(None if wait.value is None else wait.value / 60, words, 1)
    return Numbers(
        "officers", percent(busy.value, words, 0), (words("cards.number.waits", hours=hours),)
    )


def _duty(outlook: Outlook) -> float:
    return outlook.total("duty_kzt")


def _sent(outlook: Outlook) -> float:
    return sum(outlook.to_centre().values())


MAKERS: Final[tuple[Callable[[Screen, Outlook], Numbers], ...]] = (
    _count("filed", Of("card_applications", "count"), lambda o: o.total("filings")),
    _count("issued", Of("cards_issued", "count"), lambda o: o.decided("IDC-15")),
    _lead,
    _without,
    _count("shut", Of("shut_out_by_clock", "count"), lambda o: o.total("shut_out")),
    _count("sent", Of("sent_to_centre", "count"), _sent),
    _officers,
    _money,
)
