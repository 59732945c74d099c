"""The finding in one sentence: what the two pilots do to the city on the day."""

from datetime import date

from app.i18n.formats import decimal, long_day
from app.pages.norms.sentences import norm_start, square_metres
from app.pages.overview.known import Known
from app.studies import Progress

Days = tuple[date, date]


def headline(known: Known) -> str:
    """Return the finding; between asterisks stands what it is about."""
    both = {"residence": _residence(known), "card": _card(known)}
    return known.words("overview.headline.both", **both)


def _residence(known: Known) -> str:
    words, mine = known.words, known.mine
    outside = _outside("residence", mine.residence_pilot, known)
    if outside:
        return outside
    if known.norms.asked.setting.norm_tenths is None:
        start = long_day(norm_start(), words.language)
        return words("overview.headline.residence.no_norm", start=start)
    norm = square_metres(known.norms.asked.setting.norm_tenths, words)
    if known.policy is None:
        kind = "failed" if known.progress[0] is Progress.FAILED else "counting"
        return words(f"overview.headline.residence.{kind}", norm=norm)
    return words(
        "overview.headline.residence.norm",
        norm=norm,
        applications=words.count("overview.of_applications", known.policy.yours.turned_away),
        total=decimal(known.policy.yours.total, words.language),
    )


def _card(known: Known) -> str:
    outside = _outside("card", known.mine.id_card_pilot, known)
    if outside:
        return outside
    return known.words.count("overview.residents", known.cards.renewable)


def _outside(name: str, days: Days, known: Known) -> str:
    """Return that a pilot has not begun or is over; empty while it is in force."""
    words = known.words
    if known.day < days[0]:
        start = long_day(days[0], words.language)
        return words(f"overview.headline.{name}.before", start=start)
    if known.day > days[1]:
        until = long_day(days[1], words.language)
        return words(f"overview.headline.{name}.after", until=until)
    return ""


def about(known: Known) -> str:
    """Return what this is, in the line below the finding."""
    population, seed = known.city
    return known.words(
        "overview.about", people=known.words.count("overview.made_up", population), seed=seed
    )
