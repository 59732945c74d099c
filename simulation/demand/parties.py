"""Who moves in beside somebody who lives with them, as what to the owner."""

from __future__ import annotations

from typing import Final

import numpy as np

from simulation.demand.applications import Bools, Ints
from simulation.demand.free import Free, Moves
from simulation.demand.kindred import FATHER, MOTHER, NOBODY, Groups, Kindred
from simulation.demand.movers import BESIDE, Movers
from simulation.demand.pairs import WAYS
from simulation.demand.rows import Rows, joined, moved_in

ROUNDS: Final = 6
"""How often those who move are asked for one more who comes along."""

OF_CHILDREN, OF_SIBLINGS = (1, 3), (2,)
"""Rounds in which people from outside bring a child, or a sibling."""


def with_companions(
    rows: Rows, wanted: Ints, relations: list[str], stock: tuple[Movers, Free]
) -> Rows:
    """Return rows with others who move into the same dwellings beside them.

    Args:
        rows: those who may be followed.
        wanted: how many companions, one row a relation, one column an origin.
        relations: of the mix.
        stock: who is asked, and who can still be drawn; takes those who come along.
    """
    movers, free = stock
    known = movers.people.home[:-1]
    able = np.flatnonzero(movers.people.able[:-1]).astype(np.int32)
    homes = Groups.of(known[able], able, int(known.max(initial=0)) + 1)
    kin = np.array([name in WAYS for name in relations])
    leading = (kin | (np.arange(len(relations)) == relations.index(BESIDE[-1])))[rows.relation]
    parts, wanted = [rows], wanted.copy()
    for turn in range(ROUNDS):
        leader = movers.random.permutation(np.flatnonzero(leading & (rows.moves.owner >= 0)))
        mates = _mates(movers, homes, rows.moves.applicant[leader], turn)
        leader, moves = _able_to_follow(movers, free, rows, leader, mates)
        arrival, left = movers.people.outside[moves.applicant], np.ones(len(leader), bool)
        for relation, which in _relations(movers, rows, leader, moves, relations):
            code = relations.index(relation)
            chosen = _first(which & left, arrival, wanted[code])
            left[chosen] = False
            free.take(moves.only(chosen))
            parts.append(moved_in(moves.only(chosen), code, arrival[chosen], leader[chosen]))
            wanted[code] -= np.bincount(arrival[chosen], minlength=2)
    return joined(parts)


def _mates(movers: Movers, homes: Groups, who: Ints, turn: int) -> Ints:
    """Return somebody who may live with each: the spouse first, then anybody of the home.

    No home is known outside of the capital: there it is a child, a sibling, and at last anybody,
    as tenants share a flat with others than kin.
    """
    if turn == 0:
        return movers.kin.spouse_of(who)
    first, second = movers.random.random((2, len(who)), np.float32)
    home = movers.people.home[who]
    if turn in OF_CHILDREN:
        away = movers.kin.child_of(who, first)
    elif turn in OF_SIBLINGS:
        away = movers.kin.sibling_of(who, (second, first))[0]
    else:
        away = movers.people.somebody_away(first)
    return np.where(home >= 0, homes.one_of(home, first), away)


def _able_to_follow(
    movers: Movers, free: Free, rows: Rows, leader: Ints, mates: Ints
) -> tuple[Ints, Moves]:
    """Return the leaders whose mate can come along, and the moves of the mates, each once."""
    people, dwelling = movers.people, rows.moves.dwelling[leader]
    fits = (mates >= 0) & (mates != rows.moves.applicant[leader])
    fits &= people.lives_with(mates, rows.moves.applicant[leader])
    fits &= people.may_apply(mates, dwelling) & ~people.owns(mates, dwelling)
    fits &= free.may(mates, dwelling)
    some = np.flatnonzero(fits)
    once = np.sort(some[np.unique(mates[some], return_index=True)[1]])
    who, owner = mates[once], rows.moves.owner[leader[once]]
    return leader[once], Moves(who, owner, dwelling[once], _sides(movers.kin, who, owner))


def _sides(kin: Kindred, who: Ints, owner: Ints) -> Ints:
    """Return the side on which each is the owner's grandchild, as he would state it (RES-10)."""
    through = [kin.is_parent(owner, parent[who]) for parent in kin.parent]
    return np.select(through, (FATHER, MOTHER), NOBODY).astype(np.int8)


def _relations(
    movers: Movers, rows: Rows, leader: Ints, moves: Moves, relations: list[str]
) -> list[tuple[str, Bools]]:
    """Return what each mate would be to the owner, a mask a relation."""
    tenant = rows.relation[leader] == relations.index(BESIDE[-1])
    found = []
    for of_leader, which in (("", ~tenant), (BESIDE[-1], tenant)):
        some = np.flatnonzero(which)
        for name, true in movers.relation_beside(of_leader, moves.only(some)).items():
            mask = np.zeros(len(tenant), bool)
            mask[some] = true
            found.append((name, mask))
    return found


def _first(which: Bools, arrival: Bools, wanted: Ints) -> Ints:
    """Return the first rows of each origin, as many as are wanted."""
    chosen = [
        np.flatnonzero(which & (arrival == bool(origin)))[: max(int(count), 0)]
        for origin, count in enumerate(wanted)
    ]
    return np.sort(np.concatenate(chosen))
