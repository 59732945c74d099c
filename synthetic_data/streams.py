"""One named random stream per step, so that a new step moves no other step's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import numpy as np

WORDS = 4
"""How many 32-bit words of a name's digest key its stream: enough that no two names meet."""


@dataclass(frozen=True, slots=True)
class Streams:
    """The random streams of one seed.

    Args:
        seed: any whole number from 0.
    """

    seed: int

    def __call__(self, name: str) -> np.random.Generator:
        """Return a fresh generator for a step.

        The key is the seed and the name only: neither the order of the calls nor
        the other names matter, and the same name always starts the same numbers.

        Args:
            name: the step, such as ``people/sex``.
        """
        digest = np.frombuffer(sha256(name.encode()).digest(), dtype="<u4")[:WORDS]
        sequence = np.random.SeedSequence(self.seed, spawn_key=tuple(map(int, digest)))
        return np.random.Generator(np.random.PCG64(sequence))
