"""Civil acts and the data mart of Smart Data Ukimet over the database (RES-10, RES-17)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from domain.answers import Adoption, Children, Marriages, ParentActs, Parents
from domain.records import Id
from synthetic_data.registry import mart, questions
from synthetic_data.registry.mart import Pair
from synthetic_data.registry.systems import iso, rows


@dataclass(frozen=True, slots=True)
class CivilActTables:
    """IS ZAGS: what it holds digitally."""

    session: Session

    def parents(self, person: Id) -> ParentActs:
        """Return the acts that name the person's parents."""
        births = rows(self.session, questions.BIRTH_ACT, person=person)
        adoptions = rows(self.session, questions.ADOPTIONS, person=person)
        birth = Parents(father=births[0][0], mother=births[0][1]) if births else None
        return {"birth": birth, "adoptions": [_adoption(*row) for row in adoptions]}

    def children(self, parent: Id) -> Children:
        """Return the acts of every child that names this parent, by child."""
        acts: dict[Id, ParentActs] = {}
        for child, father, mother in rows(self.session, questions.CHILDREN_BIRTHS, person=parent):
            acts[child] = {"birth": {"father": father, "mother": mother}, "adoptions": []}
        for child, *adoption in rows(self.session, questions.CHILDREN_ADOPTIONS, person=parent):
            known = acts.setdefault(child, {"birth": None, "adoptions": []})
            known["adoptions"].append(_adoption(*adoption))
        return by_child(acts)

    def marriages(self, person: Id) -> Marriages:
        """Return the person's recorded marriages."""
        found = rows(self.session, questions.MARRIAGES, person=person)
        return {
            "marriages": [
                {"spouse": b if a == person else a, "from": start.isoformat(), "until": iso(end)}
                for a, b, start, end in found
            ]
        }


def _adoption(father: Id | None, mother: Id | None, day: date) -> Adoption:
    return {"father": father, "mother": mother, "date": day.isoformat()}


def by_child(acts: dict[Id, ParentActs]) -> Children:
    """Return acts as an answer, ordered by the child's key."""
    ordered = sorted(acts.items(), key=lambda item: item[0])
    return {"acts": [{"child": child, **known} for child, known in ordered]}


@dataclass(frozen=True, slots=True)
class MartTables:
    """Smart Data Ukimet: the same questions answered from pairs of kin."""

    session: Session

    def parents(self, person: Id) -> ParentActs:
        """Return the parents as of the mart's day, in the shape of acts."""
        return mart.parent_acts(self._pairs(person))

    def children(self, parent: Id) -> Children:
        """Return the same of every child that some pair gives to the parent, by child."""
        pairs: dict[Id, list[Pair]] = defaultdict(list)
        for child, *pair in rows(self.session, questions.CHILDREN_PAIRS, person=parent):
            pairs[child].append(_pair(pair))
        return by_child({child: mart.parent_acts(known) for child, known in pairs.items()})

    def marriages(self, person: Id) -> Marriages:
        """Return spouses as of the mart's day, in the shape of acts."""
        return mart.marriages(self._pairs(person))

    def _pairs(self, person: Id) -> list[Pair]:
        return [_pair(row) for row in rows(self.session, questions.PAIRS, person=person)]


def _pair(row: Iterable[Any]) -> Pair:
    relation, relative, as_of = row
    return Pair(relation, relative, as_of.isoformat())
