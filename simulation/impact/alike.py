"""Applications whose pairs with owners are of the same kinds: what one is told holds for all.

A city has hundreds of thousands of applicants with owners, but hundreds of ways of being kin to
them: readings are applied to the ways, then looked up for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from simulation.demand.applications import Ints
    from simulation.impact.claims import OwnerPairs

Held = TypeVar("Held", np.int16, np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Classes of applications that no reading of kinship tells apart.

    Attributes:
        kinds: of one application of each class, the kind of every pair, class by class.
        first: row of the first pair of each class.
        which: the class of each application; the last class is of those without any pair.
    """

    kinds: Ints
    first: Ints
    which: Ints

    @classmethod
    def of(cls, kind: Ints, pairs: OwnerPairs) -> Alike:
        """Put applications whose pairs are of the same kinds, in the same order, together.

        Args:
            kind: of each pair, codes from 0.
            pairs: the applications and their owners.
        """
        many = np.diff(pairs.first, append=len(kind))
        _, examples, named = np.unique(
            _names(kind, pairs.first, many), return_index=True, return_inverse=True
        )
        lengths = many[examples]
        first = np.cumsum(lengths) - lengths
        at = np.repeat(pairs.first[examples] - first, lengths) + np.arange(lengths.sum())
        which = np.full(pairs.count, len(examples), np.int32)
        which[pairs.row] = named
        return cls(kind[at], first, which)

    def together(self, bits: NDArray[Held], co_owner: str) -> NDArray[Held]:
        """Return the bits or truths that hold with any owner, or under ``all`` with every one.

        Args:
            bits: one row a kind.
            co_owner: the reading.

        Returns:
            One row a class; nothing holds of those without a pair.
        """
        found = np.zeros(len(self.first) + 1, bits.dtype)
        if len(self.first):
            fold = np.bitwise_and if co_owner == "all" else np.bitwise_or
            found[:-1] = fold.reduceat(bits[self.kinds], self.first)
        return found


def _names(kind: Ints, first: Ints, many: Ints) -> Ints:
    """Return a number for each sequence of kinds, the same for equal ones."""
    name, kinds = kind[first].astype(np.int64), int(kind.max(initial=0)) + 1
    taken = kinds
    for place in range(1, int(many.max(initial=0))):
        longer = np.flatnonzero(many > place)
        pair = name[longer] * kinds + kind[first[longer] + place]
        different, named = np.unique(pair, return_inverse=True)
        name[longer] = taken + named
        taken += len(different)
    return name
