"""Who owns which dwelling: those who live there, their kin, landlords, organisations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.adoptions import Care
from synthetic_data.days import FOREVER
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

PROTECTED = ("minor", "incapacitated")

TENURES = ("owned", "kin", "let", "state_rental", "dormitory")

CITY_COUNCIL, FIRST_UNIVERSITY, FIRST_COMPANY = 0, 1, 6
"""Rows of the organisations: the city, five owners of dormitories, then companies."""


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
    organisations = FIRST_COMPANY + max(2, dwellings.rows // 2000)
    first, legal = _landlords(
        roll, ties.care, dwellings, organisations, streams("ownership/landlords")
    )
    own = tenure == OWNED
    owner_of = np.where(own, _adult(roll, ties, households, streams), kin)
    held = own | (tenure == KIN)
    first[dwellings.home[held]] = owner_of[held]
    legal[dwellings.home[held]] = False
    second, third = _co_owners(roll, ties, (first, legal), streams("ownership/co-owners"))
    columns = _protected(roll, ties, households, dwellings, (first, second, third, legal), streams)
    return _rows(columns, legal, organisations, tenure)


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
    tenure = np.full(len(kind), OWNED)
    tenure[draws.weighted(random, rows, likely[rows], count)] = LET
    parent = _living_parent(roll, ties.now, households, random)
    share = evidence.number("housing.kin_owner_share")
    belongs = (tenure == OWNED) & (parent >= 0) & (random.random(len(kind)) < share)
    tenure[belongs] = KIN
    tenure[kind == STATE_RENTAL] = STATE
    tenure[kind == DORMITORY_ROOM] = HOSTEL
    return tenure, parent


def _living_parent(roll: Roll, now: Parents, households: Households, random: Random) -> Ints:
    """Return a living parent, in another household, of each head; -1 for none."""
    head = households.head
    of = np.full(roll.rows, -1)
    of[: roll.residents] = households.of
    found = np.full(len(head), -1)
    columns = [now.father[head], now.mother[head]]
    for column in columns if random.random() < 1 / 2 else columns[::-1]:
        good = (column >= 0) & roll.alive[column] & (of[column] != of[head])
        found = np.where(good, column, found)
    return found


def _landlords(
    roll: Roll, care: Care, dwellings: Dwellings, organisations: int, random: Random
) -> tuple[Ints, Ints]:
    """Return an owner for every dwelling as if it were let or empty, and whether it is legal."""
    rows = dwellings.rows
    able = roll.alive & roll.within(evidence.numbers("housing.landlord_ages"))
    able[care.incapacitated] = False
    here = draws.pick(random, np.flatnonzero(able & roll.resident), rows)
    far = draws.pick(random, np.flatnonzero(able & ~roll.resident), rows)
    elsewhere = random.random(rows) < evidence.number("housing.owner_elsewhere_share")
    elsewhere |= (dwellings.city > 0) & (
        random.random(rows) < evidence.number("housing.elsewhere_owner_elsewhere_share")
    )
    owner = np.where(elsewhere & (far >= 0), far, here)
    company = random.random(rows) < evidence.number("housing.owner_organisation_share")
    legal = company | (dwellings.kind >= DORMITORY_ROOM)
    companies = random.integers(FIRST_COMPANY, organisations, rows)
    owner = np.where(company, companies, owner)
    owner = np.where(dwellings.kind == STATE_RENTAL, CITY_COUNCIL, owner)
    hostel = FIRST_UNIVERSITY + random.integers(0, FIRST_COMPANY - FIRST_UNIVERSITY, rows)
    return np.where(dwellings.kind == DORMITORY_ROOM, hostel, owner), legal


def _adult(roll: Roll, ties: Ties, households: Households, streams: Streams) -> Ints:
    """Return the adult who owns each household's dwelling: its head or the head's spouse."""
    head = households.head
    spouse = ties.spouse[head]
    share = evidence.number("housing.wife_owns_share")
    wife = streams("ownership/spouse").random(len(head)) < share
    unfit = np.zeros(roll.rows, bool)
    unfit[ties.care.incapacitated] = True
    return np.where((spouse >= 0) & (wife | unfit[head]) & ~unfit[spouse], spouse, head)


def _co_owners(
    roll: Roll, ties: Ties, owners: tuple[Ints, Ints], random: Random
) -> tuple[Ints, Ints]:
    """Return a second and a third owner of each dwelling, -1 for none: spouse, parent, child."""
    first, legal = owners
    person = ~legal
    child = _some_child(roll, ties.now, random)
    near = (ties.spouse, ties.now.mother, ties.now.father, child)
    candidates = np.stack([_fit(roll, column[first]) for column in near])
    shuffled = np.take_along_axis(
        candidates, random.random(candidates.shape).argsort(axis=0), axis=0
    )
    share = evidence.number("housing.co_owner_spouse_share")
    spouse = np.where(random.random(len(first)) < share, candidates[0], -1)
    second = np.where(spouse >= 0, spouse, shuffled.max(axis=0))
    may = np.flatnonzero(person & (second >= 0))
    count = round(person.sum() * evidence.number("housing.co_owned_share"))
    taken = draws.some(random, may, count)
    kept = np.zeros(len(first), bool)
    kept[taken] = True
    second = np.where(kept, second, NOBODY)
    third = np.where((shuffled[0] != second) & kept, shuffled[0], NOBODY)
    share = evidence.number("housing.third_owner_share")
    return second, np.where(random.random(len(first)) < share, third, NOBODY)


def _fit(roll: Roll, who: Ints) -> Ints:
    """Return those who are alive and of age, -1 for the others."""
    return np.where((who >= 0) & roll.alive[who] & (roll.age[who] > OF_AGE + 1), who, NOBODY)


def _some_child(roll: Roll, now: Parents, random: Random) -> Ints:
    """Return one child of each person, -1 for none."""
    child = np.full(roll.rows, -1)
    order = random.permutation(roll.rows)
    for column in (now.father, now.mother):
        known = order[column[order] >= 0]
        child[column[known]] = known
    return child


def _protected(
    roll: Roll,
    ties: Ties,
    households: Households,
    dwellings: Dwellings,
    owners: tuple[Ints, Ints, Ints, Ints],
    streams: Streams,
) -> tuple[Ints, Ints, Ints]:
    """Return owners with some minors and incapacitated of the household among them.

    One in two becomes the only owner, the other the second owner.
    """
    first, second, third, legal = (column.copy() for column in owners)
    random = streams("ownership/protected")
    home = dwellings.home[households.of]
    age = roll.age[: roll.residents]
    minors = random.permutation(np.flatnonzero((age < OF_AGE - 0.1) & ~legal[home]))
    incapacitated = _at_home(roll, ties.care, home, legal)
    shares = [evidence.number(f"housing.owner_{name}_share") for name in PROTECTED]
    counts = (shares[0] * dwellings.rows, shares[1] * len(incapacitated))
    for who, count in zip((minors, incapacitated), counts, strict=True):
        _, places = np.unique(home[who], return_index=True)
        taken = draws.some(random, who[places], max(2, round(count)))
        sole = draws.chosen(random, len(taken), evidence.number("housing.protected_sole_share"))
        first[home[taken[sole]]] = taken[sole]
        second[home[taken[sole]]] = NOBODY
        also = taken[~sole]
        also = also[first[home[also]] != also]
        second[home[also]] = also
    return first, second, third


def _at_home(roll: Roll, care: Care, home: Ints, legal: Ints) -> Ints:
    who = care.incapacitated[care.incapacitated_until >= FOREVER]
    who = who[who < roll.residents]
    return who[~legal[home[who]]]


def _rows(
    columns: tuple[Ints, Ints, Ints], legal: Ints, organisations: int, tenure: Ints
) -> Ownership:
    """Return one row an owner, by dwelling and order of owners, nobody twice."""
    first, second, third = columns
    second = np.where((second == first) | legal, NOBODY, second)
    third = np.where((third == first) | (third == second) | legal | (second < 0), NOBODY, third)
    stacked = np.stack([first, second, third], axis=1)
    dwelling, place = np.nonzero(stacked >= 0)
    organisation = legal[dwelling]
    return Ownership(dwelling, stacked[dwelling, place], organisation, organisations, tenure)
