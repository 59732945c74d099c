"""Who studies: colleges in one register, universities in the other, courses that are over in both.

The capital's full-time students are as many as reported. The other rows follow from the shares
of forms, cities and courses that are over, each age with as many students as its share asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.city import CITIES, EDUCATION_REGISTRIES
from synthetic_data.day_lookup import for_days
from synthetic_data.days import YEAR_DAYS
from synthetic_data.draws import Floats, Ints, Random
from synthetic_data.people import Roll
from synthetic_data.streams import Streams

NOBD, EPVO = 0, 1
PART_TIME, FULL_TIME = 0, 1
COLLEGE, UNIVERSITY = "registers.college_age_share", "registers.university_age_share"
LATE, OVER = "registers.part_time_age_share", "registers.study_ended_age_share"
YEARS = {NOBD: 3, EPVO: 4}
"""Whole years of a course: a college after nine classes, a bachelor's programme."""

SUMMER, AUTUMN = 7, 9
"""Months after a term and at the beginning of the next one."""

YOUNGEST_START = {NOBD: 15, EPVO: 16}
"""Age in which a course can begin at the earliest: after nine and after eleven classes."""


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


@dataclass(frozen=True, slots=True)
class _Course:
    """A kind of enrolment: how many in the capital, and of which ages."""

    registry: int
    form: int
    in_capital: float
    ages: str


@dataclass(frozen=True, slots=True)
class _Pool:
    """People who may study, in random order within each band of ages.

    Args:
        rows: rows of the roll, band by band.
        starts: where each band begins in ``rows``, and the end.
        in_capital: the share of each band that would study in the capital.
    """

    rows: Ints
    starts: Ints
    in_capital: Floats


def enrol(roll: Roll, streams: Streams) -> Study:
    """Return the courses of residents and movers, at most one a person.

    Args:
        roll: all people.
        streams: the random streams of the city.
    """
    pool = _pool(roll, streams("study/who"))
    taken = np.zeros(len(pool.starts) - 1, np.int64)
    courses, chosen = list(_courses(roll.residents)), []
    for course in courses:
        chosen.append(_students(course, pool, taken))
        taken += chosen[-1][1]
    student = np.concatenate([rows for rows, _ in chosen])
    lengths = [len(rows) for rows, _ in chosen]
    registry = np.repeat(np.array([c.registry for c in courses], np.int8), lengths)
    full_time = np.repeat(np.array([c.form == FULL_TIME for c in courses]), lengths)
    over = np.repeat(np.array([c.ages == OVER for c in courses]), lengths)
    city = _cities(roll, student, streams("study/city"))
    terms = _terms(roll, student, (registry, over), streams("study/term"))
    order = np.argsort(student, kind="stable")
    columns = (student, registry, full_time, city, *terms)
    return Study(*(column[order] for column in columns))


def full_time_students(residents: int) -> float:
    """Return how many full-time students the capital has, in a city of so many residents."""
    share = evidence.number("volumes.students_full_time")
    return share / evidence.number("population.total_2026") * residents


def _courses(residents: int) -> Iterator[_Course]:
    full = full_time_students(residents)
    split = evidence.table("registers.full_time_by_registry")
    shares = evidence.table("registers.full_time_share")
    over = evidence.number("registers.study_ended_share")
    ages = (COLLEGE, UNIVERSITY)
    for registry, name in enumerate(EDUCATION_REGISTRIES):
        day = full * split[name]
        evening = day * (1 / shares[name] - 1)
        for form, count, held in ((FULL_TIME, day, ages[registry]), (PART_TIME, evening, LATE)):
            yield _Course(registry, form, count, held)
            yield _Course(registry, form, count * over / (1 - over), OVER)


def _pool(roll: Roll, random: Random) -> _Pool:
    starts = [int(age) for age in evidence.table("registers.college_age_share")]
    movers = roll.movers_rows
    may = np.concatenate([np.arange(roll.residents), movers])
    age = roll.today - roll.born[may]
    may = may[roll.alive[may] & (age >= (starts[0] - 1) * YEAR_DAYS) & (age < 60 * YEAR_DAYS)]
    may = random.permutation(may).astype(np.int32)
    band = for_days(roll.born[may], lambda days: _band(roll.today - days, starts))
    order = np.argsort(band, kind="stable")
    may, band = may[order], band[order]
    edges = np.searchsorted(band, np.arange(len(starts) + 1))
    here = evidence.table("registers.study_city_share")["astana"]
    away = evidence.table("registers.mover_study_city_share")["astana"]
    residents = np.bincount(band[may < roll.residents] + 1, minlength=len(starts) + 1)[1:]
    share = residents / np.maximum(np.diff(edges), 1)
    return _Pool(may, edges, here * share + away * (1 - share))


def _band(days: Ints, starts: list[int]) -> Ints:
    """Return the band of each age in days, -1 below the first."""
    age = np.floor(days / YEAR_DAYS)
    found: Ints = (np.searchsorted(starts, age, side="right") - 1).astype(np.int8)
    return found


def _students(course: _Course, pool: _Pool, taken: Ints) -> tuple[Ints, Ints]:
    """Return the rows of those who take a course, and how many of each band they are.

    Args:
        course: which course.
        pool: all who may study.
        taken: how many of each band study already.
    """
    shares = np.array([*evidence.table(course.ages).values()])
    exact = course.in_capital * shares / shares.sum() / np.maximum(pool.in_capital, 0.01)
    whole = np.diff(np.round(np.concatenate([[0.0], np.cumsum(exact)]))).astype(np.int64)
    first = pool.starts[:-1] + taken
    count = np.minimum(whole, pool.starts[1:] - first)
    rows = [pool.rows[start : start + n] for start, n in zip(first, count, strict=True)]
    return np.concatenate(rows), count


def _cities(roll: Roll, student: Ints, random: Random) -> Ints:
    """Return where each course is held: exact shares, apart for residents and the others."""
    city = np.empty(len(student), np.int8)
    resident = student < roll.residents
    for who, key in (
        (resident, "registers.study_city_share"),
        (~resident, "registers.mover_study_city_share"),
    ):
        table = evidence.table(key)
        shares = [table.get(name, 0.0) for name in CITIES]
        city[who] = draws.quota(random, shares, int(who.sum()))
    return city


def _terms(
    roll: Roll, student: Ints, course: tuple[Ints, Ints], random: Random
) -> tuple[Ints, Ints]:
    """Return first and last days: from 1 September to 30 June, whole years.

    Those still studying are in any year of the course that their age allows; between two
    terms those are left who go on in autumn. The others ended with one of the last two terms,
    and left the course early where they are too young to have been through it.
    """
    registry, over = course
    length = np.where(registry == NOBD, YEARS[NOBD], YEARS[EPVO])
    youngest = np.where(registry == NOBD, YOUNGEST_START[NOBD], YOUNGEST_START[EPVO])
    term, is_summer = _term(roll.today)
    age = (_day(np.array([term + 1]), 1) - roll.born[student]) / YEAR_DAYS
    most = np.maximum(np.floor(age - youngest).astype(np.int64) + 1, 1)
    begun = term - random.integers(0, np.minimum(most, length - is_summer))
    ended = term + is_summer - random.integers(0, 2, len(student))
    begun = np.where(over, np.maximum(ended - length, term + 1 - most), begun)
    last = np.where(over, np.maximum(ended, begun + 1), begun + length)
    return _day(begun, 9), _day(last, 7) - 1


def _term(today: int) -> tuple[int, bool]:
    """Return the year in which the last term began, and whether it is over: July and August."""
    month = int(np.datetime64(today, "D").astype("datetime64[M]").astype(int))
    year, before = month // 12 + 1970, month % 12
    is_new = before >= AUTUMN - 1
    return year - (not is_new), not is_new and before >= SUMMER - 1


def _day(year: Ints, month: int) -> Ints:
    """Return the first day of a month of each year."""
    months = (year - 1970) * 12 + month - 1
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
