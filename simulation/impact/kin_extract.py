"""Some pairs of a city with everybody through whom they can be kin: small enough to ask anew.

What would be confirmed if some acts were there, or were not, needs the kin of a few pairs under
another record of the same truth. An extract holds those people only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from synthetic_data.city import DEFECTS, City
from synthetic_data.kinship_facts import RecordedKin, facts

if TYPE_CHECKING:
    from domain.readings import Readings
    from simulation.demand.applications import Bools, Ints
    from synthetic_data.defects import Acts

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

    def recorded_as(self, acts: Acts) -> City:
        """Return the acts of another record of the same truth.

        Args:
            acts: of the whole city, as `record_again` returns them.
        """
        father, mother = acts.recorded.father, acts.recorded.mother
        return replace(
            self.acts,
            act_recorded=acts.birth[self.person],
            father_recorded=_renamed(father[self.person], self.person, len(father)),
            mother_recorded=_renamed(mother[self.person], self.person, len(mother)),
            marriage_recorded=acts.marriage[self.marriage],
        )


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


def _renamed(people: Ints, person: Ints, persons: int) -> Ints:
    return _names(person, persons)[people]


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
