"""Units become households by counts: so many of each type, then so many of each size.

A unit is a person, a couple or a parent with minors. Joining two units changes types;
a single person who joins a household moves it from one size to the next. How many must
move from each size follows from the sizes wanted: those who are too many among the small
go on to the next, so one pass from small to large meets every size that can be met.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence, lodging
from synthetic_data.draws import Ints
from synthetic_data.generations import not_too_large
from synthetic_data.leaving import LIKELY, leaving_odds
from synthetic_data.lodging import Lines
from synthetic_data.streams import Streams

TYPES = (
    "one_person",
    "couple",
    "couple_with_children",
    "three_generations",
    "single_parent",
    "students",
    "tenants",
    "other",
)
"""The classes of ``housing.household_types``."""

LONE, COUPLE, WITH_CHILDREN, THREE, PARENT, STUDENTS, TENANTS, OTHER = range(len(TYPES))
FAMILY, DORMITORY, SHARED = 0, 1, 2
LARGEST = 7
"""The last class of sizes: seven and more."""

FEWEST_HOSTS, MOST_HOSTS = 3, 4
"""Families of so many people may have another couple live with them."""


@dataclass(frozen=True, slots=True)
class Units:
    """Units, one row each.

    Args:
        size: people.
        kind: type of the household the unit is by itself.
        above: unit of the resident parent of the head, -1 for none.
        grand: units of the resident parents of the head and of the spouse, where these have
            a minor in the unit; -1 for none.
        age: years of the head.
        sex: sex of the head.
        studies: whether the head studies full-time.
        lines: heads, their spouses and their ancestors.
    """

    size: Ints
    kind: Ints
    above: Ints
    grand: tuple[Ints, Ints]
    age: Ints
    sex: Ints
    studies: Ints
    lines: Lines


class Gathering:
    """Households in the making.

    Args:
        units: all units.
        people: how many residents there are.
        streams: the random streams of the city.
    """

    def __init__(self, units: Units, people: int, streams: Streams) -> None:
        """Let every unit be a household of its own."""
        self.units, self.people, self.streams = units, people, streams
        self.host = np.arange(len(units.size), dtype=np.int32)
        self.size = units.size.copy()
        self.kind = units.kind.copy()
        self.free = units.kind == LONE
        self.leaves = leaving_odds(units.age, units.above >= 0, streams("households/leaving"))
        self.lodgings: list[Ints] = []
        self.kids = self.first = self.left = np.zeros(0, np.int32)

    def _households(self) -> float:
        """Return how many households give the mean size, given those beyond seven."""
        shares = list(evidence.table("housing.size_distribution").values())
        mean = np.average(np.arange(1, LARGEST + 1), weights=shares)
        large = self.size[self.size > LARGEST]
        return float((self.people - (large - LARGEST).sum()) / mean)

    def _sizes_wanted(self) -> Ints:
        """Return households wanted of 0, 1, … seven and more people."""
        shares = list(evidence.table("housing.size_distribution").values())
        wanted = np.array([0.0, *shares]) / np.sum(shares) * self._households()
        whole: Ints = np.rint(wanted).astype(np.int64)
        return whole

    def _wanted(self, kind: int) -> int:
        table = evidence.table("housing.household_types")
        return round(table[TYPES[kind]] * self._households())

    def _sizes(self) -> Ints:
        """Return households of 0, 1, … seven and more people; 0 counts those who joined."""
        return np.bincount(np.minimum(self.size, LARGEST), minlength=LARGEST + 1)

    def _join(self, guest: Ints, host: Ints) -> None:
        """Let single people, or for each host at most one unit, move in."""
        self.host[guest] = host
        self.size[host] += self.size[guest]
        self.size[guest] = 0
        self.free[guest] = self.free[host] = False

    def three_generations(self) -> None:
        """Let parents without minors and their children's families live together.

        Single parents move in with the family, families move in with couples.
        """
        young, old = self._generations()
        missing = self._sizes_wanted() - self._sizes()
        taken = not_too_large(self.size[young] + self.size[old], self._wanted(THREE), missing)
        young, old = young[taken], old[taken]
        alone = self.units.kind[old] == LONE
        host = np.where(alone, young, old)
        self._join(np.where(alone, old, young), host)
        self.kind[host] = THREE

    def _generations(self) -> tuple[Ints, Ints]:
        """Return families with minors and the parents of one of them, nobody twice, shuffled."""
        kind = self.units.kind
        family = np.flatnonzero((kind == WITH_CHILDREN) | (kind == PARENT))
        young = np.concatenate([family, family])
        old = np.concatenate([grand[family] for grand in self.units.grand])
        weight = np.repeat((evidence.number("housing.husbands_parents_weight"), 1.0), len(family))
        single = evidence.number("housing.single_parents_weight")
        weight = np.where(kind[young] == PARENT, single, weight)
        fits = (old >= 0) & ((kind[old] == LONE) | (kind[old] == COUPLE))
        young, old, weight = young[fits], old[fits], weight[fits]
        random = self.streams("households/three generations")
        order = np.argsort(random.exponential(size=len(old)) / weight, kind="stable")
        for column in (old, young):
            order = order[np.sort(np.unique(column[order], return_index=True)[1])]
        return young[order], old[order]

    def share(self) -> Ints:
        """Let students and tenants share dwellings; return the kind of each unit's household."""
        kind = np.full(len(self.size), FAMILY, np.int8)
        young = self.free & (self.units.age < evidence.number("housing.shares_until"))
        students = self._groups(young & self.units.studies, STUDENTS)
        tenants = self._groups(young & ~self.units.studies, TENANTS)
        kind[np.concatenate([students, tenants])] = SHARED
        share = evidence.number("housing.student_dormitory_share")
        random = self.streams("households/dormitories")
        women = np.bincount(self.host, self.units.sex, len(self.size))[students]
        one_sex = students[(women == 0) | (women == self.size[students])]
        kind[draws.some(random, one_sex, round(share * len(students)))] = DORMITORY
        return kind

    def _groups(self, may: Ints, kind: int) -> Ints:
        """Let people share, siblings together; those without parents rather. Return hosts."""
        random = self.streams(f"households/{TYPES[kind]}")
        who = random.permutation(np.flatnonzero(may))
        sizes = np.array(evidence.numbers("housing.sharing_sizes"), np.int64)
        size = sizes[draws.quota(random, [1.0] * len(sizes), self._wanted(kind))]
        size = size[size.cumsum() <= len(who)]
        who = who[np.argsort(-self.leaves[who], kind="stable")[: size.sum()]]
        who = self._by_sex(who, size, random)
        hosts = who[size.cumsum() - size]
        self.host[who] = np.repeat(hosts, size)
        self.size[who], self.free[who] = 0, False
        self.size[hosts], self.kind[hosts] = size, kind
        return hosts

    def _by_sex(self, who: Ints, size: Ints, random: draws.Random) -> Ints:
        """Return people in the order of groups of these sizes, most of them of one sex.

        Brothers and sisters stay together, counted with the first of them.
        """
        lines = self.units.lines
        person = lines.couple[0][who]
        family = np.where(lines.mother[person] >= 0, lines.mother[person], -1 - person)
        _, first, of = np.unique(family, return_index=True, return_inverse=True)
        who = who[np.lexsort((family, self.units.sex[who[first]][of]))]
        mixed = draws.chosen(random, len(size), 1 - evidence.number("housing.sharing_one_sex"))
        place = np.flatnonzero(np.repeat(mixed, size))
        who[place] = who[random.permutation(place)]
        return who

    def children_stay(self) -> None:
        """Let grown children stay with a lone parent, or a couple, until the types are met."""
        random = self.streams("households/children")
        above = self.units.above
        kids = np.flatnonzero(self.free & (above >= 0))
        kids = kids[self.free[above[kids]] & (above[kids] != kids)]
        kids = kids[np.argsort(self.leaves[kids], kind="stable")]
        parent, place = np.unique(above[kids], return_index=True)
        lacking = max(-self._beyond(PARENT), -self._surplus(), 0)
        some = np.argsort(place)[:lacking]
        hosts, guests = parent[some], kids[place[some]]
        only = ~np.isin(guests, hosts)
        self._join(guests[only], hosts[only])
        self.kind[hosts[only]] = PARENT
        self._meet_number(random)
        self._line_up()
        couples = np.flatnonzero((self.kind == COUPLE) & (self.left > 0) & (self.size > 0))
        self._child_stays(self._staying(couples)[: max(0, self._beyond(COUPLE))])

    def _line_up(self) -> None:
        """List the single children of every household, those likeliest to stay first."""
        above = self.units.above
        kids = np.flatnonzero(self.free & (above >= 0))
        home = self.host[above[kids]]
        good = (self.size[home] > 1) & ~np.isin(self.kind[home], (STUDENTS, TENANTS))
        kids, home = kids[good], home[good]
        order = np.lexsort((self.leaves[kids], home))
        self.kids = kids[order].astype(np.int32)
        self.left = np.bincount(home, minlength=len(self.size)).astype(np.int32)
        self.first = (self.left.cumsum() - self.left).astype(np.int32)

    def _staying(self, hosts: Ints) -> Ints:
        """Return households with a child left, that whose next is likeliest to stay first."""
        next_ = self.leaves[self.kids[self.first[hosts]]]
        return hosts[np.argsort(next_, kind="stable")]

    def _child_stays(self, hosts: Ints) -> None:
        """Let the next child of each household stay; a couple becomes one with children."""
        self._join(self.kids[self.first[hosts]], hosts)
        self.first[hosts] += 1
        self.left[hosts] -= 1
        self.kind[hosts] = np.where(self.kind[hosts] == COUPLE, WITH_CHILDREN, self.kind[hosts])

    def _lodge(self, hosts: Ints) -> None:
        """Keep a place for kin or a lodger, who makes a couple or a family an other household."""
        self.lodgings.append(hosts)
        self.size[hosts] += 1
        self.kind[hosts] = np.where(self.kind[hosts] == THREE, THREE, OTHER)

    def meet_sizes(self) -> None:
        """Move households from each size to the next until each size is met, small ones first."""
        random = self.streams("households/sizes")
        movers = np.flatnonzero(self.free & (self.leaves >= LIKELY))
        kin = lodging.with_kin(self.units.lines, movers, self._takes_elders())
        wanted = self._sizes_wanted()
        for size in range(2, LARGEST):
            forecast = np.maximum((self._sizes() - wanted)[size:LARGEST].cumsum(), 0)
            here = random.permutation(np.flatnonzero(self.size == size))
            here = here[np.argsort((self.left[here] > 0) - 2 * kin[here], kind="stable")]
            moves = int(forecast[0])
            part = moves / max(int(forecast.sum()), 1)
            for kind in ((COUPLE, 1.0), (PARENT, part), (WITH_CHILDREN, part)):
                moves -= self._lodge_beyond(here, moves, kind)
            for move in (
                self._likely_children_move,
                self._single_parents_lodge,
                self._children_move,
                self._others_move,
            ):
                here = here[self.size[here] == size]
                moves -= move(here, moves)

    def _beyond(self, kind: int) -> int:
        """Return by how many the households of a type are too many."""
        found = np.count_nonzero((self.kind == kind) & (self.size > 0))
        return int(found) - self._wanted(kind)

    def _surplus(self) -> int:
        """Return by how many the households of two and more are too many."""
        return int(self._sizes()[2:].sum() - self._sizes_wanted()[2:].sum())

    def _meet_number(self, random: draws.Random) -> None:
        """Let couples too many live with other families, or single people too few in pairs."""
        surplus = self._surplus()
        couples = random.permutation(np.flatnonzero((self.kind == COUPLE) & (self.size > 1)))
        room = (self.size >= FEWEST_HOSTS) & (self.size <= MOST_HOSTS)
        hosts = random.permutation(np.flatnonzero(room & (self.kind == WITH_CHILDREN)))
        both = max(0, min(surplus, len(couples), len(hosts)))
        self._join(couples[:both], hosts[:both])
        self.kind[hosts[:both]] = OTHER
        people = random.permutation(np.flatnonzero(self.free))
        pairs = max(0, min(-surplus, len(people) // 4))
        self._join(people[:pairs], people[pairs : 2 * pairs])
        self.kind[people[pairs : 2 * pairs]] = TENANTS

    def _lodge_beyond(self, here: Ints, moves: int, kind: tuple[int, float]) -> int:
        """Let families of a type take somebody in: the given share of those beyond its number."""
        count = min(round(self._beyond(kind[0]) * kind[1]), moves)
        hosts = here[self.kind[here] == kind[0]][: max(0, count)]
        self._lodge(hosts)
        return len(hosts)

    def _single_parents_lodge(self, here: Ints, moves: int) -> int:
        return self._lodge_beyond(here, moves, (PARENT, 1.0))

    def _likely_children_move(self, here: Ints, moves: int) -> int:
        """Let those children stay who rather stay than not; return how many did."""
        hosts = here[(self.left[here] > 0) & (self.kind[here] != COUPLE)]
        hosts = hosts[self.leaves[self.kids[self.first[hosts]]] < LIKELY]
        return self._children_move(hosts, moves)

    def _children_move(self, here: Ints, moves: int) -> int:
        """Let children stay in as many households; return how many did."""
        hosts = here[(self.left[here] > 0) & (self.kind[here] != COUPLE)]
        hosts = self._staying(hosts)[: max(0, moves)]
        self._child_stays(hosts)
        return len(hosts)

    def _others_move(self, here: Ints, moves: int) -> int:
        """Let anybody join as many households, first those whose type that does not change."""
        kind = self.kind[here]
        hosts = here[np.argsort((kind != THREE) & (kind != OTHER), kind="stable")]
        hosts = hosts[~np.isin(self.kind[hosts], (COUPLE, STUDENTS, TENANTS))][: max(0, moves)]
        self._lodge(hosts)
        return len(hosts)

    def houses(self) -> Ints:
        """Return the unit whose household each unit belongs to, after those let in are drawn."""
        random = self.streams("households/lodgers")
        places = np.concatenate([*self.lodgings, np.zeros(0, np.int64)]).astype(np.int32)
        elders = self._takes_elders()[places]
        pool = np.flatnonzero(self.free)
        host = lodging.lodged(self.units.lines, places, pool, elders, random)
        self.host[pool[host >= 0]] = host[host >= 0]
        return self.host

    def _takes_elders(self) -> Ints:
        """Return a mask of households to whose type a parent of the couple makes no difference."""
        units = np.bincount(self.host, minlength=len(self.size))
        childless = (self.units.kind == COUPLE) & (units == 1)
        mask: Ints = childless | (self.kind == THREE)
        return mask
