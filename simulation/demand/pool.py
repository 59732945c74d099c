"""More applications than any mix of a year wants, drawn once, from which every mix chooses.

Of every relation and origin a mix takes the first so many in an order that never changes, and
every choice of a person is a draw that is compared with a share. So two mixes differ only where
their shares do, and nothing is drawn again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.demand.applications import Bools, Ints
from simulation.demand.free import Free
from simulation.demand.kindred import kindred
from simulation.demand.mix import (
    ALREADY,
    FIGURES,
    NO_COURSE,
    STUDENT,
    Mix,
    assumed,
    assumptions,
    moved,
)
from simulation.demand.movers import BESIDE, TENANT, Movers
from simulation.demand.pairs import WAYS
from simulation.demand.parties import with_companions
from simulation.demand.people import People
from simulation.demand.quotas import ARRIVAL, ORIGINS, RESIDENT, Quotas, quotas, totals
from simulation.demand.rows import Rows, joined, moved_in, no_rows
from simulation.demand.statements import Statements, statements
from simulation.demand.together import TOGETHER, asked_together, beside_somebody
from synthetic_data.city import City
from synthetic_data.draws import ordered
from synthetic_data.streams import Streams

Shares = NDArray[np.float32]

KINDS: Final = (*assumed().relations, NO_COURSE, ALREADY)
"""What is drawn apart: the relations, with students without a course on file besides."""

MARGIN: Final = 1.02
"""Room for mixes that move two assumptions a little."""

LATENT: Final = (
    "service",
    "statement",
    "centre",
    "mobile",
    "goes_on",
    "together",
    "consent",
    "declined",
    "reception",
    "papers",
)
"""Draws from 0 to 1 that shares of a mix are compared with."""

FOLLOWED: Final = 1.4
"""Companions drawn for each that is wanted at most: some are chosen without their leader."""

SHARED: Final = ("service", "centre", "mobile", "consent")
"""Draws that those who move together have in common: one visit, one owner to consent."""


@dataclass(frozen=True, slots=True, eq=False)
class Leavers:
    """People who may leave the capital, in order of time.

    Args:
        dwelling: in which each is registered permanently.
        before: the row of the pool before which each leaves; the count of rows at the end.
        rank: a mix takes the lowest.
    """

    dwelling: Ints
    before: Ints
    rank: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Shortfall:
    """What a mix asks of a relation and origin, and what it gets.

    Args:
        relation: of applicant to owner; ``together`` for all who move in beside somebody.
        arrival: whether from outside; False for ``together``, which counts both.
        asked: applications by the shares alone.
        given: applications in the year.
    """

    relation: str
    arrival: bool
    asked: int
    given: int


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Possible applications of a year in order of filing, one row each.

    Args:
        population: of the capital.
        relations: codes of the assumed mix; the last is of those registered there already.
        relation: what the applicant truly is to the owner, a place in ``relations``.
        arrival: whether he comes from outside of the capital.
        applicant: persons.
        owner: by whom the dwelling was found, -1 for an organisation.
        dwelling: of the capital.
        origin: the dwelling of the capital in which each is registered permanently, -1 none.
        leader: the row beside whom each may move in, -1 nobody.
        stratum: kind (see `KINDS`) and origin of each as one number.
        rank: among those of the same stratum; a mix takes the lowest.
        when: a part of the year, ascending.
        statements: both things that each may state.
        guess: what a mistaken reception takes the owner for: 1 protected, 0 not.
        latent: draws by name, see ``LATENT``.
        leavers: who may leave the capital.
    """

    population: int
    relations: tuple[str, ...]
    relation: Ints
    arrival: Bools
    applicant: Ints
    owner: Ints
    dwelling: Ints
    origin: Ints
    leader: Ints
    stratum: Ints
    rank: Ints
    when: Shares
    statements: Statements
    guess: Ints
    latent: dict[str, Shares]
    leavers: Leavers

    @property
    def count(self) -> int:
        """How many possible applications there are."""
        return len(self.relation)

    def quotas(self, mix: Mix) -> Quotas:
        """Return how many of each kind and origin a mix takes."""
        there_are = np.bincount(self.stratum, minlength=len(KINDS) * ORIGINS)
        tenant = self.relations.index(TENANT)
        return quotas(mix, self.population, there_are.reshape(-1, ORIGINS), tenant)

    def chosen(self, mix: Mix) -> Bools:
        """Say which rows make the year of a mix."""
        return np.asarray(self.rank < self.quotas(mix).given.ravel()[self.stratum])

    def shortfall(self, mix: Mix) -> tuple[Shortfall, ...]:
        """Return the relations and origins of which a mix gets another number than it asks.

        Too few who can move in beside somebody are told last, as ``together``.
        """
        found, chosen = self.quotas(mix), self.chosen(mix)
        asked = asked_together(self, mix, chosen)
        beside = len(beside_somebody(self, chosen, asked))
        alone = (Shortfall(TOGETHER, arrival=False, asked=asked, given=beside),)
        lacking = tuple(
            Shortfall(name, bool(origin), int(found.wanted[row, origin]), int(given))
            for row, name in enumerate(KINDS)
            for origin, given in enumerate(found.given[row])
            if found.wanted[row, origin] != given
        )
        return lacking + alone if beside < asked else lacking


def draw_pool(city: City, day: int, seed: int) -> Pool:
    """Draw the possible applications of a year.

    Args:
        city: any city.
        day: ``yyyymmdd``, on which kin, ages and registrations are looked at.
        seed: of the draws.
    """
    streams = Streams(seed)
    movers = Movers(People.of(city, day), kindred(city, day), streams("pool/moves"))
    free = Free(movers.people, streams("pool/people"))
    rows = _rows(city, list(KINDS), movers, free)
    return _in_order(city, rows, (movers.people, free), streams)


def _mixes() -> list[Mix]:
    """Return the mixes whose quotas differ, each with one assumption at its low or its high."""
    names = [name for name in assumptions() if name in OF_QUOTAS or "." in name]
    return [assumed(), *(moved(name, end) for name in names for end in ("low", "high"))]


OF_QUOTAS: Final = ("arrivals", "moves", "already", "no_course")


def _needed(population: int, there_are: Ints, tenant: int) -> Ints:
    """Return the most that any assumption at its low or high takes of each relation and origin."""
    given = [quotas(mix, population, there_are, tenant).given for mix in _mixes()]
    most = np.ceil(np.max(given, axis=0) * MARGIN)
    return np.asarray(np.minimum(most, there_are).astype(np.int64))


def _rows(city: City, relations: list[str], movers: Movers, free: Free) -> Rows:
    """Draw as many moves as are needed: kin from outside first, as the city has fewest."""
    tenant, count, few = relations.index(TENANT), len(relations), movers.few()
    most = totals(moved("arrivals", "high"), city.population)[0] * 2
    room = np.full((count, ORIGINS), most)
    needed = _needed(city.population, room, tenant)
    beside = np.isin(relations, BESIDE)[:, None] * needed * FIGURES["together"]["high"]
    companions = np.ceil(beside * FOLLOWED).astype(np.int64)
    rows = _filled(no_rows(), needed - companions, relations, (movers, free, few))
    rows = with_companions(rows, companions, relations, (movers, free))
    rows = _filled(rows, needed, relations, (movers, free, few))
    there_are = rows.counts(count)
    lacking = there_are < needed
    for origin in (ARRIVAL, RESIDENT):  # the other origin stands in, and tenants in the end
        lacking[tenant], lacking[-1] = False, False
        room = np.where(lacking & (np.arange(ORIGINS) >= origin), there_are, most)
        rows = _filled(rows, _needed(city.population, room, tenant), relations, (movers, free, few))
        there_are = rows.counts(count)
        lacking |= there_are < _needed(city.population, room, tenant)
    return rows


def _filled(rows: Rows, needed: Ints, relations: list[str], stock: Stock) -> Rows:
    """Return rows with as many more of each relation and origin as are needed and there are."""
    movers, free, few = stock
    lacking, parts = needed - rows.counts(len(relations)), [rows]
    for relation in sorted(relations, key=[*WAYS, *relations].index):
        code = relations.index(relation)
        for origin in (ARRIVAL, RESIDENT):
            if lacking[code, origin] <= 0:
                continue
            queue = free.queue(origin, few.get(relation))
            ask = partial(movers.ask, relation)
            found = free.draw(queue, int(lacking[code, origin]), ask)
            parts += [moved_in(moves, code, np.array(origin == ARRIVAL)) for moves in found]
    return joined(parts)


Stock = tuple[Movers, Free, dict[str, Ints]]
"""Who is asked, who can still be drawn, and who alone may have some relations."""


def _in_order(
    city: City,
    rows: Rows,
    stock: tuple[People, Free],
    streams: Streams,
) -> Pool:
    """Return the pool of rows: each at a moment of the year, companions after their leader."""
    count = len(rows.relation)
    head = np.where(rows.leader >= 0, rows.leader, np.arange(count))
    when = streams("pool/when").random(count, np.float32)[head]
    chance = streams("pool/rank").integers(0, 1 << 31, count)[head]
    latent = _latent(rows, head, streams)
    order = np.lexsort((latent["together"], rows.leader >= 0, head, when))
    place = np.empty(count, np.int32)
    place[order] = np.arange(count, dtype=np.int32)
    moves, stratum = rows.moves.only(order), rows.stratum()[order]
    leader = rows.leader[order]
    sorted_rows = Rows(moves, rows.relation[order], rows.arrival[order], leader)
    relations, relation = _relations(sorted_rows)
    return Pool(
        population=city.population,
        relations=relations,
        relation=relation,
        arrival=sorted_rows.arrival,
        applicant=moves.applicant,
        owner=moves.owner,
        dwelling=moves.dwelling,
        origin=stock[0].leaves[moves.applicant],
        leader=np.where(leader >= 0, place[leader], leader),
        stratum=stratum.astype(np.int16),
        rank=_rank(stratum, chance[order]),
        when=when[order],
        statements=statements(sorted_rows, list(KINDS), streams("pool/statements")),
        guess=streams("pool/guess").integers(0, 2, count, np.int8),
        latent={name: column[order] for name, column in latent.items()},
        leavers=_leavers(city, stock, when[order], streams),
    )


def _relations(rows: Rows) -> tuple[tuple[str, ...], Ints]:
    """Return the relations, and that of each row: a student's with or without a course."""
    names = tuple(name for name in KINDS if name != NO_COURSE)
    shown = [names.index(STUDENT if name == NO_COURSE else name) for name in KINDS]
    return names, np.array(shown, np.int8)[rows.relation]


def _rank(group: Ints, chance: Ints) -> Ints:
    """Return the place of each row among those of its group, by chance."""
    order = ordered(group, chance)
    first = np.concatenate([[0], np.cumsum(np.bincount(group))])
    rank = np.empty(len(group), np.int32)
    rank[order] = np.arange(len(group)) - first[group[order]]
    return rank


def _latent(rows: Rows, head: Ints, streams: Streams) -> dict[str, Shares]:
    """Return the draws; of a relation's companions a share together is a share of all its rows."""
    stratum, beside = rows.stratum(), rows.leader >= 0
    columns = {
        name: streams(f"pool/latent/{name}").random(len(stratum), np.float32) for name in LATENT
    }
    columns |= {name: columns[name][head] for name in SHARED}
    many = np.bincount(stratum[beside], minlength=int(stratum.max(initial=0)) + 1)
    share = many / np.maximum(np.bincount(stratum, minlength=len(many)), 1)
    scaled = columns["together"] * share[stratum].astype(np.float32)
    columns["together"] = np.where(beside, scaled, np.float32(1))
    return columns


def _leavers(city: City, stock: tuple[People, Free], filed: Shares, streams: Streams) -> Leavers:
    """Return people registered permanently who do not apply, as many as any mix wants."""
    people, free = stock
    who = np.flatnonzero((people.leaves[:-1] >= 0) & (city.died == 0))
    who = who[free.unused(who)].astype(np.int32)
    random = streams("pool/leavers")
    wanted = ceil(FIGURES["departures"]["high"] * city.population * MARGIN)
    chosen = random.permutation(who)[:wanted]
    when = random.random(len(chosen), np.float32)
    order = np.argsort(when, kind="stable")
    before = np.searchsorted(filed, when[order], side="right")
    return Leavers(people.leaves[chosen[order]], before, order.astype(np.int32))
