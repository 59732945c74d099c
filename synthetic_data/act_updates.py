"""Civil acts brought up to date during a run, over the acts on file that stay as they are.

The city keeps the truth beside the record, so an act that somebody has had entered is the true
act of the city. Only acts with a defect are indexed, and only once for a city.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, cast
from weakref import WeakKeyDictionary

import numpy as np

from synthetic_data.city_index import CityIndex, Groups, iso, iso_or_none
from synthetic_data.defects import BIRTH, MARRIAGE, NO_DEFECT

if TYPE_CHECKING:
    from domain.answers import Children, Marriage, Marriages, ParentActs, Parents
    from domain.records import Id
    from domain.registries import CivilActs
    from synthetic_data.city import City


class Act(NamedTuple):
    """A civil act.

    Attributes:
        kind: ``birth`` or ``marriage``.
        row: the person born, or the row of the marriage.
    """

    kind: str
    row: int


class _Everything:
    """Holds every act: the truth."""

    def __contains__(self, _row: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


EVERYTHING: Final = _Everything()
Rows = set[int] | _Everything


@dataclass(frozen=True, slots=True)
class Defective:
    """Acts that the register lacks, whole or in part, by those whom they name in truth.

    Attributes:
        by_father: persons with a defective act of birth.
        by_mother: the same.
        by_husband: marriages without an act.
        by_wife: the same.
    """

    by_father: Groups
    by_mother: Groups
    by_husband: Groups
    by_wife: Groups


_DEFECTIVE: WeakKeyDictionary[City, Defective] = WeakKeyDictionary()


def defective(city: City) -> Defective:
    """Return the acts that the register of a city lacks; they are looked for once."""
    if city not in _DEFECTIVE:
        birth = city.birth_defect != NO_DEFECT
        marriage = ~city.marriage_recorded.astype(bool)
        columns = (
            np.where(birth, city.father, -1),
            np.where(birth, city.mother, -1),
            np.where(marriage, city.spouse_a, -1),
            np.where(marriage, city.spouse_b, -1),
        )
        _DEFECTIVE[city] = Defective(*(Groups(column, city.persons) for column in columns))
    return _DEFECTIVE[city]


@dataclass(slots=True)
class UpdatedActs:
    """IS ZAGS: the acts on file, and those brought up to date since.

    Attributes:
        index: the city.
        file: the acts on file at the start of the run.
        births: persons whose act of birth is the true one now.
        marriages_entered: rows of marriages that have an act now.
    """

    index: CityIndex
    file: CivilActs
    births: Rows = field(default_factory=set)
    marriages_entered: Rows = field(default_factory=set)

    def enter(self, acts: Iterable[Act]) -> None:
        """Bring acts up to date: whoever asks from now on sees them."""
        entered = {BIRTH: self.births, MARRIAGE: self.marriages_entered}
        for act in acts:
            cast("set[int]", entered[act.kind]).add(act.row)

    def lacks_birth(self, person: int) -> bool:
        """Say whether a person's act of birth falls short of the truth."""
        defect = self.index.city.birth_defect[person] != NO_DEFECT
        return bool(defect) and person not in self.births

    def marriages_lacking(self, person: int) -> list[int]:
        """Return the rows of a person's marriages that have no act."""
        lacking = defective(self.index.city)
        rows = (*lacking.by_husband.of(person), *lacking.by_wife.of(person))
        return [row for row in rows if row not in self.marriages_entered]

    def parents(self, person: Id) -> ParentActs:
        """Return the acts that name the person's parents."""
        acts = self.file.parents(person)
        if person not in self.births:
            return acts
        city, row = self.index.city, cast("int", person)
        father, mother = int(city.father[row]), int(city.mother[row])
        birth: Parents = {"father": _id(father), "mother": _id(mother)}
        return {"birth": birth, "adoptions": acts["adoptions"]}

    def children(self, parent: Id) -> Children:
        """Return the acts of every child that names this parent, by child."""
        acts = self.file.children(parent)
        if not self.births:
            return acts
        named = {child["child"] for child in acts["acts"]} | set(self._children_since(parent))
        return {"acts": [{"child": child, **self.parents(child)} for child in sorted(named)]}

    def _children_since(self, parent: Id) -> Iterable[int]:
        lacking, row = defective(self.index.city), cast("int", parent)
        for child in (*lacking.by_father.of(row), *lacking.by_mother.of(row)):
            if child in self.births:
                yield child

    def marriages(self, person: Id) -> Marriages:
        """Return the person's recorded marriages, those on file first."""
        on_file = self.file.marriages(person)
        if not self.marriages_entered:
            return on_file
        since = [self._marriage(row, person) for row in self.marriages_since(person)]
        return {"marriages": [*on_file["marriages"], *since]}

    def marriages_since(self, person: Id) -> list[int]:
        """Return the rows of the person's marriages of which an act was entered in the run."""
        if not self.marriages_entered:
            return []
        lacking, row = defective(self.index.city), cast("int", person)
        rows = (*lacking.by_husband.of(row), *lacking.by_wife.of(row))
        return [found for found in rows if found in self.marriages_entered]

    def _marriage(self, row: int, person: Id) -> Marriage:
        index = self.index
        spouses = (index.spouse_a[row], index.spouse_b[row])
        return {
            "spouse": spouses[spouses[0] == person],
            "from": iso(index.married_from[row]),
            "until": iso_or_none(index.married_until[row]),
        }


@dataclass(frozen=True, slots=True)
class UpdatedMart:
    """Smart Data Ukimet: its pairs, and what IS ZAGS has entered during the run.

    Attributes:
        mart: the pairs at the start of the run.
        acts: IS ZAGS of the run.
    """

    mart: CivilActs
    acts: UpdatedActs

    def parents(self, person: Id) -> ParentActs:
        """Return the parents as of the mart's day, in the shape of acts."""
        source = self.acts if person in self.acts.births else self.mart
        return source.parents(person)

    def children(self, parent: Id) -> Children:
        """Return the same of every child that some pair gives to the parent, by child."""
        found = self.mart.children(parent)
        if not self.acts.births:
            return found
        since = self.acts.children(parent)["acts"]
        named = {child["child"] for child in found["acts"]}
        named |= {child["child"] for child in since if child["child"] in self.acts.births}
        return {"acts": [{"child": child, **self.parents(child)} for child in sorted(named)]}

    def marriages(self, person: Id) -> Marriages:
        """Return spouses as of the mart's day, in the shape of acts."""
        source = self.acts if self.acts.marriages_since(person) else self.mart
        return source.marriages(person)


def _id(row: int) -> Id | None:
    return None if row < 0 else row
