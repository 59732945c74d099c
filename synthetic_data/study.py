"""Who studies: colleges and schools in one register, universities in the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.city import CITIES, EDUCATION_REGISTRIES
from synthetic_data.draws import Ints, Random
from synthetic_data.people import Roll
from synthetic_data.streams import Streams

NOBD, EPVO = 0, 1
YEARS = {NOBD: 3, EPVO: 4}
"""Whole years of a course: a college after nine classes, a bachelor's programme."""


@dataclass(frozen=True, slots=True)
class Study:
    """Courses of study, one row each.

    Args:
        student: row of the roll.
        registry: a code of ``city.EDUCATION_REGISTRIES``.
        full_time: whether the form is full-time.
        city: a code of ``city.CITIES``.
        since: first day, days since 1970.
        until: last day, inside.
    """

    student: Ints
    registry: Ints
    full_time: Ints
    city: Ints
    since: Ints
    until: Ints


def enrol(roll: Roll, streams: Streams) -> Study:
    """Return the courses of residents and movers.

    Args:
        roll: all people.
        streams: the random streams of the city.
    """
    student, registry = _students(roll, streams("study/who"))
    random = streams("study/course")
    table = evidence.table("registers.full_time_share")
    share = np.array([table[name] for name in EDUCATION_REGISTRIES])
    full_time = random.random(len(student)) < share[registry]
    city = _cities(roll, student, random)
    since, until = _terms(roll, student, registry, random)
    return Study(student, registry.astype(np.int8), full_time, city, since, until)


def _students(roll: Roll, random: Random) -> tuple[Ints, Ints]:
    mover = np.zeros(roll.rows, bool)
    mover[roll.movers_rows] = True
    may = roll.alive & (roll.resident | mover)
    draw = random.random((2, roll.rows))
    college = may & (
        draw[0] < draws.by_age(evidence.table("registers.college_share_by_age"), np.floor(roll.age))
    )
    share = draws.by_age(evidence.table("registers.university_share_by_age"), np.floor(roll.age))
    university = may & ~college & (draw[1] < share)
    student = np.flatnonzero(college | university)
    return student, np.where(college[student], NOBD, EPVO)


def _cities(roll: Roll, student: Ints, random: Random) -> Ints:
    table = evidence.table("registers.study_city_share")
    shares = [table.get(name, 0.0) for name in CITIES]
    here = draws.quota(random, shares, len(student))
    stays = evidence.number("registers.mover_study_in_astana_share")
    away = draws.quota(random, [stays, 1 - stays], len(student))
    return np.where(roll.resident[student], here, away).astype(np.int8)


def _terms(roll: Roll, student: Ints, registry: Ints, random: Random) -> tuple[Ints, Ints]:
    """Return first and last days: from 1 September to 30 June, whole years.

    Those still studying are in any year of the course; some have left before.
    """
    length = np.where(registry == NOBD, YEARS[NOBD], YEARS[EPVO])
    year_now = int(np.datetime64(roll.today, "D").astype("datetime64[Y]").astype(int)) + 1970
    autumn = _day(np.array([year_now]), 9)[0]
    term = year_now if roll.today >= autumn else year_now - 1
    begun = term - random.integers(0, length)
    ended = draws.chosen(random, len(student), evidence.number("registers.study_ended_share"))
    begun = np.where(ended, term - length - random.integers(0, 2, len(student)), begun)
    return _day(begun, 9), _day(begun + length, 7) - 1


def _day(year: Ints, month: int) -> Ints:
    """Return the first day of a month of each year."""
    months = (year - 1970) * 12 + month - 1
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
