"""Moves by relation to the owner: kin along the family, strangers to any owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.demand.applications import Bools, Ints
from simulation.demand.free import Moves
from simulation.demand.kindred import NOBODY, Floats, Kindred
from simulation.demand.mix import ALREADY, NO_COURSE, STUDENT
from simulation.demand.pairs import STEPS, UNNAMED, WAYS, could_be, few
from simulation.demand.people import People

HOUSING, TENANT, HIMSELF = (
    "organisation_housing",
    "tenant_no_kin",
    "owner_himself",
)


@dataclass(frozen=True, slots=True, eq=False)
class Movers:
    """Asks people where they would move.

    Args:
        people: of the city on a day.
        kin: of the city on the same day.
        random: draws; every question takes new ones.
    """

    people: People
    kin: Kindred
    random: np.random.Generator

    def few(self) -> dict[str, Ints]:
        """Return who may have a relation to some owner, where not everybody may, shuffled."""
        people = self.people
        found = {**few(self.kin), STUDENT: people.students, NO_COURSE: people.no_course}
        found[ALREADY] = people.registered
        return {name: self.random.permutation(who) for name, who in found.items()}

    def ask(self, relation: str, applicant: Ints) -> Moves:
        """Return where each would move in a relation to the owner; some would nowhere.

        Args:
            relation: one of the mix, or that of those registered there already.
            applicant: persons, nobody twice.
        """
        if relation == ALREADY:
            nobody = np.full(len(applicant), NOBODY, np.int32)
            return Moves(applicant, nobody, self.people.place[applicant], nobody.astype(np.int8))
        if relation in WAYS:
            return self._kin(relation, applicant)
        return self._strangers(relation, applicant)

    def _draw(self, count: int) -> Floats:
        return self.random.random(count, np.float32)

    def _kin(self, relation: str, applicant: Ints) -> Moves:
        applicant = applicant[could_be(self.kin, relation, applicant)]
        draws = tuple(self._draw(len(applicant)) for _ in range(STEPS))
        found = WAYS[relation](self.kin, applicant, draws)
        dwelling = self.people.own.one_of(found.owner, self._draw(len(applicant)))
        some = np.flatnonzero(dwelling >= 0)
        moves = Moves(applicant, found.owner, dwelling, found.side).only(some)
        return moves.only(self._fits(relation, moves, found.through[some]))

    def _fits(self, relation: str, moves: Moves, through: Ints) -> Ints:
        """Return the rows of moves that are what the relation says and nothing nearer."""
        people, who, dwelling = self.people, moves.applicant, moves.dwelling
        fits = people.may_apply(who, dwelling)
        if relation != HIMSELF:
            fits &= (who != moves.owner) & ~people.owns(who, dwelling)
            fits &= ~people.owns(through, dwelling)
        if relation in UNNAMED:
            fits &= ~self._is_near_any(who, dwelling)
        return np.flatnonzero(fits)

    def _is_near_any(self, who: Ints, dwelling: Ints) -> Bools:
        """Say who is near kin of some owner of the dwelling, by whomever it was found."""
        return self.people.any_owner(
            dwelling, lambda rows, owner: self.kin.is_near(who[rows], owner)
        )

    def _strangers(self, relation: str, applicant: Ints) -> Moves:
        people, draw = self.people, self._draw(len(applicant))
        if not len(people.let):
            return Moves(*(np.empty(0, np.int32),) * 4)
        owner, dwelling = people.some_owner(draw)
        if relation == HOUSING:
            owner, dwelling = np.full_like(owner, NOBODY), people.some_house(draw)
        moves = Moves(applicant, owner, dwelling, np.full(len(owner), NOBODY, np.int8))
        fits = people.may_apply(applicant, dwelling) & ~people.owns(applicant, dwelling)
        fits &= ~self._is_near_any(applicant, dwelling)
        return moves.only(np.flatnonzero(fits))

    def relation_beside(self, of_leader: str, moves: Moves) -> dict[str, Bools]:
        """Say what each mover is to the owner if he moves in beside somebody who lives with him.

        Args:
            of_leader: the relation of those beside whom they move.
            moves: with the owners of the leaders.

        Returns:
            Relation → whether it is true; those of one mover exclude each other.
        """
        kin, who, owner = self.kin, moves.applicant, moves.owner
        stranger = ~self._is_near_any(who, moves.dwelling)
        if of_leader == TENANT:
            return {TENANT: stranger}
        parent = kin.parent[:, who]
        found = {
            "spouse": kin.spouse[who] == owner,
            "child": kin.is_parent(owner, who),
            "parent": kin.is_parent(who, owner),
            "grandchild": kin.is_grandparent(owner, who),
            "in_law_other_way": kin.is_parent(owner, kin.spouse[who])
            & stranger
            & ~self.people.owns(kin.spouse[who], moves.dwelling),
        }
        found["grandchild"] &= ~self.people.owns(parent[0], moves.dwelling)
        found["grandchild"] &= ~self.people.owns(parent[1], moves.dwelling)
        return found


BESIDE: Final = ("spouse", "child", "parent", "grandchild", "in_law_other_way", TENANT)
"""Relations of those who may move in beside somebody who lives with them."""
