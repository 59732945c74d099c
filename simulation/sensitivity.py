"""Which levers matter: each set lower and higher by itself, all others as they are."""

from collections.abc import Sequence
from typing import Any, Final

from domain.errors import BadInput
from simulation.chosen import chosen
from simulation.measures.summary import Key
from simulation.run import identity
from simulation.scenario_parts import Scenario
from simulation.spread import Progress, Spread, done, parts, silent
from simulation.statistics import CONFIDENCE, Interval, differences, interval, sign
from simulation.tabulated import MEASURES, series
from simulation.varying import Ends, Varied, lever_of, numeric, sides

FORMAT: Final = "tirkeu.sensitivity/1"
BY: Final = 0.2
"""Share by which a lever goes down and up where its ends are not said."""

MEASURE: Final = "wait_minutes/window/all/mean"


def sensitivity(
    scenario: Scenario,
    spread: Spread,
    levers: Sequence[Ends] | None = None,
    progress: Progress = silent,
    *,
    measure: str = MEASURE,
    by: float = BY,
) -> dict[str, Any]:
    """Set levers lower and higher, one at a time, and order them by what that does.

    All runs share their random numbers, so an effect is the mean of paired differences. Each has
    its own 95 % interval. Whether it is distinguishable from 0 is asked of all together: the
    chance that any of them is called so by accident is at most 5 % (Bonferroni).

    Args:
        scenario: as it is, two replications at least.
        spread: where replications are done.
        levers: which, with ends or without; None: all that stand at numbers.
        progress: told after every replication of any.
        measure: the one that effects are told of, as `chosen` reads it.
        by: share of a lever to go down and up where its ends are not said, above 0, below 1.

    Returns:
        A document of ``tirkeu.sensitivity/1``.

    Raises:
        BadInput: no such lever or measure, ends out of range, fewer than two replications.
    """
    _check(scenario, by)
    tried, skipped = _settings(scenario, levers, by)
    runs = 1 + sum(side is not None for _, both in tried for side in both)
    numbers = range(scenario.replications)
    told = parts(progress, runs * len(numbers))
    base = done(scenario, spread, numbers[:1], told)
    key = chosen(measure, base[0])  # a wrong name should not wait for all replications
    base += done(scenario, spread, numbers[1:], told)
    start = series(MEASURES, key, base)

    def effect(side: Varied | None) -> dict[str, Any] | None:
        if side is None:
            return None
        values = series(MEASURES, key, done(side.scenario, spread, numbers, told))
        return _effect(side, values, start, runs - 1)

    rows = [_row(ends, [effect(side) for side in both]) for ends, both in tried]
    return {
        "format": FORMAT,
        **identity(scenario),
        "replications": len(numbers),
        "seed": scenario.seed,
        "confidence": CONFIDENCE,
        "by": by,
        "base": _base(key, start),
        "levers": sorted(rows, key=lambda row: -row["largest"]),
        "skipped": skipped,
    }


def _check(scenario: Scenario, by: float) -> None:
    if not 0 < by < 1:
        raise BadInput("sensitivity: by", "a share above 0 and below 1", by)
    if scenario.replications < 2:  # noqa: PLR2004 - one run has no interval
        raise BadInput("run.replications", "2 or more, for intervals", scenario.replications)


Tried = list[tuple[Ends, tuple[Varied | None, Varied | None]]]


def _settings(
    scenario: Scenario, levers: Sequence[Ends] | None, by: float
) -> tuple[Tried, list[dict[str, str]]]:
    """Return the settings of every lever, and those of all levers that cannot be set alone."""
    if levers is not None:
        return [(ends, sides(scenario, ends, by)) for ends in levers], []
    tried: Tried = []
    skipped: list[dict[str, str]] = []
    for ends in numeric(scenario):
        try:
            tried.append((ends, sides(scenario, ends, by)))
        except BadInput as reason:  # shares that are all taken, say
            skipped.append({"lever": ends.path, "reason": str(reason)})
    return tried, skipped


def _base(key: Key, values: Sequence[float]) -> dict[str, Any]:
    mean, spread = interval(values) or (None, None)
    named = dict(zip(MEASURES.columns, key, strict=True))
    return named | {"value": mean, "ci95": spread and list(spread)}


def _effect(
    side: Varied, values: Sequence[float], start: Sequence[float], effects: int
) -> dict[str, Any]:
    apart = differences(values, start)
    mean, spread = interval(apart) or (None, None)
    _, together = interval(apart, 1 - (1 - CONFIDENCE) / effects) or (None, None)
    return {
        "set": side.value,
        "value": (interval(values) or (None,))[0],
        "difference": mean,
        "ci95": spread and list(spread),
        "sign": sign(spread),
        "distinguishable": _apart_from_0(together),
    }


def _apart_from_0(spread: Interval | None) -> bool:
    return sign(spread) in {"higher", "lower"}


def _row(ends: Ends, effects: Sequence[dict[str, Any] | None]) -> dict[str, Any]:
    lever, known = lever_of(ends.path), [effect for effect in effects if effect is not None]
    return {
        "lever": ends.path,
        "unit": lever.unit,
        "evidence": lever.evidence,
        "low": effects[0],
        "high": effects[1],
        "largest": max((abs(e["difference"] or 0.0) for e in known), default=0.0),
        "distinguishable": any(effect["distinguishable"] for effect in known),
    }
