"""Civil acts with some of them taken away, as if they had never been digitised."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.pages.application.state import Act
from domain.answers import ChildActs, Children, Marriages, ParentActs
from domain.records import Id
from domain.registries import CivilActs


def marriage(one: Id, other: Id) -> Act:
    """Return the act of a marriage, the same whichever spouse is named first."""
    first, second = sorted((one, other), key=str)
    return "marriage", first, second


@dataclass(frozen=True, slots=True)
class ActsWithout:
    """Answers of a register of civil acts, less the acts removed."""

    acts: CivilActs
    removed: AbstractSet[Act]

    def parents(self, person: Id) -> ParentActs:
        """Return the acts left that name the person's parents."""
        return self._left(person, self.acts.parents(person))

    def children(self, parent: Id) -> Children:
        """Return the acts left of every child; a child without any is not named."""
        left: list[ChildActs] = []
        for acts in self.acts.children(parent)["acts"]:
            kept = self._left(acts["child"], acts)
            if kept["birth"] or kept["adoptions"]:
                left.append({"child": acts["child"], **kept})
        return {"acts": left}

    def marriages(self, person: Id) -> Marriages:
        """Return the marriages left."""
        kept = [
            held
            for held in self.acts.marriages(person)["marriages"]
            if marriage(person, held["spouse"]) not in self.removed
        ]
        return {"marriages": kept}

    def _left(self, child: Id, acts: ParentActs) -> ParentActs:
        return {
            "birth": None if ("birth", child, None) in self.removed else acts["birth"],
            "adoptions": [] if ("adoption", child, None) in self.removed else acts["adoptions"],
        }


def without_acts(acts: CivilActs, removed: AbstractSet[Act]) -> CivilActs:
    """Return a register of civil acts that answers without some acts."""
    return ActsWithout(acts, removed)
