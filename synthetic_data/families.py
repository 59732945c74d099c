"""Children and their parents: each child looks for a marriage that could have had it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.days import FOREVER, YEAR_DAYS
from synthetic_data.draws import Ints, Random
from synthetic_data.marriages import Marriages
from synthetic_data.people import FEMALE, MALE, OF_AGE, Roll
from synthetic_data.streams import Streams

ROUNDS = 18
"""How often a child that fits no family draws again: the rest keep unknown parents."""

HARDLY = 0.02
"""A round that places less than this share of the open children is the last."""

NEAR_BIRTH_DAYS = 280
"""A husband is the father also of a child born this long after the marriage ended."""

DIED_YOUNG = 42
"""Couples elsewhere who are dead and would be younger than this leave orphans."""

TWINS_UNDER = 16
"""Age below which a birthday may still be moved: later there are marriages and cards."""

FAR = 400_000
"""More days than any two birthdays are apart: keeps the peoples apart in one sorted key."""


@dataclass(frozen=True, slots=True)
class Parents:
    """The parents of each person as rows of the roll, -1 where unknown."""

    father: Ints
    mother: Ints


@dataclass(frozen=True, slots=True)
class Slots:
    """Families that may have children, one row a marriage or a single woman.

    Sorted by people and the mother's birth day, the key. A father who is not known
    counts as born with the mother and as living.
    """

    mother: Ints
    father: Ints
    since: Ints
    until: Ints
    key: Ints
    people: Ints
    mother_born: Ints
    father_born: Ints
    father_died: Ints


def make_parents(roll: Roll, marriages: Marriages, streams: Streams) -> Parents:
    """Return father and mother of everybody.

    Args:
        roll: all people.
        marriages: all marriages; children fall inside them or shortly after.
        streams: the random streams of the city.
    """
    father, mother = np.full(roll.rows, -1), np.full(roll.rows, -1)
    slots = _slot_kinds(roll, marriages, streams)
    kind = _kinds(roll, streams("families/kind"))
    minor = roll.resident & (roll.age < OF_AGE)
    for number, name in enumerate(slots):
        children = (kind == number) & (mother < 0)
        if name == "single":  # a child whom no marriage could have had has a mother all the same
            children |= minor & (kind == 0) & (mother < 0)
        children = np.flatnonzero(children)
        random = streams(f"families/{name}")
        _find(roll, children, slots[name], (father, mother), random)
    return _without_incest(Parents(father, mother), marriages)


def _kinds(roll: Roll, random: Random) -> Ints:
    """Return for each person the place of its family in ``_slot_kinds``, -1 for unknown."""
    age, share = roll.age, evidence.number
    inside = draws.by_age(evidence.table("families.mother_in_city_by_age"), age)
    outside = draws.by_age(evidence.table("families.mother_elsewhere_by_age"), age)
    far = ~roll.resident
    recent = far & (age < share("families.elsewhere_with_parents_in_city_until"))
    inside[far] = np.where(recent[far], share("families.elsewhere_mother_in_city_share"), 0)
    outside[far] = share("families.elsewhere_mother_elsewhere_share")
    minor = roll.resident & (age < OF_AGE)
    single = np.where(minor, share("families.single_mother_share"), 0)
    orphan = np.where(minor, share("families.orphan_share"), 0)
    edges = np.cumsum([inside, outside, single, orphan], axis=0)
    kind = (random.random(roll.rows) >= edges).sum(axis=0)
    return np.where(kind < len(edges), kind, -1)


def _slot_kinds(roll: Roll, marriages: Marriages, streams: Streams) -> dict[str, Slots]:
    wife, husband = marriages.wife, marriages.husband
    here = roll.resident[wife] | roll.resident[husband]
    lost = ~here & (np.maximum(roll.died[wife], roll.died[husband]) < FOREVER)
    lost &= roll.age[wife] < DIED_YOUNG
    single = _single_women(roll, marriages, streams("families/partners"))
    return {
        "in the city": _married(roll, marriages, here),
        "elsewhere": _married(roll, marriages, ~here & ~lost),
        "single": single,
        "lost": _married(roll, marriages, lost),
    }


def _married(roll: Roll, marriages: Marriages, kept: Ints) -> Slots:
    wife, husband = marriages.wife[kept], marriages.husband[kept]
    over = np.where(marriages.until[kept] < FOREVER, NEAR_BIRTH_DAYS, 0)
    until = np.minimum(marriages.until[kept], roll.today) + over
    span = (marriages.since[kept], np.minimum(until, roll.died[wife]))
    return _sorted(roll, wife, husband, span)


def _sorted(roll: Roll, mother: Ints, father: Ints, span: tuple[Ints, Ints]) -> Slots:
    named = np.where(father >= 0, father, mother)
    key = _key(roll.people[named], roll.born[mother])
    order = np.argsort(key, kind="stable")
    mother, father, named = mother[order], father[order], named[order]
    died = np.where(father >= 0, roll.died[father], FOREVER)
    birth_days = (roll.born[mother], roll.born[named])
    since, until = (column[order] for column in span)
    people = roll.people[named]
    return Slots(mother, father, since, until, key[order], people, *birth_days, died)


def _key(people: Ints, day: Ints) -> Ints:
    return people.astype(np.int64) * FAR + day.astype(np.int64)


def _single_women(roll: Roll, marriages: Marriages, random: Random) -> Slots:
    """Return women without a husband, half of them with a partner of about their age."""
    ages = evidence.numbers("families.single_mother_ages")
    free = roll.resident & (marriages.current_spouse(roll.rows) < 0) & roll.within(ages)
    women = np.flatnonzero(free & (roll.sex == FEMALE))
    last = np.full(roll.rows, -FOREVER)
    np.maximum.at(last, marriages.wife, np.minimum(marriages.until, roll.today))
    apart = NEAR_BIRTH_DAYS + round(evidence.number("families.birth_spacing"))
    since = np.maximum(roll.born[women] + ages[0] * YEAR_DAYS, last[women] + apart)
    men = np.flatnonzero(free & (roll.sex == MALE))
    father = _partners(roll, women, men, random)
    span = (since.astype(np.int64), np.full(len(women), roll.today))
    return _sorted(roll, women, father, span)


def _partners(roll: Roll, women: Ints, men: Ints, random: Random) -> Ints:
    """Return for some women a man of about their birth day and of their people, -1 for others."""
    if not len(men):
        return np.full(len(women), -1)
    men = men[np.argsort(roll.born[men], kind="stable")]
    place = np.searchsorted(roll.born[men], roll.born[women])
    place += random.integers(-9, 10, len(women))
    partner = men[np.clip(place, 0, len(men) - 1)]
    share = evidence.number("families.partner_known_share")
    known = draws.chosen(random, len(women), share)
    known &= roll.people[partner] == roll.people[women]
    return np.where(known, partner, -1)


def _find(
    roll: Roll, children: Ints, slots: Slots, into: tuple[Ints, Ints], random: Random
) -> None:
    """Fill father and mother of the children, drawing again where nothing fits."""
    if not len(slots.key):
        return
    father, mother = into
    left = _most_children(roll.rows, random)
    sort_key = _key(roll.people[children], roll.born[children])
    open_ = children[np.argsort(sort_key, kind="stable")]
    for _ in range(ROUNDS):
        slot = _draw(roll, open_, slots, random)
        fits = np.flatnonzero(_fits(roll, open_, slots, slot))
        fits = fits[_wanted(left, slots.mother[slot[fits]])]
        placed, slot = open_[fits], slot[fits]
        father[placed], mother[placed] = slots.father[slot], slots.mother[slot]
        crowded = _crowded(roll, children, mother, placed)
        father[crowded] = mother[crowded] = -1
        np.subtract.at(left, mother[placed[mother[placed] >= 0]], 1)
        open_ = open_[mother[open_] < 0]
        if len(placed) < HARDLY * len(open_) or not len(open_):
            return


def _draw(roll: Roll, children: Ints, slots: Slots, random: Random) -> Ints:
    """Return for each child a family whose mother had the age that was drawn for the birth."""
    age = draws.normal(random, evidence.numbers("families.mother_age"), len(children))
    wanted = _key(roll.people[children], roll.born[children] - age * YEAR_DAYS)
    place = np.searchsorted(slots.key, wanted)
    reach = max(2, len(slots.key) // 400)
    place += random.integers(-reach, reach + 1, len(children))
    return np.clip(place, 0, len(slots.key) - 1)


def _fits(roll: Roll, children: Ints, slots: Slots, slot: Ints) -> Ints:
    """Return whether the family existed at the birth and both parents had a plausible age."""
    born = roll.born[children]
    _, _, low, high = evidence.numbers("families.mother_age")
    least, most = evidence.numbers("families.father_age_limits")
    mother_age = (born - slots.mother_born[slot]) / YEAR_DAYS
    father_age = (born - slots.father_born[slot]) / YEAR_DAYS
    fits = (mother_age >= low) & (mother_age <= high + 1)
    fits &= (father_age >= least) & (father_age <= most)
    fits &= born < slots.father_died[slot] + NEAR_BIRTH_DAYS
    fits &= (born >= slots.since[slot]) & (born <= slots.until[slot])
    near: Ints = fits & (slots.people[slot] == roll.people[children])
    return near


def _most_children(rows: int, random: Random) -> Ints:
    """Return how many children each woman has at most, however many look for a mother."""
    shares = evidence.table("families.most_children")
    most = np.array([int(count) for count in shares])
    return most[draws.quota(random, list(shares.values()), rows)]


def _wanted(left: Ints, mother: Ints) -> Ints:
    """Return the places of those whose mother has no more of them than she may still have."""
    order = np.argsort(mother, kind="stable")
    new = mother[order]
    rank = np.arange(len(new)) - np.searchsorted(new, new)
    kept: Ints = order[rank < left[new]]
    return kept


def _siblings(roll: Roll, children: Ints, mother: Ints) -> tuple[Ints, Ints, Ints]:
    """Return next-younger siblings by the mother, their elders, and the days between them."""
    key = mother[children] * np.int64(FAR) + roll.born[children] + FAR // 2
    order = children[np.argsort(key, kind="stable")]
    same = np.diff(mother[order]) == 0
    gap = np.diff(roll.born[order])[same]
    return order[1:][same], order[:-1][same], gap


def _crowded(roll: Roll, children: Ints, mother: Ints, placed: Ints) -> Ints:
    """Return those just placed too near a sibling's birthday, one of one day excepted."""
    new = np.zeros(roll.rows, bool)
    new[placed] = True
    touched = np.zeros(roll.rows + 1, bool)  # one more, for children without a mother
    touched[mother[placed]] = True
    younger, elder, gap = _siblings(roll, children[touched[mother[children]]], mother)
    near = (gap > 0) & (gap < evidence.number("families.birth_spacing"))
    return np.where(new[younger], younger, elder)[near]


def with_twins(roll: Roll, parents: Parents, streams: Streams) -> Roll:
    """Return the roll with some children moved to the birthday of their elder sibling.

    Args:
        roll: all people.
        parents: their parents.
        streams: the random streams of the city.
    """
    known = np.flatnonzero(parents.mother >= 0)
    younger, elder, gap = _siblings(roll, known, parents.mother)
    near = (gap > 0) & (gap < 3 * YEAR_DAYS) & (roll.age[elder] < TWINS_UNDER)
    count = round(evidence.number("families.twin_share") * (roll.age < TWINS_UNDER).sum() / 2)
    taken = draws.some(streams("families/twins"), np.flatnonzero(near), count)
    born = roll.born.copy()
    born[younger[taken]] = roll.born[elder[taken]]
    return replace(roll, born=born)


def _without_incest(parents: Parents, marriages: Marriages) -> Parents:
    """Return the parents, unknown for wives who would have a parent in common with the husband."""
    a, b = marriages.husband, marriages.wife
    shared = np.zeros(len(a), bool)
    for column in (parents.father, parents.mother):
        shared |= (column[a] >= 0) & (column[a] == column[b])
    father, mother = parents.father.copy(), parents.mother.copy()
    father[b[shared]] = mother[b[shared]] = -1
    return Parents(father, mother)
