"""Who owns which dwelling: those who live there, their kin, landlords, organisations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

from synthetic_data import draws, evidence, words
from synthetic_data.adoptions import Care
from synthetic_data.city import ASTANA
from synthetic_data.days import FOREVER, YEAR_DAYS
from synthetic_data.draws import Ints, Random
from synthetic_data.dwellings import DORMITORY_ROOM, STATE_RENTAL, Dwellings
from synthetic_data.families import Parents
from synthetic_data.gathering import SHARED
from synthetic_data.households import Households, Ties
from synthetic_data.people import OF_AGE, Roll
from synthetic_data.streams import Streams

NOBODY = -1
OWNED, KIN, LET, STATE, HOSTEL = range(5)
"""How a household holds its dwelling; the keys of ``housing.registered_at_home`` in order."""

TENURES = ("owned", "kin", "let", "state_rental", "dormitory")

CITY_COUNCIL, FIRST_UNIVERSITY, FIRST_COMPANY = 0, 1, 6
"""Rows of the organisations: the city, five owners of dormitories, then companies."""

MORE = 4
"""So many times more people than wanted are looked at, for some share a home."""

ORDERS = np.array(list(permutations(range(3))))
"""Every order in which mother, father and child may be asked, one a row."""

DWELLINGS_PER_COMPANY = 2000
"""So many dwellings of all let a company exist, up to the names there are."""


@dataclass(frozen=True, slots=True)
class Ownership:
    """Owners of dwellings, one row an owner, sorted by dwelling.

    Args:
        dwelling: row of the dwellings.
        owner: row of the roll, or of the organisations.
        organisation: whether the owner is an organisation.
        organisations: how many organisations there are.
        tenure: how each household holds its dwelling, one of ``TENURES``.
    """

    dwelling: Ints
    owner: Ints
    organisation: Ints
    organisations: int
    tenure: Ints


@dataclass(frozen=True, slots=True)
class _Owners:
    """Up to three owners of each dwelling, -1 for none, and whether an organisation owns it."""

    first: Ints
    second: Ints
    third: Ints
    legal: Ints


@dataclass(frozen=True, slots=True)
class _Living:
    """Households in their dwellings by tenure.

    Args:
        households: who lives together.
        dwellings: all dwellings.
        tenure: of each household, one of ``TENURES``.
    """

    households: Households
    dwellings: Dwellings
    tenure: Ints

    @property
    def home(self) -> Ints:
        """The dwelling of each resident."""
        return self.dwellings.home[self.households.of]

    @property
    def held(self) -> Ints:
        """A mask of the dwellings whose households own them, or a parent does."""
        mask = np.zeros(self.dwellings.rows, bool)
        mask[self.dwellings.home[self.tenure <= KIN]] = True
        return mask


def make_ownership(
    roll: Roll, ties: Ties, households: Households, dwellings: Dwellings, streams: Streams
) -> Ownership:
    """Return the owners of every dwelling.

    Args:
        roll: all people.
        ties: kin and incapacities.
        households: who lives together.
        dwellings: all dwellings with their households.
        streams: the random streams of the city.
    """
    tenure, kin = _tenures(roll, ties, households, dwellings, streams("ownership/tenure"))
    living = _Living(households, dwellings, tenure)
    organisations = FIRST_COMPANY + max(2, dwellings.rows // DWELLINGS_PER_COMPANY)
    organisations = min(organisations, len(words.organisations()))
    legal = _legal(dwellings, living.held, streams("ownership/organisations"))
    bodies = _bodies(dwellings, organisations, streams("ownership/bodies"))
    first = np.where(legal, bodies, NOBODY)
    owner = np.where(tenure == OWNED, _adult(roll, ties, households, streams), kin)
    first[dwellings.home[tenure <= KIN]] = owner[tenure <= KIN]
    owners = _protected(roll, ties.care, living, _Owners(first, *_none(first), legal), streams)
    owners = _let(roll, ties, living, owners, streams("ownership/landlords"))
    owners = _co_owners(roll, ties, living, owners, streams("ownership/co-owners"))
    return _rows(owners, organisations, tenure)


def _none(first: Ints) -> tuple[Ints, Ints]:
    """Return columns of no second and no third owner."""
    return np.full(len(first), NOBODY, first.dtype), np.full(len(first), NOBODY, first.dtype)


def _legal(dwellings: Dwellings, held: Ints, random: Random) -> Ints:
    """Return which dwellings an organisation owns: dormitories, state rental, others not held."""
    legal = dwellings.kind >= DORMITORY_ROOM
    count = round(dwellings.rows * evidence.number("housing.owner_organisation_share"))
    free = np.flatnonzero(~legal & ~held & (dwellings.city == ASTANA))
    legal[draws.some(random, free, count - int(legal.sum()))] = True
    return legal


def _bodies(dwellings: Dwellings, organisations: int, random: Random) -> Ints:
    """Return the organisation that would own each dwelling."""
    rows = dwellings.rows
    owner = random.integers(FIRST_COMPANY, organisations, rows, np.int32)
    owner[dwellings.kind == STATE_RENTAL] = CITY_COUNCIL
    hostel = np.flatnonzero(dwellings.kind == DORMITORY_ROOM)
    owner[hostel] = random.integers(FIRST_UNIVERSITY, FIRST_COMPANY, len(hostel))
    return owner


def _tenures(
    roll: Roll, ties: Ties, households: Households, dwellings: Dwellings, random: Random
) -> tuple[Ints, Ints]:
    """Return the tenure of each household and the parent who would own it for its head."""
    kind = dwellings.kind[dwellings.home]
    private = (kind != DORMITORY_ROOM) & (kind != STATE_RENTAL)
    rows = np.flatnonzero(private)
    head = households.head
    weight = evidence.table("housing.rent_weight")
    likely = 1 + weight["alone"] * (households.size == 1)
    likely += weight["sharing"] * (households.kind == SHARED)
    young = roll.age[head] < evidence.number("housing.shares_until")
    likely *= np.where(young, weight["young_head"], 1)
    count = round(len(rows) * evidence.number("housing.rented_share"))
    tenure = np.full(len(kind), OWNED, np.int8)
    tenure[draws.weighted(random, rows, likely[rows], count)] = LET
    settled = (tenure == OWNED) & private
    parent = _living_parent(roll, ties.now, households, settled, random)
    share = evidence.number("housing.kin_owner_share")
    belongs = (tenure == OWNED) & (parent >= 0) & (random.random(len(kind)) < share)
    tenure[belongs] = KIN
    tenure[kind == STATE_RENTAL] = STATE
    tenure[kind == DORMITORY_ROOM] = HOSTEL
    return tenure, parent


def _living_parent(
    roll: Roll, now: Parents, households: Households, settled: Ints, random: Random
) -> Ints:
    """Return a living parent of each head, in another household that does not rent, or -1."""
    head = households.head
    of = np.full(roll.rows, NOBODY, np.int32)
    of[: roll.residents] = households.of
    found = np.full(len(head), NOBODY, np.int32)
    father, mother = now.father[head], now.mother[head]
    first = random.random(len(head)) < 1 / 2
    for column in (np.where(first, father, mother), np.where(first, mother, father)):
        good = (column >= 0) & roll.alive[column] & (of[column] != of[head])
        good &= (of[column] < 0) | settled[of[column]]
        found = np.where(good, column, found)
    return found


def _let(roll: Roll, ties: Ties, living: _Living, owners: _Owners, random: Random) -> _Owners:
    """Return the owners with landlords: people for the dwellings let, left empty or elsewhere."""
    open_ = np.flatnonzero(owners.first < 0)
    able = roll.alive & roll.within(evidence.numbers("housing.landlord_ages"))
    able[ties.care.incapacitated] = False
    far = draws.pick(random, np.flatnonzero(able & ~roll.resident), len(open_))
    who = np.flatnonzero(able[: roll.residents]).astype(np.int32)
    here = _landlords(who, living, owners, len(open_), random)
    names = ("owner_elsewhere_share", "elsewhere_owner_elsewhere_share")
    shares = np.array([evidence.number(f"housing.{name}") for name in names])
    city = living.dwellings.city[open_]
    elsewhere = random.random(len(open_)) < shares[(city != ASTANA).astype(np.int8)]
    first = owners.first.copy()
    first[open_] = np.where((elsewhere & (far >= 0)) | (here < 0), far, here)
    return replace(owners, first=first)


def _landlords(who: Ints, living: _Living, owners: _Owners, count: int, random: Random) -> Ints:
    """Return so many landlords of the given: most own their home, none live in state rental."""
    tenure = living.tenure[living.households.of[who]]
    owns = (tenure <= KIN) & (owners.first[living.home[who]] == who)
    pools = (who[owns], who[(tenure <= KIN) & ~owns], who[tenure == LET])
    shares = list(evidence.table("housing.landlord_homes").values())
    pool = draws.quota(random, shares, count)
    found = np.full(count, NOBODY, np.int32)
    for number, people in enumerate(pools):
        rows = np.flatnonzero(pool == number)
        found[rows] = draws.pick(random, people if len(people) else who, len(rows))
    return found


def _adult(roll: Roll, ties: Ties, households: Households, streams: Streams) -> Ints:
    """Return the adult who owns each household's dwelling: its head or the head's spouse."""
    head = households.head
    spouse = ties.spouse[head]
    share = evidence.number("housing.wife_owns_share")
    wife = streams("ownership/spouse").random(len(head)) < share
    unfit = np.zeros(roll.rows, bool)
    unfit[ties.care.incapacitated] = True
    return np.where((spouse >= 0) & (wife | unfit[head]) & ~unfit[spouse], spouse, head)


def _co_owners(roll: Roll, ties: Ties, living: _Living, owners: _Owners, random: Random) -> _Owners:
    """Return the owners with as many second ones as wanted: the spouse, a parent, a child."""
    private = np.flatnonzero(~owners.legal)
    wanted = round(len(private) * evidence.number("housing.co_owned_share"))
    wanted -= int((owners.second >= 0).sum())
    fit = _fit(roll, ties.care)
    fit[: roll.residents] &= living.tenure[living.households.of] != STATE
    open_ = random.permutation(private[(owners.second[private] < 0)])
    open_ = open_[fit[owners.first[open_]]]
    near, also = _near(roll, ties, owners.first[open_], fit, random)
    open_, near, also = (column[near >= 0][: max(wanted, 0)] for column in (open_, near, also))
    second, third = owners.second.copy(), owners.third.copy()
    second[open_] = near
    more = (also != near) & (
        random.random(len(also)) < evidence.number("housing.third_owner_share")
    )
    third[open_[more]] = also[more]
    return replace(owners, second=second, third=third)


def _fit(roll: Roll, care: Care) -> Ints:
    """Return a mask of those alive, of age and able to own on their own."""
    fit = roll.alive & (roll.born < roll.today - (OF_AGE + 1) * YEAR_DAYS)
    fit[care.incapacitated] = False
    return fit


def _near(roll: Roll, ties: Ties, who: Ints, fit: Ints, random: Random) -> tuple[Ints, Ints]:
    """Return two people near each, the spouse first in most cases; -1 for none."""
    child = _some_child(roll, ties.now, random)
    kin = np.stack([column[who] for column in (ties.now.mother, ties.now.father, child)])
    order = ORDERS[random.integers(0, len(ORDERS), len(who))].T
    columns = np.take_along_axis(kin, order, axis=0)
    spouse = ties.spouse[who]
    often = random.random(len(who)) < evidence.number("housing.co_owner_spouse_share")
    near = also = np.full(len(who), NOBODY)
    for column in (spouse, *columns, np.where(often, spouse, NOBODY)):
        good = (column >= 0) & fit[column]
        also = np.where(good, near, also)
        near = np.where(good, column, near)
    return near, also


def _some_child(roll: Roll, now: Parents, random: Random) -> Ints:
    """Return one child of each person, the first or the last as likely, -1 for none."""
    first, last = (np.full(roll.rows, NOBODY, np.int32) for _ in range(2))
    for column in (now.father, now.mother):
        known = np.flatnonzero(column >= 0).astype(np.int32)
        last[column[known]] = known
        first[column[known[::-1]]] = known[::-1]
    return np.where(random.random(roll.rows) < 1 / 2, first, last)


def _protected(
    roll: Roll, care: Care, living: _Living, owners: _Owners, streams: Streams
) -> _Owners:
    """Return owners with as many minors and incapacitated among them as wanted.

    One in two becomes the only owner, the other the second owner.
    """
    random = streams("ownership/protected")
    home, rows = living.home, len(owners.first)
    unable = care.incapacitated[care.incapacitated_until >= FOREVER]
    already = np.isin(owners.first, unable) & ~owners.legal
    may = np.zeros(rows, bool)
    may[living.dwellings.home[living.tenure == OWNED]] = True
    may &= ~already
    wanted = evidence.number("housing.owner_protected_share") * rows - already.sum()
    part = evidence.number("housing.owner_incapacitated_part") * (wanted + already.sum())
    adults = _some_homes(unable[unable < roll.residents], home, may, part - already.sum(), random)
    may[home[adults]] = False
    minors = _some_homes(_minors(roll), home, may, wanted - len(adults), random)
    who = np.concatenate([adults, minors])
    return _placed(owners, who, home[who], random)


def _some_homes(who: Ints, home: Ints, may: Ints, count: float, random: Random) -> Ints:
    """Return so many people, two at least, of different homes in which they may own."""
    count = max(2, round(count))
    who = draws.some(random, who[may[home[who]]], MORE * count)
    who = who[np.unique(home[who], return_index=True)[1]]
    return draws.some(random, who, count)


def _minors(roll: Roll) -> Ints:
    """Return residents who will be minors for a while yet."""
    youngest = roll.today - (OF_AGE - 0.1) * YEAR_DAYS
    return np.flatnonzero(roll.born[: roll.residents] > youngest)


def _placed(owners: _Owners, who: Ints, home: Ints, random: Random) -> _Owners:
    """Return the owners with each of the protected as the only or the second owner."""
    first, second = owners.first.copy(), owners.second.copy()
    alone = draws.chosen(random, len(who), evidence.number("housing.protected_sole_share"))
    also = ~alone & (first[home] != who)
    second[home[also]] = who[also]
    first[home[alone]] = who[alone]
    return replace(owners, first=first, second=second)


def _rows(owners: _Owners, organisations: int, tenure: Ints) -> Ownership:
    """Return one row an owner, by dwelling and order of owners, nobody twice."""
    first, legal = owners.first, owners.legal
    second = np.where((owners.second == first) | legal, NOBODY, owners.second)
    third = np.where((owners.third == first) | (second < 0), NOBODY, owners.third)
    third = np.where(third == second, NOBODY, third)
    stacked = np.stack([first, second, third], axis=1).astype(np.int32)
    known = stacked >= 0
    dwelling = np.repeat(np.arange(len(first), dtype=np.int32), known.sum(axis=1))
    return Ownership(dwelling, stacked[known], legal[dwelling], organisations, tenure)
