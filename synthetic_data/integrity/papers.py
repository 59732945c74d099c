"""What the registers hold: cards, courses of study, acts, decisions of courts."""

from __future__ import annotations

import numpy as np

from synthetic_data.city import DEFECTS, City
from synthetic_data.draws import Ints
from synthetic_data.integrity.found import (
    NEVER,
    YEARS_16,
    YEARS_18,
    Check,
    Found,
    or_never,
    repeated,
)
from synthetic_data.marking import marked

FATHER_MISSING = DEFECTS.index("father_missing")
TEN_YEARS, FROM_LEAP_DAY = 100_000, 100_072
"""Ten years between days written ``yyyymmdd``; ten years after 29 February it is 1 March."""


def _cards(city: City) -> Found:
    holder, good = city.card_holder, city.expires - city.issued
    return {
        "nobody has two cards": repeated(holder),
        "a card is issued from sixteen on": city.issued - city.born[holder] < YEARS_16,
        "a card is good for ten years": (good != TEN_YEARS) & (good != FROM_LEAP_DAY),
        "the dead have no card": city.died[holder] > 0,
        "no card is issued after the reference day": city.issued > city.as_of,
    }


def _studies(city: City) -> Found:
    return {
        "a course of study begins before it ends": city.study_from >= city.study_until,
        "the dead do not study": city.died[city.student] > 0,
    }


def _records(city: City) -> Found:
    whole, nameless = city.birth_defect == 0, city.birth_defect == FATHER_MISSING
    wrong = np.zeros(city.persons, bool)
    untold = city.act_recorded != (whole | nameless)
    for truth, record, told in (
        (city.father, city.father_recorded, whole),
        (city.mother, city.mother_recorded, whole | nameless),
    ):
        wrong |= (record >= 0) & ((record != truth) | ~city.act_recorded)
        untold |= record != np.where(told, truth, -1)
    return {
        "an act names no other than the true parents": wrong,
        "what an act lacks has a cause": untold | (nameless & (city.father < 0)),
        "a marriage without an act has a cause": city.marriage_recorded
        != (city.marriage_defect == 0),
        "nobody is their own relative in the data mart": city.mart_person == city.mart_relative,
    }


def _care(city: City) -> Found:
    who, until = city.incapacitated_person, city.incapacitated_until
    unfit = marked(who[until == 0], city.persons)
    minor = city.as_of - city.born < YEARS_18
    return {
        "the incapacitated are of age": city.incapacitated_from - city.born[who] < YEARS_18,
        "a decision is lifted after it was made": (until > 0) & (until <= city.incapacitated_from),
        "a ward is a minor or incapacitated": ~(unfit | minor)[city.ward],
        "nobody guards themselves": city.ward == city.guardian,
        "a guardian is of age": minor[city.guardian],
        "a guardian is alive": city.died[city.guardian] > 0,
        "a guardian is not incapacitated": unfit[city.guardian],
    }


def _able(city: City) -> Found:
    """What nobody does from the day of a decision on until it is lifted."""
    since, until = np.full((2, city.persons), NEVER, np.int32)
    since[city.incapacitated_person] = city.incapacitated_from
    until[city.incapacitated_person] = or_never(city.incapacitated_until)

    def unfit(who: Ints, day: Ints) -> Ints:
        mask: Ints = (who >= 0) & (since[who] <= day) & (day < until[who])
        return mask

    day, full = city.married_from, city.full_time
    father, mother = city.adoptive_father, city.adoptive_mother
    return {
        "nobody marries while incapacitated": unfit(city.spouse_a, day) | unfit(city.spouse_b, day),
        "nobody adopts while incapacitated": unfit(father, city.adopted_on)
        | unfit(mother, city.adopted_on),
        "nobody begins full-time study while incapacitated": unfit(city.student, city.study_from)
        & full,
    }


CHECKS: tuple[Check, ...] = (_cards, _studies, _records, _care, _able)
