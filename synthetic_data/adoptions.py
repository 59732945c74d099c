"""Adoptions, orphans and the incapacitated: who cares for whom, and who guards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.births import TERM_DAYS
from synthetic_data.days import FOREVER, YEAR_DAYS, birthday
from synthetic_data.draws import Ints, Random
from synthetic_data.families import Parents
from synthetic_data.guardians import Ties, guardians
from synthetic_data.marriages import Marriages
from synthetic_data.people import FEMALE, OF_AGE, Roll
from synthetic_data.streams import Streams
from synthetic_data.study import Study


@dataclass(frozen=True, slots=True)
class Kin:
    """Birth parents, adoptions, and the parents that hold today.

    Args:
        birth: parents by birth.
        now: parents after adoptions; an adoptive pair replaces both, -1 where
            one adopter is missing.
        child: adopted children, one row an adoption.
        adoptive_father: row of the roll, -1 for none.
        adoptive_mother: row of the roll, -1 for none.
        adopted_on: days since 1970.
    """

    birth: Parents
    now: Parents
    child: Ints
    adoptive_father: Ints
    adoptive_mother: Ints
    adopted_on: Ints


@dataclass(frozen=True, slots=True)
class Care:
    """Court decisions on incapacity and guardians, rows of the roll and days since 1970."""

    incapacitated: Ints
    incapacitated_from: Ints
    incapacitated_until: Ints
    ward: Ints
    guardian: Ints


def adopt(roll: Roll, raised: Parents, marriages: Marriages, streams: Streams) -> Kin:
    """Return the kin after some children turn out to be adopted by those who raise them.

    Args:
        roll: all people.
        raised: the families in which people grew up.
        marriages: all marriages.
        streams: the random streams of the city.
    """
    random = streams("adoptions")
    spouse = marriages.current_spouse(roll.rows)
    until = evidence.number("families.adopted_until_age")
    young = np.flatnonzero(roll.within((0, until)) & roll.resident)
    couple = _by_couple(roll, raised, spouse, young, random)
    alone = _by_one(roll, raised, spouse, young, random)
    step = _by_stepfather(roll, raised, spouse, young, random)
    child = np.concatenate([couple, alone, step])
    father = np.concatenate(
        [raised.father[couple], np.full(len(alone), -1), spouse[raised.mother[step]]]
    )
    mother = raised.mother[child]
    birth = _birth_parents(roll, raised, np.concatenate([couple, alone]), random)
    since = _since(marriages, roll.rows, mother, father)
    low = np.maximum(roll.born[child] + 30, since) + 1
    on = (low + random.random(len(child)) ** 2 * (roll.today - 1 - low)).astype(np.int64)
    kept = (low < roll.today - 1) & (on < np.minimum(roll.died[father], roll.died[mother]))
    kept |= (father < 0) & (low < roll.today - 1)
    return _kin(raised, birth, kept, (child, father, mother, on))


def _kin(raised: Parents, birth: Parents, kept: Ints, rows: tuple[Ints, ...]) -> Kin:
    child, father, mother, on = (column[kept] for column in rows)
    now = Parents(raised.father.copy(), raised.mother.copy())
    now.father[child], now.mother[child] = father, mother
    truth = Parents(raised.father.copy(), raised.mother.copy())
    truth.father[child], truth.mother[child] = birth.father[child], birth.mother[child]
    return Kin(truth, now, child, father, mother, on)


def _by_couple(roll: Roll, raised: Parents, spouse: Ints, young: Ints, random: Random) -> Ints:
    both = (raised.mother[young] >= 0) & (raised.father[young] >= 0)
    both &= spouse[raised.mother[young]] == raised.father[young]
    count = max(1, round(evidence.number("families.adopted_share") * len(young)))
    return draws.some(random, young[both & roll.resident[raised.mother[young]]], count)


def _by_one(roll: Roll, raised: Parents, spouse: Ints, young: Ints, random: Random) -> Ints:
    """Return children of mothers alone, and grown-ups whose mother has no husband any more."""
    mother = raised.mother[young]
    alone = (mother >= 0) & (spouse[mother] < 0)
    no_father = (mother >= 0) & (raised.father[young] < 0)
    grown = alone & ~no_father & roll.older(OF_AGE)[young] & roll.resident[mother]
    found = []
    for name, mask in (("adopted_by_one_share", no_father), ("grown_adopted_by_one_share", grown)):
        rows = young[mask]
        count = round(evidence.number(f"families.{name}") * len(rows))
        found.append(draws.some(random, rows, max(1, count)))
    return np.concatenate(found)


def _by_stepfather(roll: Roll, raised: Parents, spouse: Ints, young: Ints, random: Random) -> Ints:
    mother = raised.mother[young]
    step = (mother >= 0) & (spouse[mother] >= 0) & (raised.father[young] >= 0)
    step &= spouse[mother] != raised.father[young]
    low, _ = evidence.numbers("families.father_age_limits")
    older = roll.born[young] - roll.born[spouse[mother]] > low * YEAR_DAYS
    share = evidence.number("families.adopted_by_stepfather_share")
    candidates = young[step & older]
    return draws.some(random, candidates, round(share * len(candidates)))


def _birth_parents(roll: Roll, raised: Parents, child: Ints, random: Random) -> Parents:
    """Return parents by birth: a woman elsewhere for most of the adopted, no father known."""
    father, mother = raised.father.copy(), raised.mother.copy()
    women = np.flatnonzero((roll.sex == FEMALE) & ~roll.resident)
    low, high = evidence.numbers("families.birth_mother_ages")
    found = draws.pick(random, women, len(child))
    gap = (roll.born[child] - roll.born[found]) / YEAR_DAYS
    fits = (found >= 0) & (gap > low) & (gap < high) & (roll.born[child] < roll.died[found])
    fits &= found != raised.mother[child]
    found = np.where(fits, found, -1)
    found[_close(roll.born, raised.mother, child, found)] = -1
    father[child], mother[child] = -1, found
    return Parents(father, mother)


def _close(born: Ints, raised_by: Ints, child: Ints, mother: Ints) -> Ints:
    """Return which children would be born too near to another child of the mothers found.

    Args:
        born: birth days of everybody.
        raised_by: mothers of everybody, as raised.
        child: rows of the children.
        mother: the mothers found for them, -1 for none.
    """
    asked = np.zeros(len(born), bool)
    asked[mother[mother >= 0]] = True
    others = np.flatnonzero((raised_by >= 0) & asked[raised_by])
    mothers = np.concatenate([mother, raised_by[others]])
    days = np.concatenate([born[child], born[others]])
    order = draws.ordered(mothers, days)
    near = (np.diff(mothers[order]) == 0) & (np.diff(days[order]) < TERM_DAYS)
    close = np.zeros(len(mothers), bool)
    close[order[1:][near]] = close[order[:-1][near]] = True
    return close[: len(child)]


def _since(marriages: Marriages, rows: int, mother: Ints, father: Ints) -> Ints:
    """Return since when the adopters are married, far in the past for one adopter."""
    now = marriages.until >= FOREVER
    since = np.full(rows, -FOREVER)
    since[marriages.wife[now]] = marriages.since[now]
    return np.where(father >= 0, since[mother], -FOREVER)


def provide_care(
    roll: Roll, kin: Kin, marriages: Marriages, study: Study, streams: Streams
) -> Care:
    """Return incapacities, and guardians of the incapacitated and of orphans.

    Args:
        roll: all people.
        kin: parents that hold today.
        marriages: all marriages.
        study: all courses of study.
        streams: the random streams of the city.
    """
    random = streams("care/incapacities")
    adults = np.flatnonzero(roll.alive & (roll.born <= _of_age_before(roll)))
    count = max(3, round(evidence.number("families.incapacitated_share") * len(adults)))
    who = np.sort(draws.some(random, adults, count))
    able_until = np.maximum(birthday(roll.born, OF_AGE), _last_deeds(roll, kin, marriages, study))
    since, until = _decisions(able_until[who], roll.today, random)
    wards = np.concatenate([_orphans(roll, kin.now), who[until >= FOREVER]])
    able = roll.alive & roll.resident & roll.within(evidence.numbers("families.guardian_ages"))
    able[who] = False
    minor = roll.born > _of_age_before(roll)
    ties = Ties(kin.now, marriages.current_spouse(roll.rows), able, minor)
    ward, guardian = guardians(roll, ties, wards, streams("care/guardians"))
    return Care(who, since, until, ward, guardian)


def _last_deeds(roll: Roll, kin: Kin, marriages: Marriages, study: Study) -> Ints:
    """Return the day after everybody's last act that the incapacitated cannot do.

    That is a wedding, an adoption, or to begin a full-time study.
    """
    last = np.full(roll.rows, -FOREVER, np.int32)
    full = study.full_time
    for who, day in (
        (marriages.husband, marriages.since),
        (marriages.wife, marriages.since),
        (kin.adoptive_father, kin.adopted_on),
        (kin.adoptive_mother, kin.adopted_on),
        (study.student[full], study.since[full]),
    ):
        known = who >= 0
        np.maximum.at(last, who[known], day[known].astype(np.int32) + 1)
    return last


def _decisions(able_until: Ints, today: int, random: Random) -> tuple[Ints, Ints]:
    """Return first days and ends of the decisions of those who were able until some day."""
    rows = len(able_until)
    able_until = np.minimum(able_until, today)
    since = (able_until + random.random(rows) * (today - able_until)).astype(np.int64)
    ended = draws.chosen(random, rows, evidence.number("families.incapacity_ended_share"))
    ended &= since < today - 2
    until = since + 1 + (random.random(rows) * (today - since - 1)).astype(np.int64)
    return since, np.where(ended, until, FOREVER)


def _of_age_before(roll: Roll) -> int:
    """Return the last birth day of those who are of age today."""
    return int(birthday(np.array([roll.today]), -OF_AGE)[0])


def _orphans(roll: Roll, now: Parents) -> Ints:
    """Return resident minors without a living parent known."""
    minor = roll.resident & (roll.born > _of_age_before(roll))
    living = np.zeros(roll.rows, bool)
    for column in (now.father, now.mother):
        living |= (column >= 0) & roll.alive[column]
    return np.flatnonzero(minor & ~living)
