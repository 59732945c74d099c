"""What each reading of the text does alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulation.impact.results import ReadingEffect
from simulation.impact.setting import RESIDENCE_SWITCHES
from simulation.impact.tallies import IS_TURNED_AWAY, KIND_OF

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.readings import Switch, Value
    from simulation.demand.applications import Ints
    from simulation.impact.setting import Setting


def reading_effects(
    setting: Setting, ends_under: Callable[[Setting], Ints]
) -> tuple[ReadingEffect, ...]:
    """Return what each reading of residence does when it alone is moved, the largest first.

    Those that turn equally many away are ordered by how many applications they move at all, then
    as the rules have them.

    Args:
        setting: where all others stand.
        ends_under: verdicts of the same applications under a setting.
    """
    here = ends_under(setting)
    found = []
    for switch in RESIDENCE_SWITCHES:
        value = _other(switch, setting)
        there = ends_under(setting.read(**{switch.name: value}))
        change = _turned_away(there) - _turned_away(here)
        moved = int(np.count_nonzero(KIND_OF[here] != KIND_OF[there]))
        found.append(ReadingEffect(switch.name, value, change, moved))
    return tuple(sorted(found, key=lambda effect: (-abs(effect.change), -effect.moved)))


def _other(switch: Switch, setting: Setting) -> Value:
    stands = getattr(setting.readings, switch.name)
    return switch.other if stands == switch.default else switch.default


def _turned_away(ends: Ints) -> int:
    return int(np.count_nonzero(IS_TURNED_AWAY[ends]))
