"""Applications of kin, to be looked at again under other acts than those on file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from simulation.demand.pairs import WAYS
from simulation.impact.claims import OwnerPairs, confirming_bits
from simulation.impact.kin_extract import Extract, extract

if TYPE_CHECKING:
    from domain.readings import Readings
    from simulation.demand.applications import Bools, Ints
    from simulation.demand.year import Year
    from simulation.impact.standing import Register

HIMSELF: Final = "owner_himself"


@dataclass(frozen=True, slots=True, eq=False)
class KinClaims:
    """Applications of those who are kin to an owner, and their pairs with every owner.

    Attributes:
        row: rows of the year.
        pairs: applicants and owners, the applications numbered as in ``row``.
        extract: the same pairs with everybody through whom they can be kin.
    """

    row: Ints
    pairs: OwnerPairs
    extract: Extract

    def confirmed(self, found: Ints, stated: Ints, readings: Readings) -> Bools:
        """Say which of the applications acts would confirm as they are stated, one a ``row``.

        Args:
            found: the facts of each pair, bits of `Fact`.
            stated: what every application of the year states, places in ``claims.STATEMENTS``.
            readings: how kinship is read; under ``co_owner = all`` every owner must be kin.
        """
        bits = self.pairs.together(confirming_bits(found, readings), readings.co_owner)
        return np.asarray(bits >> stated[self.row] & 1, bool)

    def having(self, which: Bools) -> Bools:
        """Return a mask of the applications of which some pair is among those marked.

        Args:
            which: one truth a pair.
        """
        return self.pairs.together(which, "any")

    def position(self) -> Ints:
        """Return the application of each pair, a place in ``row``."""
        many = np.diff(self.pairs.first, append=len(self.pairs.owner))
        return np.repeat(self.pairs.row, many)

    def only(self, which: Bools) -> KinClaims:
        """Return some of the applications, with an extract of their own.

        Args:
            which: one truth a ``row``.
        """
        kept, position = self.row[which], self.position()
        pairs = which[position]
        smaller = extract(self.extract.acts, self.extract.a[pairs], self.extract.o[pairs])
        name = np.cumsum(which) - 1
        applicant = np.full(len(kept), -1, np.int32)
        applicant[name[position[pairs]]] = self.pairs.applicant[pairs]
        named = OwnerPairs.of(applicant, name[position[pairs]], self.pairs.owner[pairs])
        return KinClaims(kept, named, smaller)


def kin_claims(year: Year, registers: Register) -> KinClaims:
    """Return the applications of a year by kin of the owner; owners themselves are none.

    Strangers are left out whatever they state: they are kin to nobody whom they apply to.

    Args:
        year: the applications.
        registers: the city on the day of filing.
    """
    kin = [name in WAYS and name != HIMSELF for name in year.relations]
    row = np.flatnonzero(np.array(kin)[year.relation])
    applicant = year.asked.applicant[row]
    pairs = OwnerPairs.of(applicant, *registers.owners.of(year.asked.dwelling[row]))
    return KinClaims(row, pairs, extract(registers.city, pairs.applicant, pairs.owner))
