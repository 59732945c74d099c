"""Kin who are refused because an act is missing, and which defect of the register it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from simulation.impact.claims import statements
from simulation.impact.kin_claims import KinClaims, kin_claims
from simulation.impact.results import FalseRefusals
from synthetic_data.city import DEFECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.readings import Readings
    from simulation.demand.applications import Applications, Bools, Ints
    from simulation.demand.year import Year
    from simulation.impact.standing import Register

RIGHT: Final = -1
"""No false refusal: the acts confirm, or complete ones would not either."""

SEVERAL: Final = "several"
CAUSES: Final = (*DEFECTS[1:], SEVERAL)
"""Why a refusal is false; a column of causes holds places in here."""


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """Applications of kin whose facts on file are not the true ones.

    Attributes:
        claims: those applications, with all their owners.
        recorded: the facts of each pair that the acts on file show.
        complete: those that complete acts would show.
        mended: those that the acts would show if one defect had never struck, by its code.
    """

    claims: KinClaims
    recorded: Ints
    complete: Ints
    mended: Mapping[str, Ints]

    def causes(self, asked: Applications, readings: Readings) -> Ints:
        """Return why each application's claim is not confirmed though it is true.

        Args:
            asked: all applications of the year.
            readings: how kinship is read.

        Returns:
            Places in ``CAUSES``, one row an application of the year; ``RIGHT`` for all others.
            Of several defects each of which would do alone, the first of the catalogue.
        """
        claims, stated = self.claims, statements(asked, readings.exemptions)
        false = claims.confirmed(self.complete, stated, readings)
        false &= ~claims.confirmed(self.recorded, stated, readings)
        cause = np.full(len(claims.row), CAUSES.index(SEVERAL), np.int8)
        for defect in reversed(DEFECTS[1:]):
            alone = claims.confirmed(self.mended[defect], stated, readings)
            cause[alone] = CAUSES.index(defect)
        column = np.full(asked.count, RIGHT, np.int8)
        column[claims.row[false]] = cause[false]
        return column


def gaps(year: Year, registers: Register, readings: Readings) -> Gaps:
    """Return where the acts on file fall short of the truth for a year of applications.

    Args:
        year: the applications.
        registers: the city on the day of filing.
        readings: ``adoption`` and ``spouse``, the readings on which facts depend.
    """
    day, claims = registers.day, kin_claims(year, registers)
    all_pairs = claims.extract
    recorded = all_pairs.facts(all_pairs.acts, day, readings)
    complete = all_pairs.facts(all_pairs.complete(), day, readings)
    differs = claims.having(recorded != complete)
    few, pairs = claims.only(differs), differs[claims.position()]
    mended = {
        defect: few.extract.facts(few.extract.mended(defect), day, readings)
        for defect in DEFECTS[1:]
    }
    return Gaps(few, recorded[pairs], complete[pairs], mended)


def false_refusals(causes: Ints, refused: Bools) -> FalseRefusals:
    """Count the false refusals by cause, the causes in the order of the catalogue.

    Args:
        causes: why a claim is not confirmed though it is true, one row an application.
        refused: whose kinship was not confirmed in the end.
    """
    counts = np.bincount(causes[refused & (causes != RIGHT)], minlength=len(CAUSES))
    return FalseRefusals(int(counts.sum()), dict(zip(CAUSES, counts.tolist(), strict=True)))
