"""What stating a category would be worth once the norm is reached (RES-09 to RES-11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.procedure import Verdict
from domain.readings import Readings
from domain.records import SIDES
from domain.residence.kinship import STUDENT, WITH_SIDE, confirms, masks
from simulation.demand.applications import CATEGORIES, Applications, Ints
from simulation.impact import endings

Held = TypeVar("Held", np.int16, np.bool_)

STATEMENTS: Final = tuple(
    (category, side)
    for category in CATEGORIES
    for side in (SIDES if category in WITH_SIDE else (None,))
)
"""What can be stated: a category, with a side where one goes with it."""

NOTHING: Final = len(STATEMENTS)
"""The statement of somebody who names no category."""

STUDIES: Final = 1 << STATEMENTS.index((STUDENT, None))
"""The bit of the one statement that no owner's kinship confirms."""


def confirming_bits(facts: Ints, readings: Readings) -> Ints:
    """Return which statements kinship facts confirm, a bit each in the order of ``STATEMENTS``.

    Args:
        facts: sets of facts about an applicant and an owner, bits of `Fact`.
        readings: how kinship is read.
    """
    bits = np.zeros(len(facts), np.int16)
    for place, (category, side) in enumerate(STATEMENTS):
        if category != STUDENT:
            confirmed = confirms(facts, masks(category, side, readings))
            bits |= confirmed.astype(np.int16) << np.int16(place)
    return bits


@dataclass(frozen=True, slots=True, eq=False)
class OwnerPairs:
    """Every applicant with every owner of his dwelling who is another person.

    Args:
        applicant: persons, one row a pair; the pairs of an application follow each other.
        owner: persons.
        first: row of the first pair of each application that has any.
        row: those applications.
        count: how many applications there are in all.
    """

    applicant: Ints
    owner: Ints
    first: Ints
    row: Ints
    count: int

    @classmethod
    def of(cls, applicant: Ints, position: Ints, owner: Ints) -> OwnerPairs:
        """Gather the pairs.

        Args:
            applicant: persons, one row an application.
            position: applications in order, one row an owner.
            owner: the owner.
        """
        other = owner != applicant[position]
        position = position[other]
        first = np.flatnonzero(np.diff(position, prepend=-1))
        return cls(
            applicant[position].astype(np.int32),
            owner[other].astype(np.int32),
            first,
            position[first],
            len(applicant),
        )

    def together(self, bits: NDArray[Held], co_owner: str) -> NDArray[Held]:
        """Return the bits or truths that hold with any owner, or under ``all`` with every one.

        The applicant himself counts as satisfied under ``all``, if somebody else owns too.
        """
        found = np.zeros(self.count, bits.dtype)
        if len(self.first):
            fold = np.bitwise_and if co_owner == "all" else np.bitwise_or
            found[self.row] = fold.reduceat(bits, self.first)
        return found


def statements(asked: Applications, exemptions: str) -> Ints:
    """Return what each would state from a list of exemptions, a place in ``STATEMENTS``.

    Args:
        asked: the applications; where a side goes with the category, one is stated (RES-09).
        exemptions: ``pilot_list`` or ``order_677``.
    """
    cell = (asked.stated(exemptions).astype(np.int16) + 1) * _PLACES.shape[1] + asked.side + 1
    places: Ints = _PLACES.take(cell)
    return places


def reached_ends(stated: Ints, confirmed: Ints) -> Ints:
    """Return how each ends once the norm is reached, places in ``ENDINGS``.

    Args:
        stated: places in ``STATEMENTS``, or ``NOTHING``.
        confirmed: bits of the statements that registers confirm.
    """
    holds = confirmed >> stated.astype(np.int16) & 1
    return _ENDS.take(stated.astype(np.int16) * 2 + holds)


def _places() -> Ints:
    """Return the statement of a category and a side; the first row and column stand for none."""
    table = np.full((len(CATEGORIES) + 1, len(SIDES) + 1), NOTHING, np.int8)
    for place, (category, side) in enumerate(STATEMENTS):
        columns = slice(None) if side is None else SIDES.index(side) + 1
        table[CATEGORIES.index(category) + 1, columns] = place
    return table


def _ends() -> Ints:
    both = [*map(_endings_of, STATEMENTS), (endings.NO_CATEGORY, endings.NO_CATEGORY)]
    return np.array([[endings.place(no), endings.place(yes)] for no, yes in both], np.int8)


def _endings_of(stated: tuple[str, str | None]) -> tuple[Verdict, Verdict]:
    category, _ = stated
    if category == STUDENT:
        return endings.NO_STUDIES, endings.STUDIES
    return endings.UNCONFIRMED[category], endings.CONFIRMED[category]


_PLACES: Final = _places()
_ENDS: Final = _ends()
