"""The quality of a city: margins, joints, predictions and rules in one report.

A miss is a result, not an error: the report says what lies how far from its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from domain.errors import BadInput
from synthetic_data import evidence
from synthetic_data.city import ASTANA, City
from synthetic_data.integrity import columns, violations
from synthetic_data.kin_depth import generations
from synthetic_data.quality import families, homes, people, registers
from synthetic_data.quality.anchors import Anchor, anchors
from synthetic_data.quality.held_out import Prediction, predictions
from synthetic_data.quality.kin import kin_counts
from synthetic_data.quality.limits import chance, limit, relative_limit
from synthetic_data.quality.margin import Margin
from synthetic_data.quality.stock import area_m2

FORMAT = "tirkeu.quality/1"
PARTS = (people, families, homes, registers)
DIGITS = 6
"""Decimal places of a share in the document: a full city has fewer people than that tells."""

MET, MISSED, EMPTY = "met", "missed", "nothing_counted"


@dataclass(frozen=True, slots=True, eq=False)
class Quality:
    """A city beside its evidence.

    Args:
        population: residents asked for.
        seed: seed of the city.
        as_of: the reference day, ``yyyymmdd``.
        sha256: digest of the city: the same for the same seed.
        facts: what there is, name → count or mean.
        margins: distributions that must be met.
        joints: cross tables, shown without a limit.
        predictions: facts that were held out, beside the city's own.
        anchors: published levels that the city leans on, beside its own.
        violations: rule of integrity, as a sentence, → count, which must be 0.
    """

    population: int
    seed: int
    as_of: int
    sha256: str
    facts: Mapping[str, float]
    margins: tuple[Margin, ...]
    joints: tuple[Margin, ...]
    predictions: tuple[Prediction, ...]
    anchors: tuple[Anchor, ...]
    violations: Mapping[str, int]

    def limit(self, margin: Margin) -> float:
        """Return the distance that a margin must stay below in this city."""
        return limit(margin, self.population)

    def verdict(self, margin: Margin) -> str:
        """Return ``met``, ``missed`` or ``nothing_counted``."""
        if not margin.counted:
            return EMPTY
        return MET if self.is_near(margin) else MISSED

    def is_near(self, margin: Margin) -> bool:
        """True when a margin is within its limit, a share or ratio within both of its own."""
        allowed = relative_limit(margin)
        off = margin.relative is None or allowed is None or margin.relative < allowed
        return off and margin.tvd < self.limit(margin)

    @property
    def missed(self) -> tuple[Margin, ...]:
        """Margins that lie beyond their limit, the farthest first."""
        beyond = [m for m in self.margins if self.verdict(m) == MISSED]
        return tuple(sorted(beyond, key=lambda m: -m.tvd))

    @property
    def broken(self) -> Mapping[str, int]:
        """Rules with violations."""
        return {rule: count for rule, count in self.violations.items() if count}

    @property
    def holds(self) -> bool:
        """True when no margin is missed and no rule broken."""
        return not self.missed and not self.broken


def quality(city: City) -> Quality:
    """Measure a city.

    Args:
        city: any city.

    Raises:
        BadInput: a column is short, or holds what stands for nothing: it cannot be measured.
    """
    broken = violations(city)
    if any(broken.values()):
        _check_columns(city)
    return Quality(
        population=city.population,
        seed=city.seed,
        as_of=city.as_of,
        sha256=city.sha256(),
        facts=facts(city),
        margins=tuple(margin for part in PARTS for margin in part.margins(city)),
        joints=tuple(joint for part in PARTS for joint in part.joints(city)),
        predictions=tuple(predictions(city)),
        anchors=tuple(anchors(city)),
        violations=broken,
    )


def _check_columns(city: City) -> None:
    for check in columns.CHECKS:
        for rule, found in check(city).items():
            if count := int(np.sum(found)):
                where, but = f"city {city.population}:{city.seed}", f"{count} that break this"
                raise BadInput(where, f"arrays in which {rule}", but)


def facts(city: City) -> dict[str, float]:
    """Return how much there is of everything: rows of a table, unless the name says more.

    The stock of dwellings and who is registered there are those of the capital.
    """
    return {
        "persons": city.persons,
        "residents": city.population,
        "dead": int((city.died > 0).sum()),
        "generations": generations(city),
        "birth_acts_recorded": int(city.act_recorded.sum()),
        "marriages": len(city.spouse_a),
        **kin_counts(city),
        "adoptions": len(city.adopted_child),
        **_homes(city),
        "ownerships": len(city.owner),
        "registrations": len(city.registered_person),
        "enrolments": len(city.student),
        "id_cards": len(city.card_holder),
        "guardianships": len(city.ward),
        "incapacities": len(city.incapacitated_person),
        "kinship_pairs_of_the_mart": len(city.mart_person),
    }


def _homes(city: City) -> dict[str, float]:
    here = city.dwelling_city == ASTANA
    living = np.bincount(city.home[city.home >= 0], minlength=city.dwellings)[here]
    registered = np.bincount(city.registered_dwelling, minlength=city.dwellings)[here]
    area = area_m2(city)
    lived_in = living[living > 0]
    return {
        "dwellings": int(here.sum()),
        "dwellings_lived_in": len(lived_in),
        "people_in_a_dwelling_lived_in": round(float(lived_in.mean()), 2),
        "total_area_m2": round(area),
        "m2_per_registered_person": round(area / max(1, int(registered.sum())), 2),
        "most_registered_in_a_dwelling": int(registered.max()),
    }


def document(found: Quality) -> dict[str, Any]:
    """Return the report as a ``tirkeu.quality/1`` document (docs/evidence.md).

    Args:
        found: the quality of a city.

    Returns:
        Plain numbers, texts, lists and tables; the same city gives the same document.
    """
    return {
        "format": FORMAT,
        "population": found.population,
        "seed": found.seed,
        "as_of": _iso(found.as_of),
        "sha256": found.sha256,
        "holds": found.holds,
        "facts": dict(found.facts),
        "margins": [_distribution(m) | _judged(found, m) for m in found.margins],
        "joints": [_distribution(joint) for joint in found.joints],
        "predictions": [_prediction(each) for each in found.predictions],
        "anchors": [_anchor(each) for each in found.anchors],
        "integrity": [{"rule": rule, "count": count} for rule, count in found.violations.items()],
    }


def _distribution(margin: Margin) -> dict[str, Any]:
    figure = evidence.figure(margin.source)
    return {
        "name": margin.name,
        "source": margin.source,
        "kind": figure.kind,
        "as_of": figure.as_of,
        "counted": margin.counted,
        "tvd": _rounded(margin.tvd),
        "srmse": _rounded(margin.srmse),
        "chance": _rounded(chance(margin)),
        "classes": list(_classes(margin)),
    }


def _judged(found: Quality, margin: Margin) -> dict[str, Any]:
    off, allowed = margin.relative, relative_limit(margin)
    return {
        "limit": _rounded(found.limit(margin)),
        "relative": None if off is None else _rounded(off),
        "relative_limit": None if allowed is None else _rounded(allowed),
        "is_ratio": margin.is_ratio,
        "verdict": found.verdict(margin),
    }


def _classes(margin: Margin) -> Iterator[dict[str, Any]]:
    for code, target, got in zip(margin.classes, margin.target, margin.got, strict=True):
        yield {"class": code, "target": _rounded(target), "got": _rounded(got)}


def _prediction(each: Prediction) -> dict[str, Any]:
    return {
        "name": each.name,
        **_published(each.figure),
        "published": each.published,
        "predicted": _rounded(each.predicted),
        "difference": _rounded(each.difference),
        "side": each.side,
        "counted": each.counted,
        "title": dict(each.title),
        "meaning": dict(each.meaning),
    }


def _anchor(each: Anchor) -> dict[str, Any]:
    return {
        "name": each.name,
        "figure": each.key,
        **_published(each.figure),
        "published": _rounded(each.published),
        "found": _rounded(each.found),
        "difference": _rounded(each.difference),
        "title": dict(each.title),
        "meaning": dict(each.meaning),
    }


def _published(figure: evidence.Figure) -> dict[str, Any]:
    """Return how a figure is known; its value may have been made comparable first."""
    return {name: getattr(figure, name) for name in ("unit", "as_of", "source", "kind")}


def _rounded(value: float) -> float:
    return round(float(value), DIGITS)


def _iso(day: int) -> str:
    return f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"
