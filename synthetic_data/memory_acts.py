"""IS ZAGS and the data mart of Smart Data Ukimet over the arrays of a city."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.answers import Adoption, Children, Marriages, ParentActs, Parents
from domain.records import Id
from synthetic_data.city import MART_RELATIONS
from synthetic_data.city_index import CityIndex, iso, iso_or_none
from synthetic_data.registry import mart
from synthetic_data.registry.mart import PARENT_RELATIONS, Pair

MART_PARENTS = frozenset(map(MART_RELATIONS.index, PARENT_RELATIONS))

Row = Any
"""A key of a city: a row number, the only kind of keys there."""


def _id(row: int) -> Id | None:
    return None if row < 0 else row


@dataclass(frozen=True, slots=True)
class MemoryActs:
    """IS ZAGS."""

    index: CityIndex

    def parents(self, person: Row) -> ParentActs:
        """Return the acts that name the person's parents."""
        index = self.index
        birth: Parents | None = None
        if index.act_recorded[person]:
            birth = {"father": _id(index.father[person]), "mother": _id(index.mother[person])}
        return {
            "birth": birth,
            "adoptions": [self._adoption(r) for r in index.adoptions.of(person)],
        }

    def _adoption(self, row: int) -> Adoption:
        index = self.index
        father, mother = _id(index.adoptive_father[row]), _id(index.adoptive_mother[row])
        return {"father": father, "mother": mother, "date": iso(index.adopted_on[row])}

    def children(self, parent: Row) -> Children:
        """Return the acts of every child that names this parent, by child."""
        index = self.index
        adopted = (*index.adoptions_by_father.of(parent), *index.adoptions_by_mother.of(parent))
        born = (*index.by_father.of(parent), *index.by_mother.of(parent))
        named = {*born, *(index.adopted_child[row] for row in adopted)}
        return {"acts": [{"child": child, **self.parents(child)} for child in sorted(named)]}

    def marriages(self, person: Row) -> Marriages:
        """Return the person's recorded marriages."""
        index = self.index
        found = {row: index.spouse_b[row] for row in index.marriages_a.of(person)}
        found |= {row: index.spouse_a[row] for row in index.marriages_b.of(person)}
        return {
            "marriages": [
                {
                    "spouse": found[row],
                    "from": iso(index.married_from[row]),
                    "until": iso_or_none(index.married_until[row]),
                }
                for row in sorted(found)
            ]
        }


@dataclass(frozen=True, slots=True)
class MemoryMart:
    """Smart Data Ukimet."""

    index: CityIndex

    def parents(self, person: Row) -> ParentActs:
        """Return the parents as of the mart's day, in the shape of acts."""
        return mart.parent_acts(self._pairs(person))

    def children(self, parent: Row) -> Children:
        """Return the same of every child that some pair gives to the parent, by child."""
        index = self.index
        named = {
            index.mart_person[row]
            for row in index.pairs_of_relative.of(parent)
            if index.mart_relation[row] in MART_PARENTS
        }
        return {"acts": [{"child": child, **self.parents(child)} for child in sorted(named)]}

    def marriages(self, person: Row) -> Marriages:
        """Return spouses as of the mart's day, in the shape of acts."""
        return mart.marriages(self._pairs(person))

    def _pairs(self, person: int) -> list[Pair]:
        index = self.index
        rows: Iterable[int] = index.pairs.of(person)
        return [
            Pair(
                MART_RELATIONS[index.mart_relation[row]],
                index.mart_relative[row],
                iso(index.mart_as_of[row]),
            )
            for row in rows
        ]
