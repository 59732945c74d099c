"""What a reading does alone: how many it turns away, and how many end otherwise at all."""

from datetime import date

import numpy as np
import pytest

from domain.residence.kinship import categories
from simulation.demand.applications import Ints
from simulation.impact.effects import reading_effects
from simulation.impact.endings import CONFIRMED, NO_CATEGORY, NORM, UNCONFIRMED, place
from simulation.impact.setting import Setting, lawful

LAW = lawful(date(2026, 2, 2))
ONE, OTHER = categories("pilot_list")[:2]
HERE = [place(UNCONFIRMED[ONE]), place(CONFIRMED[ONE]), place(NORM), place(NO_CATEGORY)]


@pytest.mark.parametrize(
    ("there", "change", "moved"),
    [
        (HERE, 0, 0),
        ([place(UNCONFIRMED[OTHER]), *HERE[1:]], 0, 0),
        ([HERE[0], place(CONFIRMED[OTHER]), *HERE[2:]], 0, 0),
        ([place(CONFIRMED[ONE]), *HERE[1:]], -1, 1),
        ([place(NO_CATEGORY), *HERE[1:]], 0, 1),
        ([*HERE[:2], place(NO_CATEGORY), place(NORM)], 0, 2),
        ([HERE[0], HERE[0], HERE[0], HERE[3]], 2, 2),
    ],
)
def test_another_category_of_kin_is_no_other_ending(
    there: list[int], change: int, moved: int
) -> None:
    def ends_under(setting: Setting) -> Ints:
        return np.array(there if setting.moved() == ("sibling",) else HERE, np.int8)

    effects = {effect.name: effect for effect in reading_effects(LAW, ends_under)}
    assert (effects["sibling"].change, effects["sibling"].moved) == (change, moved)
    assert (effects["spouse"].change, effects["spouse"].moved) == (0, 0)
