"""Applications whose pairs are alike are told together what each would be told alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.impact.alike import Alike
from simulation.impact.claims import OwnerPairs

BITS = np.array([0, 1, 3, 6, 4], np.int16)
APPLICANT = 100


@pytest.mark.parametrize("co_owner", ["any", "all"])
@given(kinds=st.lists(st.lists(st.integers(0, len(BITS) - 1), max_size=4), max_size=12))
def test_each_is_told_what_its_own_owners_say(co_owner: str, kinds: list[list[int]]) -> None:
    position = np.array([row for row, own in enumerate(kinds) for _ in own], np.intp)
    kind = np.array([one for own in kinds for one in own], np.intp)
    pairs = OwnerPairs.of(np.full(len(kinds), APPLICANT), position, kind)
    alike = Alike.of(kind, pairs)
    told = alike.together(BITS, co_owner)[alike.which]
    assert told.tolist() == pairs.together(BITS[kind], co_owner).tolist()
    assert len(alike.first) == len({tuple(own) for own in kinds if own})
