"""The written conclusion: which scenario turns away fewest, where waits grow least."""

from collections.abc import Sequence
from datetime import date, timedelta

from app.i18n import Words
from app.i18n.formats import decimal, long_day
from app.pages.scenarios.columns import Column
from app.pages.scenarios.measures import BY_NAME, Cell, Row, cell
from app.pages.scenarios.precision import (
    between,
    difference_told,
    digits_of,
    sign_of,
    value_told,
)
from app.pages.scenarios.screens import Screen
from app.planning.scenarios import Document
from app.report.measures import difference_words, number_words

Known = tuple[Column, Cell]


def headline(screen: Screen) -> str:
    """Return the conclusion; between asterisks stands what it is about."""
    words, columns = screen.words, screen.columns
    if not screen.listed:
        return words("scenarios.headline.empty")
    if not columns:
        return words.count("scenarios.headline.choose", len(screen.listed))
    said = [_refused(screen), _waits(screen)]
    return " ".join(filter(None, said))


def known_of(columns: Sequence[Column], row: Row) -> list[Known]:
    """Return the scenarios of which a number is known, with it."""
    cells = [(column, cell(column, row)) for column in columns]
    return [(column, found) for column, found in cells if found.value.value is not None]


def _refused(screen: Screen) -> str:
    words, row = screen.words, BY_NAME["refused"]
    known = known_of(screen.columns, row)
    if not known:
        key = "counting" if any(one.counting for one in screen.columns) else "outside"
        return words(f"scenarios.headline.{key}")
    if len(known) == 1:
        return _one(known[0], row, words)
    least = min(found.value.value or 0.0 for _, found in known)
    best = [one for one in known if one[1].value.value == least]
    if len(best) == len(known):
        return _alike(known, words)
    return words(
        "scenarios.headline.fewest",
        count=words.count("scenarios.headline.of", len(known)),
        name=names_told([column.saved.name for column, _ in best]),
        value=_applications(least, words),
        difference=difference_words(best[0][1].change.difference, row.measure, words),
    )


def _applications(value: float, words: Words) -> str:
    return words.count("scenarios.headline.applications", value)


def _one(known: Known, row: Row, words: Words) -> str:
    column, found = known
    by = abs(found.change.difference.value or 0.0)
    return words(
        f"scenarios.headline.one_{found.change.sign or 'same'}",
        name=column.saved.name,
        value=_applications(found.value.value or 0.0, words),
        by=number_words(by, row.measure, words),
    )


def _alike(known: Sequence[Known], words: Words) -> str:
    """Return that scenarios do not differ from each other, and how all differ from the law."""
    found, row = known[0][1], BY_NAME["refused"]
    said = words.count("scenarios.headline.alike", len(known))
    value = _applications(found.value.value or 0.0, words)
    changes = {one.change.difference.value for _, one in known}
    sign = found.change.sign or "same" if len(changes) == 1 else "other"
    by = number_words(abs(found.change.difference.value or 0.0), row.measure, words)
    told = words(f"scenarios.headline.each_{sign}", value=value, by=by)
    return f"{said} {told}"


def _waits(screen: Screen) -> str:
    """Return where the mean wait at windows grows least, or that it is still to be run."""
    words, row = screen.words, BY_NAME["wait"]
    known = [
        (column, found)
        for column, found in known_of(screen.columns, row)
        if found.change.difference.value is not None and not found.is_outdated
    ]
    if not known:
        is_open = any(one.is_open for column in screen.columns for one in column.answers.values())
        return words(f"scenarios.headline.{'running' if is_open else 'not_run'}")
    digits = digits_of(row, [cell(column, row) for column in screen.columns])
    value = value_told(known[0][1].value.value, row, digits, words)
    signs = {sign_of(found) for _, found in known}
    if len(screen.columns) > 1 and signs <= {"same", "unclear"}:
        return _with_left(screen, known, words("scenarios.headline.waits_alike", value=value))
    if len(screen.columns) == 1:
        return _wait_of(known[0][1], digits, words)
    named = [(column.saved.name, found) for column, found in known]
    return _with_left(screen, known, shortest(named, digits, words))


def _wait_of(found: Cell, digits: int, words: Words) -> str:
    row = BY_NAME["wait"]
    return words(
        f"scenarios.headline.wait_{sign_of(found) or 'same'}",
        value=value_told(found.value.value, row, digits, words),
        difference=difference_told(found, row, digits, words),
    )


def shortest(known: Sequence[tuple[str, Cell]], digits: int, words: Words) -> str:
    """Return where waits grow least; whose shown difference is the same has the same place.

    Args:
        known: names with mean waits, at least one, not all alike with the law.
        digits: decimals that the comparison shows.
        words: the language.
    """
    row = BY_NAME["wait"]
    _, found = min(known, key=lambda one: one[1].change.difference.value or 0.0)
    best = [name for name, one in known if _is_tie(one, found, row, digits)]
    key = f"waits_{sign_of(found) or 'same'}"
    if len(best) == len(known) > 1:
        key += "_both" if len(known) == 2 else "_all"  # noqa: PLR2004 - two are both
    return words(
        f"scenarios.headline.{key}",
        name=names_told(best),
        value=value_told(found.value.value, row, digits, words),
        difference=difference_told(found, row, digits, words),
    )


def _is_tie(one: Cell, best: Cell, row: Row, digits: int) -> bool:
    is_alike = sign_of(one) == sign_of(best)
    return is_alike and between(one, row, digits) == between(best, row, digits)


def names_told(names: Sequence[str]) -> str:
    """Return names that stand between one pair of quotation marks of a sentence."""
    return "», «".join(names)


def _with_left(screen: Screen, known: Sequence[Known], said: str) -> str:
    left = len(screen.columns) - len(known)
    return f"{said} {screen.words.count('scenarios.headline.left', left)}" if left else said


def period(document: Document, words: Words) -> str:
    """Return first and last day of a scenario's period."""
    first, until = (date.fromisoformat(document["period"][end]) for end in ("from", "until"))
    last = until - timedelta(1)
    return f"{long_day(first, words.language)} – {long_day(last, words.language)}"


def about(document: Document, words: Words) -> str:
    """Return what a run is of: period, warm-up, replications, seed."""
    run = document["run"]
    key = "warmed" if run["warm_up_days"] else "run"
    return words(
        f"scenarios.about.{key}",
        period=period(document, words),
        warm_up=run["warm_up_days"],
        replications=decimal(run["replications"], words.language),
        seed=run["seed"],
    )


def length(seconds: float, words: Words) -> str:
    """Return how long something took: seconds, from two minutes on minutes."""
    if seconds < 2 * 60:
        return words("scenarios.seconds", n=decimal(seconds, words.language))
    return words("scenarios.minutes", n=decimal(seconds / 60, words.language))
