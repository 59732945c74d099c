"""The law of a simulated day, with what a scenario sets in its place."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from domain.law import Law, law_on
from simulation.scenario_parts import Policy

PERMILLE = 1000
LATEST = date(9999, 12, 31)
"""A day on which whatever has been adopted is in force."""


def law_of(policy: Policy, day: date) -> Law:
    """Return the law of a day as the scenario has it.

    A norm given without its day is in force on every day; a day given without a norm moves the
    law's own norm.

    Args:
        policy: what stands in for the law.
        day: a day of filing.
    """
    written = _with(policy, day)
    starts = policy.norm_in_force_from
    if starts is None and policy.norm_m2 is None:
        return written
    norm = policy.norm_m2 or law_on(LATEST).norm_tenths
    if starts is not None and day < starts:
        norm = None
    return replace(written, norm_tenths=norm)


@lru_cache(maxsize=4096)
def _laws(day: date, values: tuple[tuple[str, object], ...]) -> Law:
    return law_on(day, **dict(values))


def _with(policy: Policy, day: date) -> Law:
    names = ("residence_pilot", "id_card_pilot", "window_before_days", "window_after_days")
    values = tuple((name, getattr(policy, name)) for name in names)
    ratio = policy.useful_to_total
    permille = None if ratio is None else round(ratio * PERMILLE)
    return _laws(day, (*values, ("useful_permille", permille)))
