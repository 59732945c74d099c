"""What the registers say about possible applications: looked up once, then read in many ways."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from threading import RLock
from typing import Final, Protocol

import numpy as np

from domain.law import Law
from domain.readings import Readings
from domain.residence.protection import dwelling_is_protected
from simulation.demand.applications import Bools, Ints
from simulation.impact.alike import Alike
from simulation.impact.claims import STUDIES, OwnerPairs, confirming_bits
from simulation.impact.kept import Kept
from simulation.impact.standing import Owners, Register, homes
from synthetic_data.city import ASTANA, REGISTRATION_KINDS, City
from synthetic_data.kinship_facts import RecordedKin, facts_and_marks, marriages

WITH_PARENT: Final = REGISTRATION_KINDS.index("with_parent")
USUAL: Final = ("replace", "current")
"""The readings of adoptions and of marriages whose kinship is looked up for all pairs."""

ALIKE_KEPT: Final = 4
"""All that there are: two readings of adoptions times two of marriages."""

ADOPTED, WED = np.int8(1), np.int8(2)
"""Marks of those whose parents or spouses are others under the other value of a reading."""


class Asking(Protocol):
    """People who ask to be registered in a dwelling, one row each."""

    @property
    def applicant(self) -> Ints:
        """Persons of the city."""

    @property
    def dwelling(self) -> Ints:
        """Dwellings of the city."""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What registers and law answer under one set of readings, whatever is stated and whoever asks.

    One row a possible application.

    Args:
        day: of filing, ``yyyymmdd``.
        protected: whether the dwelling's owners are protected (RES-02, RES-05).
        guarded: whether the hall finds a protected owner by the number typed (RES-03).
        represented: whether a representative of his is on file (RES-04).
        already: whether the applicant is registered in the dwelling in his own right (RES-15).
        is_owner: whether he owns a part of it (RES-16).
        elsewhere: whether it stands outside of the capital.
        area_known: whether the cadastre has an area that serves (RES-06).
        largest_norm: the largest norm, in tenths of m², under which the dwelling takes one more;
            0 none, ``EVERY_NORM`` every one (RES-08).
        confirmed: which statements registers confirm, a bit each in the order of
            ``claims.STATEMENTS`` (RES-10, RES-11).
    """

    day: int
    protected: Bools
    guarded: Bools
    represented: Bools
    already: Bools
    is_owner: Bools
    elsewhere: Bools
    area_known: Bools
    largest_norm: Ints
    confirmed: Ints

    def of(self, rows: Ints) -> Answers:
        """Return the answers about some of the applications.

        Args:
            rows: which, each once or more often.
        """
        at = rows.astype(np.intp)  # once, not for every column
        columns = [column.name for column in fields(self) if column.name != "day"]
        return replace(self, **{name: getattr(self, name).take(at) for name in columns})


@dataclass(frozen=True, slots=True, eq=False)
class Kinship:
    """Sets of kinship facts: the different ones, and which of them each pair has.

    Args:
        different: bits of `Fact`.
        which: place of each pair's set among them.
        leans: on acts that the other value of a reading changes, bits ``ADOPTED``, ``WED``.
    """

    different: Ints
    which: Ints
    leans: Ints

    @classmethod
    def of(cls, found: Ints, leans: Ints) -> Kinship:
        """Tell the sets apart."""
        different = np.unique(np.append(found[found != 0], 0))
        return cls(different, np.searchsorted(different, found).astype(np.int16), leans)

    def facts(self) -> Ints:
        """Return the facts of each pair."""
        found: Ints = self.different[self.which]
        return found


class Prepared:
    """Everything that depends neither on readings nor on the mix, looked up once.

    Safe to be shared by threads.

    Args:
        asking: possible applications.
        registers: the city on the day of filing.
    """

    def __init__(self, asking: Asking, registers: Register) -> None:
        city, owners = registers.city, registers.owners
        who, where = asking.applicant, asking.dwelling
        self._registers, self._where = registers, where
        self._many = owners.many[where]
        self._protected = owners.counts_protected()[where]
        self._already = _is_registered(city, who, where)
        self._elsewhere = city.dwelling_city[where] != ASTANA
        self._studies = _students(city, registers.day)[who]
        position, owner = owners.of(where)
        self._is_owner = _any_row(position[owner == who[position]], len(who))
        self._pairs = OwnerPairs.of(who, position, owner)
        kin = self._kin(USUAL)
        self._guarded, represented = _guarded(owners, kin)
        self._represented, self._guarded = represented[where], self._guarded[where]
        self._kinship = {USUAL: self._looked_up(kin, self._pairs.applicant, self._pairs.owner)}
        self._lock = RLock()
        self._alike = Kept(self._alike_under, ALIKE_KEPT)

    def answers(self, readings: Readings, law: Law) -> Answers:
        """Return what registers and law answer, one row a possible application.

        Args:
            readings: how the text is read.
            law: its useful share of an area; the norm itself plays no part.
        """
        of_dwellings = homes(self._registers, law, readings).of(self._where)
        return Answers(
            day=self._registers.day,
            protected=self.protected(readings),
            guarded=self._guarded,
            represented=self._represented,
            already=self._already,
            is_owner=self._is_owner,
            elsewhere=self._elsewhere,
            area_known=of_dwellings.area >= 0,
            largest_norm=of_dwellings.largest_norm(),
            confirmed=self.confirmed(readings),
        )

    def facts(self, adoption: str, spouse: str) -> Ints:
        """Return the kinship of every applicant and other owner, bits of `Fact`, a row a pair."""
        return self._kinship_under((adoption, spouse)).facts()

    @property
    def pairs(self) -> OwnerPairs:
        """Every applicant with every owner who is another person."""
        return self._pairs

    def protected(self, readings: Readings) -> Bools:
        """Return whether each dwelling's owners are protected (RES-02, RES-05)."""
        is_protected = dwelling_is_protected(self._many, self._protected, readings.protected_owner)
        return np.asarray(is_protected, bool)

    def confirmed(self, readings: Readings) -> Ints:
        """Return which statements registers confirm, as `Answers.confirmed`."""
        read = (readings.adoption, readings.spouse)
        alike, kinship = self._alike(read), self._kinship_under(read)
        bits = confirming_bits(kinship.different, readings)
        together = alike.together(bits, readings.co_owner)
        return together.take(alike.which) | self._studies * np.int16(STUDIES)

    def _alike_under(self, read: tuple[str, str]) -> Alike:
        return Alike.of(self._kinship_under(read).which, self._pairs)

    def _kinship_under(self, read: tuple[str, str]) -> Kinship:
        if read not in self._kinship:  # who finds it need not wait for who looks up another
            with self._lock:
                if read not in self._kinship:
                    self._kinship[read] = self._anew(read)
        return self._kinship[read]

    def _anew(self, read: tuple[str, str]) -> Kinship:
        """Look anew only at those pairs whose kinship leans on acts that are read otherwise."""
        adoption, spouse = read
        differs = WED if adoption == USUAL[0] else ADOPTED
        usual = self._kinship_under(USUAL if differs == WED else (USUAL[0], spouse))
        rows = np.flatnonzero(usual.leans & differs)
        pairs, found = self._pairs, usual.facts()
        again = self._looked_up(self._kin(read), pairs.applicant[rows], pairs.owner[rows])
        found[rows] = again.facts()
        leans = usual.leans.copy()
        leans[rows] = again.leans
        return Kinship.of(found, leans)

    def _looked_up(self, kin: RecordedKin, applicant: Ints, owner: Ints) -> Kinship:
        marks = _read_otherwise(self._registers.city, self._registers.day)
        return Kinship.of(*facts_and_marks(kin, applicant, owner, *marks))

    def _kin(self, read: tuple[str, str]) -> RecordedKin:
        adoption, spouse = read
        readings = Readings(adoption=adoption, spouse=spouse)
        return RecordedKin(self._registers.city, self._registers.day, readings)


def prepare(asking: Asking, registers: Register) -> Prepared:
    """Look up everything about possible applications that no reading and no norm touches.

    Args:
        asking: applications, or a pool from which years are chosen.
        registers: the city on the day of filing.
    """
    return Prepared(asking, registers)


def _any_row(rows: Ints, count: int) -> Bools:
    found = np.zeros(count, bool)
    found[rows] = True
    return found


def _is_registered(city: City, who: Ints, where: Ints) -> Bools:
    """Say who is registered in the dwelling, with a parent aside."""
    own = city.registration_kind != WITH_PARENT
    person, dwelling = city.registered_person[own], city.registered_dwelling[own]
    found = np.zeros(len(who), bool)
    while len(person):
        place = np.full(city.persons, -1, np.int32)
        place[person] = dwelling  # of several places of one person one stays, the others wait
        found |= place[who] == where
        left = place[person] != dwelling
        person, dwelling = person[left], dwelling[left]
    return found


def _students(city: City, day: int) -> Bools:
    """Say who studies full-time in the capital on the day; either register may confirm."""
    held = city.full_time.astype(bool) & (city.study_city == ASTANA)
    held &= (city.study_from <= day) & (day <= city.study_until)
    return _any_row(city.student[held], city.persons)


def _guarded(owners: Owners, kin: RecordedKin) -> tuple[Bools, Bools]:
    """Say which dwellings have a protected owner, and whether the first has a representative.

    A guardian or a parent on file represents him.
    """
    dwelling, owner = owners.first_protected()
    slots = (*kin.guardians, *kin.parents["father"], *kin.parents["mother"])
    on_file = np.any([slot[owner] >= 0 for slot in slots], axis=0)
    many = len(owners.first) - 1
    return _any_row(dwelling, many), _any_row(dwelling[on_file], many)


def _read_otherwise(city: City, day: int) -> tuple[Ints, Ints]:
    """Return the marks of the adopted and of those whose marriages are over."""
    adopted, wed = (np.zeros(city.persons + 1, np.int8) for _ in range(2))
    adopted[city.adopted_child[city.adopted_on <= day]] = ADOPTED
    _, over = marriages(city, day)
    for spouse in (city.spouse_a, city.spouse_b):
        wed[spouse[over]] = WED
    return adopted, wed
