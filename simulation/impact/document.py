"""The results of one setting as a document of ``tirkeu.impact/1``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from domain.explanation import decimal

if TYPE_CHECKING:
    from simulation.impact.curves import Curve
    from simulation.impact.results import Range, ReadingEffect, Result
    from simulation.impact.setting import Setting
    from simulation.impact.study import Study

FORMAT: Final = "tirkeu.impact/1"
WHOLE: Final = 1000
"""Thousandths in a whole."""


def document(study: Study, setting: Setting, norms: range | None = None) -> dict[str, Any]:
    """Return everything that one setting does, ready to be written as JSON.

    The same city, day, seed and setting give the same document.

    Args:
        study: of the city and the day.
        setting: the norm, the law's other values, the readings.
        norms: tenths of m² of the curve, both ends inside; None: without a curve.
    """
    result = study.result(setting)
    found = {
        **_head(study, setting),
        "dwellings": asdict(result.stock),
        "applications": {
            "total": result.total,
            "static": [asdict(end) for end in result.static],
            "sequential": [asdict(end) for end in result.sequential],
        },
        "ranges": [_range(each) for each in study.ranges(setting)],
        **_findings(result),
        "readings_effects": [_effect(each) for each in study.reading_effects(setting)],
    }
    if norms is not None:
        found["curve"] = _curve(study.curve_at(setting, norms))
    return found


def _head(study: Study, setting: Setting) -> dict[str, Any]:
    year = study.day.year
    readings = {name: getattr(setting.readings, name) for name in setting.moved()}
    return {
        "format": FORMAT,
        "date": study.day.isoformat(),
        "norm_m2": decimal(setting.norm_tenths),
        "useful_to_total": setting.law.useful_permille / WHOLE,
        "readings": readings,
        "population": study.city.population,
        "seed": study.city.seed,
        "year": [date(year, 1, 1).isoformat(), date(year + 1, 1, 1).isoformat()],
    }


def _range(found: Range) -> dict[str, Any]:
    return {
        "headline": found.headline,
        "low": found.low,
        "value": found.value,
        "high": found.high,
        "assumptions": [asdict(swing) for swing in found.swings],
    }


def _findings(result: Result) -> dict[str, Any]:
    return {
        "persons_turned_away": result.persons_turned_away,
        "households": asdict(result.households),
        "kept_out": [asdict(group) for group in result.kept_out],
        "false_refusals": {
            "total": result.false_refusals.total,
            "by_cause": dict(result.false_refusals.by_cause),
        },
        "hall_in_full": result.hall_in_full,
        "rubber_flats": asdict(result.rubber),
        "service_centres": asdict(result.centres),
        "by": {name: [asdict(group) for group in groups] for name, groups in result.by.items()},
    }


def _effect(effect: ReadingEffect) -> dict[str, Any]:
    return {
        "reading": effect.name,
        "value": effect.value,
        "refused_change": effect.change,
        "applications_moved": effect.moved,
    }


def _curve(curve: Curve) -> list[dict[str, Any]]:
    return [
        {
            "norm_m2": decimal(alone.norm_tenths),
            "open": alone.open,
            "admitted_by_norm_static": alone.by_norm,
            "refused_static": alone.turned_away,
            "admitted_by_norm_sequential": in_order.by_norm,
            "refused_sequential": in_order.turned_away,
        }
        for alone, in_order in zip(curve.static, curve.sequential, strict=True)
    ]
