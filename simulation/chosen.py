"""Choosing one measure of a run by its name, as people write it."""

from collections.abc import Iterable
from typing import Final

from domain.errors import BadInput
from simulation.measures.summary import Key, Summary

FIRST_CHOICES: Final = (("window", "all"), ("all",), ("mean", "count", "sum"))
"""Station, office and statistic where they are not said, the first that there is."""


def chosen(text: str, summary: Summary) -> Key:
    """Return the measure that a text names.

    Args:
        text: ``measure/station/office/statistic``; what is left out or empty is the windows, all
            offices, the mean: ``wait_minutes``, ``wait_minutes/window//p90``.
        summary: of any replication of the scenario.

    Raises:
        BadInput: there is none of that name; the message names the parts that would do.
    """
    parts = tuple(text.split("/"))
    known = [key for key in summary.measures if len(parts) <= len(key)]
    for place, part in enumerate(parts):
        left = [key for key in known if part == key[place] or (place and not part)]
        if not left:
            names = dict.fromkeys(key[place] for key in known)
            raise BadInput(f"measure {text}", f"one of {', '.join(names)}", part)
        known = left
    return _likeliest(known, text)


def _likeliest(known: Iterable[Key], text: str) -> Key:
    left = list(known)
    if not left:
        raise BadInput(f"measure {text}", "measure/station/office/statistic at most", text)
    for place, options in enumerate(FIRST_CHOICES, start=1):
        there = {key[place] for key in left}
        best = next((option for option in options if option in there), left[0][place])
        left = [key for key in left if key[place] == best]
    return left[0]
