"""The number cards: what becomes of the applications, with intervals and the law beside them."""

from collections.abc import Callable
from typing import Final, NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.centres_numbers import UNKNOWN, Estimate, margin, number, percent
from app.pages.id_cards.outlook import Outlook
from app.pages.id_cards.screens import Results, Screen, measure

STANDARD_DAYS: Final = 15
"""Working days of the standard of the service (egov, pass003_mvd)."""

MANY: Final = 100


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
    return [html.Ul([_drawn(card, screen) for card in cards], className="cards-numbers")]


def _drawn(card: Numbers, screen: Screen) -> Component:
    lines = [html.P(line, className="small quiet") for line in card.lines if line]
    title = html.H3(screen.words(f"cards.number.{card.name}"))
    kind = "card cards-bad" if card.is_bad else "card"
    value = f"{card.value} ▲" if card.is_bad else card.value
    return html.Li([title, html.P(value, className="cards-value"), *lines], className=kind)


Read = Callable[[Results | None], Estimate]


def _both(screen: Screen, read: Read, expected: Callable[[Outlook], float | None]) -> Estimate:
    """Return what the run measured, else what is expected."""
    if screen.yours is not None:
        return read(screen.yours)
    return UNKNOWN if screen.outlook is None else Estimate(expected(screen.outlook))


def _was(screen: Screen, read: Read, expected: Callable[[Outlook], float | None]) -> str:
    """Return the value under the law, where the scenario is another."""
    if not screen.shown.is_moved or screen.before is None:
        return ""
    ran = screen.yours is not None
    value = read(screen.baseline).value if ran else expected(screen.before)
    if value is None:
        return ""
    digits = 0 if value >= MANY else 1
    return screen.words("cards.number.was", value=number(value, screen.words, digits))


def _count(name: str, read: Read, expected: Callable[[Outlook], float]) -> Callable[..., Numbers]:
    def make(screen: Screen, _outlook: Outlook) -> Numbers:
        words, found = screen.words, _both(screen, read, expected)
        digits = 0 if (found.value or 0) >= MANY else 1
        told = margin(found, words, 1, digits)
        if screen.yours is None:
            told = words("cards.number.expected")
        return Numbers(
            name, number(found.value, words, digits), (told, _was(screen, read, expected))
        )

    return make


def _lead(screen: Screen, _outlook: Outlook) -> Numbers:
    words = screen.words
    if screen.yours is None:
        return Numbers("lead", "–", (words("cards.number.later"),))
    lead = measure(screen.yours, "lead_time_working_days")
    worst = measure(screen.yours, "lead_time_working_days", "p90")
    p90 = words("cards.number.p90", days=number(worst.value, words, 1), limit=STANDARD_DAYS)
    return Numbers(
        "lead",
        number(lead.value, words, 1),
        (
            f"{margin(lead, words)} · {p90}",
            _was(screen, lambda r: measure(r, "lead_time_working_days"), lambda _outlook: None),
        ),
        is_bad=(worst.value or 0) > STANDARD_DAYS,
    )


def _without(screen: Screen, _outlook: Outlook) -> Numbers:
    words = screen.words
    if screen.yours is None:
        return Numbers("without", "–", (words("cards.number.later"),))
    holders = measure(screen.yours, "holders_without_valid_card", "count")
    days = measure(screen.yours, "days_without_valid_card")
    told = words("cards.number.mean_days", days=number(days.value, words, 1))
    return Numbers(
        "without",
        number(holders.value, words),
        (
            f"{margin(holders, words, 1, 0)} · {told}",
            _was(
                screen,
                lambda r: measure(r, "holders_without_valid_card", "count"),
                lambda _outlook: None,
            ),
        ),
    )


def _money(screen: Screen, _outlook: Outlook) -> Numbers:
    words = screen.words
    paid = _both(
        screen, lambda r: measure(r, "duty_paid_kzt", "sum"), lambda o: o.total("duty_kzt")
    )
    back = _both(
        screen,
        lambda r: measure(r, "duty_refundable_kzt", "sum"),
        lambda o: o.total("refundable_kzt"),
    )
    told = words("cards.number.refundable", kzt=number(back.value, words))
    return Numbers("money", words("cards.unit.kzt", n=number(paid.value, words)), (told,))


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


def _sent(outlook: Outlook) -> float:
    return sum(outlook.to_centre().values())


MAKERS: Final[tuple[Callable[[Screen, Outlook], Numbers], ...]] = (
    _count(
        "filed",
        lambda results: measure(results, "card_applications", "count"),
        lambda outlook: outlook.total("filings"),
    ),
    _count(
        "issued",
        lambda results: measure(results, "cards_issued", "count"),
        lambda outlook: outlook.decided("IDC-15"),
    ),
    _lead,
    _without,
    _count(
        "shut",
        lambda results: measure(results, "shut_out_by_clock", "count"),
        lambda outlook: outlook.total("shut_out"),
    ),
    _count("sent", lambda results: measure(results, "sent_to_centre", "count"), _sent),
    _officers,
    _money,
)
