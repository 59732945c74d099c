"""Who moves in where a household has a place: kin of the head or of the spouse before others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from synthetic_data.draws import Ints, Random


@dataclass(frozen=True, slots=True)
class Lines:
    """Heads of units and their ancestors, rows of the roll; -1 for none.

    Args:
        couple: head of each unit, and the spouse who lives in it.
        mother: mother of each person, -1 for none, whether or not a resident.
        father: father of each person.
    """

    couple: tuple[Ints, Ints]
    mother: Ints
    father: Ints

    def parents(self, who: Ints) -> tuple[Ints, Ints]:
        """Return mothers and fathers of persons, -1 for none and for those of nobody.

        Args:
            who: persons, -1 for nobody.
        """
        mother, father = (
            np.where(who >= 0, column[who], -1) for column in (self.mother, self.father)
        )
        return mother, father


def matched(wanted: Ints, offered: Ints) -> tuple[Ints, Ints]:
    """Return the places of pairs of equal keys, nobody twice; keys below 0 are equal to none.

    Args:
        wanted: keys.
        offered: keys.
    """
    left, right = (
        known[np.argsort(keys[known], kind="stable")]
        for keys, known in ((keys, np.flatnonzero(keys >= 0)) for keys in (wanted, offered))
    )
    mine, theirs = wanted[left], offered[right]
    rank = np.arange(len(mine)) - np.searchsorted(mine, mine)
    at = np.searchsorted(theirs, mine) + rank
    good = np.flatnonzero(at < len(theirs))
    good = good[theirs[at[good]] == mine[good]]
    return left[good], right[at[good]]


def with_kin(lines: Lines, free: Ints, elders: Ints) -> Ints:
    """Return a mask of the units with kin among the free: a sibling, or a parent who may move in.

    Args:
        lines: heads and ancestors.
        free: units of people who may move in.
        elders: a mask over the units, true where a parent may move in.
    """
    person = lines.couple[0][free]
    mine = np.zeros(len(lines.mother), bool)
    mine[person] = True
    mask = np.zeros(len(lines.couple[0]), bool)
    for column in (lines.mother, lines.father):
        known = column[person]
        has = np.zeros(len(column), bool)
        has[known[known >= 0]] = True
        for who in lines.couple:
            parent = np.where(who >= 0, column[who], -1)
            mask |= (parent >= 0) & (has[parent] | (mine[parent] & elders))
    return mask


def lodged(lines: Lines, places: Ints, pool: Ints, elders: Ints, random: Random) -> Ints:
    """Return the place that each unit of the pool gets, -1 for none: kin first, then anybody.

    Kin are siblings, parents, grandchildren, nephews and nieces of the head or of the
    spouse; nobody is placed with a parent, who would be a child of the household.

    Args:
        lines: heads and ancestors.
        places: unit of each free place; a unit may have several.
        pool: units of one person each who may move in.
        elders: a mask over the places, true where a parent may move in.
        random: the stream of this step.
    """
    place = np.full(len(pool), -1, np.int32)
    open_ = random.permutation(len(places))
    for wanted, offered, good in _ties(lines, places, pool, elders):
        left, right = np.flatnonzero(place < 0), open_
        at, who = matched(np.where(good, wanted, -1)[right], offered[left])
        at, who = right[at], left[who]
        fits = _apart(lines, places[at], pool[who])
        place[who[fits]] = at[fits]
        taken = np.zeros(len(places), bool)
        taken[at[fits]] = True
        open_ = open_[~taken[open_]]
    rest = random.permutation(np.flatnonzero(place < 0))[: len(open_)]
    place[rest] = open_[: len(rest)]
    return np.where(place >= 0, places[place] if len(places) else -1, -1)


def _ties(
    lines: Lines, places: Ints, pool: Ints, elders: Ints
) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Yield keys of the places and of the pool that are equal for kin, and where they count."""
    couple = [who[places] for who in lines.couple]
    person = lines.couple[0][pool]
    parents, anywhere = lines.parents(person), np.ones(len(places), bool)
    above = [lines.parents(who) for who in couple]
    for pair, line in product(above, range(2)):
        yield pair[line], person, elders
    for pair, line in product(above, range(2)):
        yield pair[line], parents[line], anywhere
    grand = [column for parent in parents for column in lines.parents(parent)]
    for who, column in product(couple, grand):
        yield who, column, anywhere
    for pair, column in product(above, grand[::2]):
        yield pair[0], column, anywhere


def _apart(lines: Lines, places: Ints, pool: Ints) -> Ints:
    """Return a mask of pairs where no parent of the newcomer is the head or the spouse."""
    mask = np.ones(len(places), bool)
    for parent, who in product(lines.parents(lines.couple[0][pool]), lines.couple):
        mask &= (parent < 0) | (parent != who[places])
    return mask
