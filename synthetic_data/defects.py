"""What the civil register lacks of the truth: an ordered catalogue of defects.

Each defect takes acts that nothing earlier in the catalogue took, so every missing piece has
one cause, which is kept. Each draws from a stream of its own: a higher share adds acts and
takes none away, and moves no other defect's draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from synthetic_data import evidence
from synthetic_data.adoptions import Kin
from synthetic_data.city import DEFECTS, City
from synthetic_data.day_lookup import years
from synthetic_data.draws import Floats, Ints
from synthetic_data.families import Parents
from synthetic_data.marriages import Marriages
from synthetic_data.people import Roll
from synthetic_data.streams import Streams

BIRTH, MARRIAGE = "birth", "marriage"
NO_DEFECT = 0
HIDES_FATHER = DEFECTS.index("father_missing")
"""The one defect that leaves an act in the register, without a father."""

FEW = 20_000
"""Acts of one place and band of years below which chance would blur the share too much."""

STEPS = 60
"""Halvings that find the level of a hazard: beyond the last bit of a double."""

Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Defect:
    """One way in which the register falls short of the truth.

    Args:
        code: one of ``city.DEFECTS``.
        acts: the kinds of act it strikes, ``BIRTH`` and ``MARRIAGE``. ``father_missing`` takes
            the father from the act, all others the whole act.
        share: first year of the act → share of the acts that it takes, of those that no
            earlier defect took; 0 before the first year.
        away: hazard of acts made outside the capital, abroad included, to that of acts made
            in it, above 0; the shares by year stay.
        source: key of the figure of the evidence behind the share.
        least: the share at the favourable end of the evidence.
        most: the share at the other end.
    """

    code: str
    acts: tuple[str, ...]
    share: Shares
    away: float
    source: str
    least: Shares
    most: Shares

    def sparing(self) -> Defect:
        """Return the defect at its least share."""
        return replace(self, share=self.least)

    def severe(self) -> Defect:
        """Return the defect at its greatest share."""
        return replace(self, share=self.most)


@dataclass(frozen=True, slots=True)
class Made:
    """Acts by when and where they were made, one row an act.

    Args:
        year: calendar year.
        away: whether outside the capital.
    """

    year: Ints
    away: Ints


@dataclass(frozen=True, slots=True)
class Acts:
    """Digital acts and what is missing.

    Args:
        birth: whether there is a digital birth act, one a person.
        recorded: the parents it names, -1 for none.
        marriage: whether there is a digital act, one a marriage.
        birth_defect: why a birth act or its father is missing, a code of ``city.DEFECTS``.
        marriage_defect: why a marriage act is missing, a code of ``city.DEFECTS``.
    """

    birth: Ints
    recorded: Parents
    marriage: Ints
    birth_defect: Ints
    marriage_defect: Ints


def catalogue() -> tuple[Defect, ...]:
    """Return the defects of the evidence, in the order in which they are looked at."""
    before = evidence.number("registers.paper_only_before")
    keys = ("share_by_birth_year", "share_low", "share_high")
    digital = [evidence.table(f"registers.digitised_{key}") for key in keys]
    lacking = [{year: 1 - share for year, share in table.items()} for table in digital]
    paper = [{y: share if int(y) < before else 0.0 for y, share in t.items()} for t in lacking]
    queue = [{y: share if int(y) >= before else 0.0 for y, share in t.items()} for t in lacking]
    ratio = evidence.number("registers.paper_away_ratio")
    source, both = "registers.digitised_share_by_birth_year", (BIRTH, MARRIAGE)
    return (
        Defect("paper_only", both, paper[0], ratio, source, paper[2], paper[1]),
        _whenever("foreign_act", BIRTH, "foreign"),
        _whenever("father_missing", BIRTH, None),
        _whenever("marriage_abroad", MARRIAGE, "marriage"),
        Defect("not_yet_digitised", both, queue[0], ratio, source, queue[2], queue[1]),
    )


def _whenever(code: str, act: str, ratio: str | None) -> Defect:
    """Return a defect whose share is the same in every year."""
    source = f"registers.{code}_share"
    share = evidence.number(source)
    least, most = evidence.numbers(f"registers.{code.removesuffix('_share')}_range")
    away = evidence.number(f"registers.{ratio}_away_ratio") if ratio else 1.0
    always = [{"0": each} for each in (share, least, most)]
    return Defect(code, (act,), always[0], away, source, always[1], always[2])


def record(
    roll: Roll,
    kin: Kin,
    marriages: Marriages,
    streams: Streams,
    defects: Sequence[Defect] | None = None,
) -> Acts:
    """Return the digital acts.

    Args:
        roll: all people.
        kin: parents by birth.
        marriages: all marriages.
        streams: the random streams of the city.
        defects: the catalogue, by default that of the evidence.
    """
    here = _made_here(roll.residents)
    births = Made(years(roll.born), ~_born_here(here, kin.birth, years(roll.born)))
    weddings = _weddings(here, years(marriages.since), marriages.husband, marriages.wife)
    return _acts(births, weddings, kin.birth, streams, defects)


def record_again(city: City, defects: Sequence[Defect]) -> Acts:
    """Return the digital acts that a city would have under another catalogue.

    The draws are those of the city itself: under the catalogue it was made with, its own acts.

    Args:
        city: any generated city.
        defects: the catalogue.
    """
    births, weddings = birth_acts(city), marriage_acts(city)
    parents = Parents(city.father, city.mother)
    return _acts(births, weddings, parents, Streams(city.seed), defects)


def birth_acts(city: City) -> Made:
    """Return when and where the births of a city were registered."""
    year = (city.born // 10_000).astype(np.int16)
    parents = Parents(city.father, city.mother)
    return Made(year, ~_born_here(_made_here(city.population), parents, year))


def marriage_acts(city: City) -> Made:
    """Return when and where the marriages of a city were registered."""
    year = (city.married_from // 10_000).astype(np.int16)
    return _weddings(_made_here(city.population), year, city.spouse_a, city.spouse_b)


@dataclass(frozen=True, slots=True)
class _Here:
    """What the model takes for an act of the capital: of its residents, from a year on."""

    residents: int
    since: int


def _made_here(residents: int) -> _Here:
    return _Here(residents, int(evidence.number("registers.native_from_year")))


def _born_here(here: _Here, parents: Parents, year: Ints) -> Ints:
    parent = np.where(parents.mother >= 0, parents.mother, parents.father)
    born: Ints = (parent >= 0) & (parent < here.residents) & (year >= here.since)
    return born


def _weddings(here: _Here, year: Ints, husband: Ints, wife: Ints) -> Made:
    resident = (husband < here.residents) | (wife < here.residents)
    return Made(year, ~(resident & (year >= here.since)))


def _acts(
    births: Made,
    weddings: Made,
    parents: Parents,
    streams: Streams,
    defects: Sequence[Defect] | None,
) -> Acts:
    defects = catalogue() if defects is None else defects
    birth = causes(births, BIRTH, defects, streams, parents)
    marriage = causes(weddings, MARRIAGE, defects, streams)
    held = (birth == NO_DEFECT) | (birth == HIDES_FATHER)
    father = np.where(birth == NO_DEFECT, parents.father, -1)
    mother = np.where(held, parents.mother, -1)
    return Acts(held, Parents(father, mother), marriage == NO_DEFECT, birth, marriage)


def causes(
    made: Made,
    act: str,
    defects: Sequence[Defect],
    streams: Streams,
    parents: Parents | None = None,
) -> Ints:
    """Return why each act is missing, 0 where nothing is, as codes of ``city.DEFECTS``.

    Args:
        made: the acts.
        act: their kind, ``BIRTH`` or ``MARRIAGE``.
        defects: the catalogue.
        streams: the random streams of the city.
        parents: the true parents, for births.
    """
    cause = np.zeros(len(made.year), np.int8)
    for defect in defects:
        if act not in defect.acts:
            continue
        code, open_ = DEFECTS.index(defect.code), cause == NO_DEFECT
        nameless = np.zeros(0, bool)
        if code == HIDES_FATHER and parents is not None:
            nameless = open_ & (parents.father < 0) & (parents.mother >= 0)
            open_ &= parents.father >= 0
        cell = _cells(made, defect.share)
        chance = _chances(cell, open_, nameless, defect)
        draw = streams(f"defects/{defect.code}/{act}").random(len(cause), dtype=np.float32)
        cause[_struck(cell, open_, draw, chance)] = code
    return cause


def _struck(cell: Ints, open_: Ints, draw: Ints, chance: Floats) -> Ints:
    """Return which of the open acts are struck: in small cells as many as expected."""
    struck: Ints = open_ & (draw < chance.astype(np.float32)[cell])
    for number, count in enumerate(np.bincount(cell[open_], minlength=len(chance))):
        if 0 < count < FEW:
            rows = np.flatnonzero(open_ & (cell == number))
            struck[rows] = False
            order = np.argsort(draw[rows], kind="stable")
            struck[rows[order[: round(chance[number] * count)]]] = True
    return struck


def _cells(made: Made, share: Shares) -> Ints:
    """Return two cells a band of years, acts made in the capital first; band 0 is before all."""
    cell = made.away.astype(np.int8)
    for first in share:
        cell += (made.year >= int(first)).astype(np.int8) * 2
    return cell


def _chances(cell: Ints, open_: Ints, nameless: Ints, defect: Defect) -> Floats:
    """Return the chance of each cell, so that every band of years has the share it should.

    Acts that name no father because nobody knows him count into the share of those without.
    """
    cells = 2 * (len(defect.share) + 1)
    counts = np.bincount(cell[open_], minlength=cells).reshape(-1, 2)
    share = np.array([0.0, *defect.share.values()])
    if len(nameless):
        lacking = np.bincount(cell[nameless], minlength=cells).reshape(-1, 2).sum(axis=1)
        known = counts.sum(axis=1)
        share = np.maximum(share * (known + lacking) - lacking, 0) / np.maximum(known, 1)
    return _by_place(share, counts, defect.away).ravel()


def _by_place(share: Floats, counts: Ints, away: float) -> Floats:
    """Return chances (band, place) with hazards of 1 to ``away`` and the share of each band."""
    part = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    part[counts.sum(axis=1) == 0] = 0.5
    ratio = np.array([1.0, away])
    low, high = np.zeros(len(share)), np.full(len(share), 1 / ratio.min())
    left = (1 - np.minimum(share, 1.0))[:, np.newaxis]
    for _ in range(STEPS):
        level = (low + high) / 2
        mean = (part * (1 - left ** (ratio * level[:, np.newaxis]))).sum(axis=1)
        low, high = np.where(mean < share, level, low), np.where(mean < share, high, level)
    chances: Floats = np.where(left < 1, 1 - left ** (ratio * high[:, np.newaxis]), 0.0)
    return chances
