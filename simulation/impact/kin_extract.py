"""Some pairs of a city with everybody through whom they can be kin: small enough to ask anew.

What would be confirmed if some acts were there, or were not, needs the kin of a few pairs under
another record of the same truth. An extract holds those people only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from synthetic_data.city import DEFECTS, City
from synthetic_data.defects import record_again
from synthetic_data.kinship_facts import RecordedKin, facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.readings import Readings
    from simulation.demand.applications import Bools, Ints
    from synthetic_data.defects import Defect

GENERATIONS: Final = 3
"""Steps up that the longest kinship needs: those from a child of the owner's grandchild to him."""

NOBODY: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """Pairs of people, and a city of those who matter to their kinship.

    Attributes:
        acts: a city whose columns of people, marriages, adoptions and guardianships hold only
            those extracted, and name them by their new rows; no other column may be read.
        person: the people of the extract, rows of the whole city.
        marriage: its marriages, rows of the whole city.
        a: applicants, rows of the extract.
        o: owners, as many.
    """

    acts: City
    person: Ints
    marriage: Ints
    a: Ints
    o: Ints

    def facts(self, acts: City, day: int, readings: Readings) -> Ints:
        """Return what is true of each pair under some record of the acts, bits of `Fact`.

        Args:
            acts: what one of the methods below returned, or ``acts`` itself.
            day: the day of filing, ``yyyymmdd``.
            readings: ``adoption`` and ``spouse`` decide how acts are read.
        """
        return facts(RecordedKin(acts, day, readings), self.a, self.o)

    def leaning(self, marks: Ints) -> Ints:
        """Return for each pair the marks of everybody through whom the two can be kin.

        Args:
            marks: bits, one row a person of the extract.
        """
        above = np.append(marks, marks.dtype.type(0))
        for _ in range(GENERATIONS):
            above = self._with_parents(above)
        acts, by_marriage = self.acts, above.copy()
        np.bitwise_or.at(by_marriage, acts.spouse_a, above[acts.spouse_b])
        np.bitwise_or.at(by_marriage, acts.spouse_b, above[acts.spouse_a])
        found: Ints = by_marriage[self.a] | by_marriage[self.o]
        return found

    def _with_parents(self, marks: Ints) -> Ints:
        """Return the marks of everybody and of his parents, by birth and by adoption."""
        acts, found = self.acts, marks.copy()
        found[:-1] |= marks[acts.father] | marks[acts.mother]
        adoptive = marks[acts.adoptive_father] | marks[acts.adoptive_mother]
        np.bitwise_or.at(found, acts.adopted_child, adoptive)
        return found

    def complete(self) -> City:
        """Return the acts as if the register held all of them."""
        return self._mended(np.full(len(DEFECTS), fill_value=True))

    def mended(self, defect: str) -> City:
        """Return the acts as if one defect had never struck.

        Args:
            defect: one of ``city.DEFECTS``.
        """
        return self._mended(np.array([name == defect for name in DEFECTS]))

    def _mended(self, which: Bools) -> City:
        acts = self.acts
        birth, marriage = which[acts.birth_defect], which[acts.marriage_defect]
        return replace(
            acts,
            act_recorded=acts.act_recorded | birth,
            father_recorded=np.where(birth, acts.father, acts.father_recorded),
            mother_recorded=np.where(birth, acts.mother, acts.mother_recorded),
            marriage_recorded=acts.marriage_recorded | marriage,
        )

    def recorded_as(self, other: OtherActs) -> City:
        """Return the acts as another record of the same truth has them.

        Args:
            other: where that record differs, in rows of the whole city.
        """
        name = _names(self.person, other.persons)
        here, wed = name[other.born] >= 0, np.isin(self.marriage, other.married)
        born, acts = name[other.born[here]], self.acts
        held, father, mother = (
            column.copy()
            for column in (acts.act_recorded, acts.father_recorded, acts.mother_recorded)
        )
        held[born] = other.held[here]
        father[born], mother[born] = name[other.father[here]], name[other.mother[here]]
        return replace(
            acts,
            act_recorded=held,
            father_recorded=father,
            mother_recorded=mother,
            marriage_recorded=acts.marriage_recorded ^ wed,
        )


@dataclass(frozen=True, slots=True, eq=False)
class OtherActs:
    """Where another record of the same truth differs from a city's.

    Attributes:
        persons: of the city.
        born: people whose birth acts differ, ascending.
        held: whether there is a digital act, one a person of ``born``.
        father: whom it names, -1 nobody.
        mother: whom it names, -1 nobody.
        married: marriages of which one of the two records holds an act and the other does not.
    """

    persons: int
    born: Ints
    held: Bools
    father: Ints
    mother: Ints
    married: Ints

    @classmethod
    def under(cls, city: City, defects: Sequence[Defect]) -> OtherActs:
        """Return where a city would be recorded otherwise under another catalogue of defects.

        Args:
            city: any generated city.
            defects: the catalogue.
        """
        acts = record_again(city, defects)
        father, mother = acts.recorded.father, acts.recorded.mother
        differs = acts.birth != city.act_recorded
        differs |= (father != city.father_recorded) | (mother != city.mother_recorded)
        born = np.flatnonzero(differs).astype(np.int32)
        return cls(
            persons=city.persons,
            born=born,
            held=acts.birth[born].astype(bool),
            father=father[born].astype(np.int32),
            mother=mother[born].astype(np.int32),
            married=np.flatnonzero(acts.marriage != city.marriage_recorded).astype(np.int32),
        )

    def people(self, city: City) -> Ints:
        """Return everybody whose own acts differ, some of them twice."""
        spouses = (city.spouse_a[self.married], city.spouse_b[self.married])
        return np.concatenate([self.born, *spouses])


def extract(city: City, a: Ints, o: Ints) -> Extract:
    """Return pairs of people with everybody through whom they can be kin.

    Args:
        city: any city.
        a: applicants, rows of the persons.
        o: owners, as many.
    """
    held = np.zeros(city.persons, bool)
    held[a], held[o] = True, True
    wed = held[city.spouse_a] | held[city.spouse_b]
    held[city.spouse_a[wed]], held[city.spouse_b[wed]] = True, True
    for _ in range(GENERATIONS):
        _add_parents(city, held)
    person = np.flatnonzero(held)
    name = _names(person, city.persons)
    return Extract(_only(city, person, wed, name), person, np.flatnonzero(wed), name[a], name[o])


def _add_parents(city: City, held: Bools) -> None:
    """Mark the parents of all who are marked, by birth and by adoption."""
    person, adopted = np.flatnonzero(held), held[city.adopted_child]
    for parents in (
        city.father[person],
        city.mother[person],
        city.adoptive_father[adopted],
        city.adoptive_mother[adopted],
    ):
        held[parents[parents >= 0]] = True


def _names(person: Ints, persons: int) -> Ints:
    """Return each person's row in an extract, -1 for those left out and for nobody."""
    name = np.full(persons + 1, NOBODY, np.int32)
    name[person] = np.arange(len(person), dtype=np.int32)
    return name


def _only(city: City, person: Ints, wed: Bools, name: Ints) -> City:
    parents = ("father", "mother", "father_recorded", "mother_recorded")
    adopted = np.flatnonzero(name[city.adopted_child] >= 0)
    guarded = np.flatnonzero((name[city.ward] >= 0) & (name[city.guardian] >= 0))
    return replace(
        city,
        born=city.born[person],
        **{column: name[getattr(city, column)[person]] for column in parents},
        act_recorded=city.act_recorded[person],
        birth_defect=city.birth_defect[person],
        spouse_a=name[city.spouse_a[wed]],
        spouse_b=name[city.spouse_b[wed]],
        married_from=city.married_from[wed],
        married_until=city.married_until[wed],
        marriage_recorded=city.marriage_recorded[wed],
        marriage_defect=city.marriage_defect[wed],
        adopted_child=name[city.adopted_child[adopted]],
        adoptive_father=name[city.adoptive_father[adopted]],
        adoptive_mother=name[city.adoptive_mother[adopted]],
        adopted_on=city.adopted_on[adopted],
        ward=name[city.ward[guarded]],
        guardian=name[city.guardian[guarded]],
    )
