"""Kin who are refused because an act is missing, and which defect of the register it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from simulation.impact.alike import Alike
from simulation.impact.claims import NOTHING, confirming_bits, statements
from simulation.impact.kin_claims import kin_claims
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
        row: those applications, rows of the year.
        alike: their pairs with all their owners.
        recorded: the facts of each kind of pair that the acts on file show.
        complete: those that complete acts would show.
        mended: those that the acts would show if one defect had never struck, by its code.
    """

    row: Ints
    alike: Alike
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
        cause = np.full((len(self.alike.first) + 1, NOTHING + 1), CAUSES.index(SEVERAL), np.int8)
        for defect in reversed(DEFECTS[1:]):
            cause[self._confirmed(self.mended[defect], readings)] = CAUSES.index(defect)
        false = self._confirmed(self.complete, readings)
        cause[~false | self._confirmed(self.recorded, readings)] = RIGHT
        column = np.full(asked.count, RIGHT, np.int8)
        stated = statements(asked, readings.exemptions)[self.row]
        column[self.row] = cause[self.alike.which, stated]
        return column

    def _confirmed(self, found: Ints, readings: Readings) -> Bools:
        """Say what acts would confirm, one row a class of applications, one column a statement."""
        bits = self.alike.together(confirming_bits(found, readings), readings.co_owner)
        return np.asarray(bits[:, None] >> np.arange(NOTHING + 1, dtype=np.int16) & 1, bool)


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
    found = np.stack([recorded[pairs], complete[pairs], *mended.values()])
    kinds, kind = np.unique(found, axis=1, return_inverse=True)
    return Gaps(
        few.row,
        Alike.of(kind.reshape(-1), few.pairs),
        kinds[0],
        kinds[1],
        dict(zip(mended, kinds[2:], strict=True)),
    )


def false_refusals(causes: Ints, refused: Bools) -> FalseRefusals:
    """Count the false refusals by cause, the causes in the order of the catalogue.

    Args:
        causes: why a claim is not confirmed though it is true, one row an application.
        refused: whose kinship was not confirmed in the end.
    """
    counts = np.bincount(causes[refused & (causes != RIGHT)], minlength=len(CAUSES))
    return FalseRefusals(int(counts.sum()), dict(zip(CAUSES, counts.tolist(), strict=True)))
