"""What a saved table is of: each names its own source: run, estimate, plan or fit."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from app.components.centres_numbers import minutes, percent
from app.exports import About, Cell
from app.i18n.formats import long_day
from app.pages.centres.fitted_view import fit_title
from app.pages.centres.plan import is_of, plan_of
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import about, about_run, beyond_of, target
from app.table_files import identity_lines

Line = tuple[str, Cell]
"""What is said, by the last part of its name in the catalogue ``centres.file``."""


def notes(shown: Screen, name: str) -> About:
    """Return what is told beside a table.

    Args:
        shown: the screen.
        name: of the table's file, such as ``plan``.
    """
    words = shown.words
    first, lines = SOURCES.get(name, _of_shown)(shown)
    said = [(words(f"centres.file.{kind}"), text) for kind, text in lines]
    if name not in SOURCES:
        said += identity_lines(shown.document, words)
    elif name != "fit" and (plan := plan_of(shown)) is not None:
        said += identity_lines(plan["scenario"], words)
    return About(words("centres.file.about"), tuple(said), date.fromisoformat(first))


def _of_shown(shown: Screen) -> tuple[str, list[Line]]:
    """Return what is told of the run, or of the quick estimate as long as there is none."""
    words = shown.words
    kind = "run" if shown.result is not None else "quick"
    lines: list[Line] = [
        ("of", about(shown)),
        ("kind", words(f"centres.file.{kind}")),
        ("target", target(shown)),
    ]
    if beyond := beyond_of(shown):
        lines.append(("hypothetical", ", ".join(beyond)))
    if shown.is_outdated:
        lines.append(("note", words("centres.mark.outdated")))
    return shown.document["period"]["from"], lines


def _of_plan(shown: Screen) -> tuple[str, list[Line]]:
    """Return what is told of the plan: the scenario and the target that it was sought for."""
    words, found = shown.words, plan_of(shown)
    if found is None:
        return _of_shown(shown)
    scenario, wanted = found["scenario"], found["target"]
    share, wait = percent(wanted["share"], words, 0), minutes(wanted["wait_minutes"], words)
    lines: list[Line] = [
        ("of", about_run(shown, scenario, found["replications"])),
        ("kind", words("centres.file.search")),
        ("target", words("centres.file.planned_for", share=share, wait=wait)),
    ]
    if beyond := found.get("hypothetical"):
        lines.append(("hypothetical", ", ".join(beyond)))
    if not is_of(found, shown.shown.document):
        lines.append(("note", words("centres.plan.outdated")))
    return scenario["period"]["from"], lines


def _of_fit(shown: Screen) -> tuple[str, list[Line]]:
    """Return what is told of the fit: the log that it is of, and no scenario."""
    words, fit = shown.words, shown.below.fit
    if fit is None:
        return _of_shown(shown)
    first, last = (long_day(date.fromisoformat(day), words.language) for day in fit["period"])
    lines: list[Line] = [
        ("of", f"{first} – {last}"),
        ("kind", words("centres.file.fit")),
        ("log", fit_title(fit, words)),
    ]
    return fit["period"][0], lines


SOURCES: Final[Mapping[str, Callable[[Screen], tuple[str, list[Line]]]]] = {
    "plan": _of_plan,
    "roster": _of_plan,
    "fit": _of_fit,
}
"""By the name of a table: its first day and its lines; all others are of what is shown."""
