"""Who leaves the parents' home first."""

from __future__ import annotations

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.draws import Floats, Ints, Random

LIKELY = 1.0
"""Odds of leaving below which the evidence lets a child stay."""

RARELY = 0.01
"""The share who stay with their parents, or leave them, at least."""


def leaving_odds(age: Floats, has_parents: Ints, random: Random) -> Floats:
    """Return the odds at which each person still leaves: those with the least stay first.

    Those who stay are as many as types and sizes of households leave room for. Taking the
    least of these odds keeps the ratios of the odds between the ages as the evidence has
    them, whatever their number: 0.95 and 0.40 become 0.93 and 0.31, not both a fifth less.

    Args:
        age: years, one a person.
        has_parents: whether a parent lives in the city; who has none has left.
        random: the stream of this step.
    """
    table = evidence.table("housing.stays_with_parents_by_age")
    stays = np.clip(draws.by_age(table, age), RARELY, 1 - RARELY)
    draw = random.random(len(stays))
    odds = draw / (1 - draw) * (1 - stays) / stays
    return np.where(has_parents, odds, np.inf)
