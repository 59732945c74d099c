"""Who has not applied yet: a resident applies once, an arrival may stand for others like him."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.demand.applications import Bools, Ints
from simulation.demand.kindred import NOBODY
from simulation.demand.people import People
from simulation.demand.quotas import ARRIVAL, RESIDENT

MOST_LIKE_HIM: Final = 3
"""How often a person from outside may apply, each time for another dwelling."""

TURNS: Final = 4
"""How often people are asked whom they would move in with before a quota falls short."""

SMALLEST, LARGEST = 1 << 12, 1 << 18
"""How many people are asked at a time: more and more, while too few are found."""


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """People who would move into a dwelling, one row each.

    Args:
        applicant: persons.
        owner: the owner by whom the dwelling was found, -1 for an organisation.
        dwelling: of the capital.
        side: the side through which the two are kin, -1 none.
    """

    applicant: Ints
    owner: Ints
    dwelling: Ints
    side: Ints

    def only(self, which: Ints) -> Moves:
        """Return some of the rows."""
        columns = (self.applicant, self.owner, self.dwelling, self.side)
        return Moves(*(column[which] for column in columns))


Attempt = Callable[[Ints], Moves]
"""Asks people, each once, where they would move; those who would nowhere are left out."""


class Free:
    """Who can still be drawn, and what was drawn of them; taking somebody changes it.

    Args:
        people: of the city.
        random: shuffles them.
    """

    def __init__(self, people: People, random: np.random.Generator) -> None:
        outside = people.outside
        self._people = people
        self._most = np.where(outside, MOST_LIKE_HIM, 1).astype(np.int8)
        self._taken = np.full((MOST_LIKE_HIM, len(outside)), NOBODY, np.int32)
        self._uses = np.zeros(len(outside), np.int8)
        who = np.flatnonzero(people.able).astype(np.int32)
        random.shuffle(who)
        self._order = {RESIDENT: who[~outside[who]], ARRIVAL: who[outside[who]]}

    def queue(self, origin: int, among: Ints | None) -> Ints:
        """Return those of an origin in shuffled order; of arrivals, the unused first.

        Args:
            origin: ``RESIDENT`` or ``ARRIVAL``.
            among: persons, shuffled, of whom to take those able to apply; None: everybody.
        """
        order = self._order[origin]
        if among is not None:
            here = self._people.outside[among] == (origin == ARRIVAL)
            order = among[here & self._people.able[among]]
        if origin == RESIDENT:
            return order
        return order[np.argsort(self._uses[order], kind="stable")]

    def unused(self, who: Ints) -> Bools:
        """Say who has never applied."""
        return np.asarray(self._uses[who] == 0)

    def may(self, applicant: Ints, dwelling: Ints) -> Bools:
        """Say who can still apply, and did not for the same dwelling."""
        uses = self._uses[applicant]
        fits = uses < self._most[applicant]
        again = np.flatnonzero(fits & (uses > 0))
        asked_before = self._taken[:, applicant[again]] == dwelling[again]
        fits[again] = ~asked_before.any(axis=0)
        return np.asarray(fits)

    def take(self, moves: Moves) -> None:
        """Count moves as drawn; nobody may be among them twice."""
        self._taken[self._uses[moves.applicant], moves.applicant] = moves.dwelling
        self._uses[moves.applicant] += 1

    def draw(self, queue: Ints, wanted: int, attempt: Attempt) -> list[Moves]:
        """Take as many moves as are wanted, or as there are, from people in a queue.

        Args:
            queue: persons, nobody twice.
            wanted: moves.
            attempt: asks some of them.
        """
        found: list[Moves] = []
        start, turn, size = 0, 0, max(SMALLEST, 4 * wanted)
        while wanted > 0 and turn < TURNS:
            block = queue[start : start + size]
            moves = attempt(block[self._uses[block] < self._most[block]])
            fits = np.flatnonzero(self.may(moves.applicant, moves.dwelling))[:wanted]
            found.append(moves.only(fits))
            self.take(found[-1])
            wanted -= len(fits)
            start, size = start + size, min(2 * size, LARGEST)
            if start >= len(queue):
                start, turn = 0, turn + 1
        return found
