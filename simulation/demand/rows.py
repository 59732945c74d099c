"""The moves drawn so far, by relation and origin."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from simulation.demand.applications import Bools, Ints
from simulation.demand.free import Moves
from simulation.demand.kindred import NOBODY
from simulation.demand.quotas import ORIGINS


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Moves with what they are, one row each.

    Args:
        moves: who would move where.
        relation: codes of a mix.
        arrival: whether each comes from outside.
        leader: the row beside whom each moves in, -1 for nobody.
    """

    moves: Moves
    relation: Ints
    arrival: Bools
    leader: Ints

    def counts(self, relations: int) -> Ints:
        """Return how many rows there are, one row a relation, one column an origin."""
        return np.bincount(self.stratum(), minlength=relations * ORIGINS).reshape(-1, ORIGINS)

    def stratum(self) -> Ints:
        """Return relation and origin of each row as one number."""
        return self.relation * ORIGINS + self.arrival.astype(np.int64)


def moved_in(moves: Moves, relation: int, arrival: Bools, leader: Ints | None = None) -> Rows:
    """Return rows of moves.

    Args:
        moves: one relation's.
        relation: of all of them.
        arrival: whether they come from outside; one truth stands for all.
        leader: beside whom; None for nobody.
    """
    count = len(moves.applicant)
    beside = np.full(count, NOBODY, np.int32) if leader is None else leader
    origin = np.broadcast_to(arrival, count)
    return Rows(moves, np.full(count, relation, np.int8), origin, beside)


def joined(parts: list[Rows]) -> Rows:
    """Return rows one after the other, of one type a column whatever the parts have."""

    def column(name: str) -> Ints:
        return np.concatenate([getattr(part, name) for part in parts])

    moves = Moves(
        *(
            np.concatenate([getattr(part.moves, f.name) for part in parts]).astype(np.int32)
            for f in fields(Moves)
        )
    )
    return Rows(
        moves, column("relation"), column("arrival").astype(bool), column("leader").astype(np.int32)
    )


def no_rows() -> Rows:
    """Return a table without a row."""
    nothing = np.empty(0, np.int32)
    return Rows(
        Moves(nothing, nothing, nothing, nothing),
        nothing.astype(np.int8),
        nothing.astype(bool),
        nothing,
    )
