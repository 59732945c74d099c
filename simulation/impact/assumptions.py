"""What the results lean on without anybody having counted it, each with a low and a high."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from simulation.demand import mix
from synthetic_data import evidence
from synthetic_data.defects import Defect, catalogue

LAW: Final[Mapping[str, Mapping[str, Any]]] = tomllib.loads(
    files("simulation.impact").joinpath("assumptions.toml").read_text(encoding="utf-8")
)
"""Assumptions about values of the law, by their names in it."""

USEFUL: Final = "law.useful_to_total"
DIGITISED: Final = "registers.digitised_share_by_birth_year"


@dataclass(frozen=True, slots=True, eq=False)
class Assumed:
    """What is assumed of a world: all as the evidence has it but one thing, or nothing.

    Attributes:
        mix: of the year.
        defects: the catalogue of what the register lacks; None: that of the evidence.
        useful_permille: useful thousandths of a total area; None: the law's or the lever's.
    """

    mix: mix.Mix
    defects: tuple[Defect, ...] | None = None
    useful_permille: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Assumption:
    """One assumption and how far it may be off.

    Attributes:
        name: ``mix.consent``, ``mix.relations.spouse``, a key of the evidence such as
            ``registers.foreign_act_share``, or ``law.useful_to_total``.
        value: what is assumed; None where it is a whole table of shares.
        low: its low value.
        high: its high value.
        unit: of the three.
        kind: ``assumed`` or ``derived``.
        source: what it leans on.
        at_low: the world in which it alone is at its low value.
        at_high: the same at its high value.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    kind: str
    source: str
    at_low: Assumed
    at_high: Assumed


@cache
def assumptions() -> tuple[Assumption, ...]:
    """Return every assumption: of the mix, of the civil acts, of the law."""
    return (*map(_of_mix, mix.assumptions()), *_of_acts(), _of_area())


def _of_mix(name: str) -> Assumption:
    """Return a share of the mix; of a relation, the share that it has once all sum to 1."""
    table, _, relation = name.partition(".")
    figure, low, high = mix.FIGURES[table], mix.moved(name, "low"), mix.moved(name, "high")
    about = dict(figure)
    if relation:
        shares = [_share_of(relation, each) for each in (mix.assumed(), low, high)]
        about |= dict(zip(("value", "low", "high"), shares, strict=True))
    return _assumption(f"mix.{name}", about, Assumed(low), Assumed(high))


def _share_of(relation: str, mixed: mix.Mix) -> float:
    """Return the share of a relation, or of all those that it is split into."""
    parts = mix.FIGURES[mix.SPLIT]["value"] if relation == mix.SPLIT else (relation,)
    return sum(mixed.relations[part] for part in parts)


def _of_acts() -> Iterator[Assumption]:
    """Yield the defects of the register; those of the same figure move together."""
    for source in dict.fromkeys(defect.source for defect in catalogue()):
        figure = evidence.figure(source)
        least, most = (
            tuple(move(each) if each.source == source else each for each in catalogue())
            for move in MOVES
        )
        ends: tuple[float | None, ...] = (None, None, None)
        if not isinstance(figure.value, Mapping):
            ends = (figure.value, _share(least, source), _share(most, source))
        about: dict[str, Any] = dict(zip(("value", "low", "high"), ends, strict=True))
        about |= {"unit": figure.unit, "kind": figure.kind, "source": figure.source}
        worlds = (Assumed(mix.assumed(), least), Assumed(mix.assumed(), most))
        if source == DIGITISED:  # the figure is what is there, the defect what is missing
            worlds = worlds[::-1]
        yield _assumption(source, about, *worlds)


MOVES: Final[tuple[Callable[[Defect], Defect], ...]] = (Defect.sparing, Defect.severe)


def _share(defects: tuple[Defect, ...], source: str) -> float:
    return next(iter(next(each for each in defects if each.source == source).share.values()))


def _of_area() -> Assumption:
    figure = LAW[USEFUL.removeprefix("law.")]
    worlds = (Assumed(mix.assumed(), None, round(figure[end] * 1000)) for end in ("low", "high"))
    return _assumption(USEFUL, {"value": None, **figure}, *worlds)


def _assumption(
    name: str, figure: Mapping[str, Any], at_low: Assumed, at_high: Assumed
) -> Assumption:
    known = {key: figure[key] for key in ("value", "low", "high", "unit", "kind", "source")}
    return Assumption(name, **known, at_low=at_low, at_high=at_high)
