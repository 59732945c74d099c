"""What each applicant's claim is worth once the norm is reached (RES-09 to RES-11)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from domain.procedure import Verdict
from domain.readings import Readings
from domain.records import SIDES
from domain.residence.kinship import STUDENT, WITH_SIDE, Masks, confirms, masks
from simulation.demand.applications import CATEGORIES, NONE, Applications, Bools, Ints
from simulation.impact import endings
from simulation.impact.standing import Register
from synthetic_data.city import ASTANA
from synthetic_data.kinship_facts import facts


def claims(asked: Applications, registers: Register, readings: Readings) -> Ints:
    """Return how each application ends if the norm is reached, places in ``ENDINGS``.

    Args:
        asked: the applications.
        registers: the city on the day of filing.
        readings: how kinship is read.
    """
    category = asked.stated(readings.exemptions)
    ends = np.full(asked.count, endings.place(endings.NO_CATEGORY))
    confirmed = _confirmed(asked, registers, readings)
    for number, name in enumerate(CATEGORIES):
        mine = category == number
        yes, no = _endings_of(name)
        holds = _studies(asked, registers) if name == STUDENT else confirmed
        ends[mine] = np.where(holds[mine], endings.place(yes), endings.place(no))
    return ends


def _endings_of(category: str) -> tuple[Verdict, Verdict]:
    if category == STUDENT:
        return endings.STUDIES, endings.NO_STUDIES
    return endings.CONFIRMED[category], endings.UNCONFIRMED[category]


def _confirmed(asked: Applications, registers: Register, readings: Readings) -> Bools:
    """Say whose kinship is confirmed with any owner, or under ``co_owner = all`` with every one.

    The applicant himself counts as satisfied under ``all``, if somebody else owns too.
    """
    position, owner = registers.owners.of(asked.dwelling)
    other = owner != asked.applicant[position]
    position, owner = position[other], owner[other]
    kin = registers.kin(readings.adoption, readings.spouse)
    found = facts(kin, asked.applicant[position], owner)
    confirmed = np.zeros(len(position), bool)
    category = asked.stated(readings.exemptions)[position]
    for pairs, wanted in _stated(category, asked.side[position], readings):
        confirmed[pairs] = confirms(found[pairs], wanted)
    yes = np.bincount(position[confirmed], minlength=asked.count)
    if readings.co_owner == "all":
        many = np.bincount(position, minlength=asked.count)
        return np.asarray((yes == many) & (many > 0))
    return np.asarray(yes > 0)


def _stated(category: Ints, side: Ints, readings: Readings) -> Iterator[tuple[Ints, Masks]]:
    """Yield the rows of each category and side with the masks that confirm it."""
    for number, name in enumerate(CATEGORIES):
        if name == STUDENT:
            continue
        for code in range(len(SIDES)) if name in WITH_SIDE else (NONE,):
            rows = np.flatnonzero((category == number) & ((code == NONE) | (side == code)))
            named = None if code == NONE else SIDES[code]
            yield rows, masks(name, named, readings)


def _studies(asked: Applications, registers: Register) -> Bools:
    """Say who studies full-time in the capital on the day; either register may confirm."""
    city, day = registers.city, registers.day
    held = city.full_time.astype(bool) & (city.study_city == ASTANA)
    held &= (city.study_from <= day) & (day <= city.study_until)
    mask = np.zeros(city.persons, bool)
    mask[city.student[held]] = True
    return mask[asked.applicant]
