"""What registers would answer if they held other acts: looked up anew only where it matters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from simulation.impact.claims import STUDIES, OwnerPairs, confirming_bits
from simulation.impact.kin_extract import OtherActs, extract

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.readings import Readings
    from simulation.demand.applications import Bools, Ints
    from simulation.impact.prepared import Answers, Prepared
    from simulation.impact.standing import Register


@dataclass(frozen=True, slots=True, eq=False)
class OtherFacts:
    """Where kinship or a representative is another under other acts.

    Attributes:
        row: rows of the pool.
        pairs: their applicants and owners, the rows numbered as in ``row``.
        facts: the facts of each pair, bits of `Fact`.
        represented: dwellings whose protected owner has a representative now and had none.
        alone: dwellings of which it is the other way round.
    """

    row: Ints
    pairs: OwnerPairs
    facts: Ints
    represented: Ints
    alone: Ints

    def answers(self, usual: Answers, where: Ints, readings: Readings) -> Answers:
        """Return what registers answer, one row a possible application.

        Args:
            usual: what they answer with the acts on file.
            where: the dwelling of each row.
            readings: the readings of ``usual``.
        """
        bits = self.pairs.together(confirming_bits(self.facts, readings), readings.co_owner)
        confirmed = usual.confirmed.copy()
        confirmed[self.row] = bits | (confirmed[self.row] & np.int16(STUDIES))
        represented = usual.represented | np.isin(where, self.represented)
        return replace(
            usual, confirmed=confirmed, represented=represented & ~np.isin(where, self.alone)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The pairs of a pool that other acts are looked up for.

    Attributes:
        prepared: what registers answer about the pool.
        registers: the city on the day of filing.
        rows: a mask of the rows of the pool that are wanted.
        readings: ``adoption`` and ``spouse``, the readings on which facts depend.
    """

    prepared: Prepared
    registers: Register
    rows: Bools
    readings: Readings


def touched(asked: Asked, others: Sequence[OtherActs]) -> list[Ints]:
    """Return, for each of some other records, the pairs on whose kinship its acts may tell.

    Args:
        asked: the pairs.
        others: the records, fifteen at most.
    """
    wanted = np.flatnonzero(asked.rows[_rows(asked)])
    near = _near(asked, wanted, others)
    return [wanted[near & (1 << place) > 0] for place in range(len(others))]


def _near(asked: Asked, wanted: Ints, others: Sequence[OtherActs]) -> Ints:
    """Return, a bit a record, on which pairs' kinship its other acts may tell."""
    city, pairs = asked.registers.city, asked.prepared.pairs
    marks = np.zeros(city.persons, np.int16)
    for place, other in enumerate(others):
        marks[other.people(city)] |= np.int16(1 << place)
    every = extract(city, pairs.applicant[wanted], pairs.owner[wanted])
    return every.leaning(marks[every.person])


def other_facts(asked: Asked, other: OtherActs, pair: Ints) -> OtherFacts:
    """Return what is different under another record.

    Args:
        asked: the pairs.
        other: the record.
        pair: those of the pairs that may differ.
    """
    pairs, registers, readings = asked.prepared.pairs, asked.registers, asked.readings
    usual = asked.prepared.facts(readings.adoption, readings.spouse)
    few = extract(registers.city, pairs.applicant[pair], pairs.owner[pair])
    found = few.facts(few.recorded_as(other), registers.day, readings)
    differs = found != usual[pair]
    row, changed = _rows(asked), np.zeros(pairs.count, bool)
    changed[row[pair[differs]]] = True
    kept = np.flatnonzero(changed[row])
    facts = usual[kept]
    facts[np.searchsorted(kept, pair[differs])] = found[differs]
    rows = np.flatnonzero(changed)
    named = _renumbered(pairs, kept, np.searchsorted(rows, row[kept]))
    return OtherFacts(rows, named, facts, *_represented(registers, other))


def _rows(asked: Asked) -> Ints:
    """Return the row of the pool of each pair."""
    pairs = asked.prepared.pairs
    return np.repeat(pairs.row, np.diff(pairs.first, append=len(pairs.owner)))


def _renumbered(pairs: OwnerPairs, kept: Ints, position: Ints) -> OwnerPairs:
    """Return some of the pairs, their applications numbered anew from 0."""
    applicant = np.zeros(int(position.max(initial=-1)) + 1, np.int32)
    applicant[position] = pairs.applicant[kept]
    return OwnerPairs.of(applicant, position, pairs.owner[kept])


def _represented(registers: Register, other: OtherActs) -> tuple[Ints, Ints]:
    """Return the dwellings whose first protected owner gains or loses his parents on file."""
    city, (dwelling, owner) = registers.city, registers.owners.first_protected()
    adopted = city.adopted_child[city.adopted_on <= registers.day]
    leans = np.isin(owner, other.born) & ~np.isin(owner, adopted) & ~np.isin(owner, city.ward)
    dwelling, owner = dwelling[leans], owner[leans]
    place = np.searchsorted(other.born, owner)
    now = other.held[place] & ((other.father[place] >= 0) | (other.mother[place] >= 0))
    had = city.act_recorded[owner].astype(bool)
    had &= (city.father_recorded[owner] >= 0) | (city.mother_recorded[owner] >= 0)
    return dwelling[now & ~had], dwelling[had & ~now]
