"""The family of a person of the city: who is who, by which act, and whether it is on file."""

from collections.abc import Iterable
from typing import NamedTuple

from app.pages.registries.sheet import Sheet
from synthetic_data.city import SEXES
from synthetic_data.draws import Ints

MOST_IN_A_ROW = 8
"""People of one generation in the picture; the table names all."""

_ADOPTING = (
    ("adoptive_father", "adoptive_mother"),
    ("adoptive_mother", "adoptive_father"),
)


class Relative(NamedTuple):
    """A relative.

    Attributes:
        person: row.
        relation: word of the relation, such as ``father``.
        act: ``birth``, ``adoption`` or ``marriage``: what would prove it.
        on_file: the civil register holds it.
        is_current: false for a marriage that ended and for birth parents after an adoption.
        through: by which parent a sibling is one.
        other: the other parent of a child or a sibling; -1: nobody is known.
    """

    person: int
    relation: str
    act: str
    on_file: bool
    is_current: bool = True
    through: tuple[int, ...] = ()
    other: int = -1


def parents(sheet: Sheet, person: int) -> list[Relative]:
    """Return the parents: adoptive ones first, then those by birth."""
    city = sheet.city
    adoptions = sheet.holdings.rows("adopted_child", person)
    found = [
        Relative(int(column[row]), f"adoptive_{role}", "adoption", on_file=True)
        for row in adoptions
        for role, column in (("father", city.adoptive_father), ("mother", city.adoptive_mother))
        if column[row] >= 0
    ]
    replaced = any(city.adopted_on[row] <= sheet.on.day for row in adoptions)
    for role, truth, recorded in (
        ("father", city.father[person], city.father_recorded[person]),
        ("mother", city.mother[person], city.mother_recorded[person]),
    ):
        held = bool(city.act_recorded[person]) and recorded >= 0
        parent = int(recorded if held else truth)
        if parent >= 0:
            told = f"birth_{role}" if replaced else role
            found.append(Relative(parent, told, "birth", held, not replaced))
    return found


def children_of(sheet: Sheet, person: int) -> list[Relative]:
    """Return the children by birth, whether or not their acts say so, and by adoption."""
    city, rows = sheet.city, sheet.holdings.rows
    found = []
    for role, of_other in (("father", "mother"), ("mother", "father")):
        recorded = getattr(city, f"{role}_recorded")
        for child in map(int, rows(role, person)):
            other = int(getattr(city, of_other)[child])
            held = bool(city.act_recorded[child] and recorded[child] == person)
            found.append(Relative(child, "child", "birth", held, other=other))
    for column, of_other in _ADOPTING:
        for row in rows(column, person):
            other, child = int(getattr(city, of_other)[row]), int(city.adopted_child[row])
            found.append(Relative(child, "adopted", "adoption", on_file=True, other=other))
    return sorted(found, key=lambda child: int(city.born[child.person]))


def siblings(sheet: Sheet, person: int, of: Iterable[Relative]) -> list[Relative]:
    """Return brothers and sisters through the parents that count now."""
    by_person: dict[int, list[Relative]] = {}
    named = [parent for parent in of if parent.is_current]
    for parent in named:
        for child in children_of(sheet, parent.person):
            if child.person != person:
                through = child._replace(through=(parent.person,))
                by_person.setdefault(child.person, []).append(through)
    return [_sibling(each, sheet.city.sex) for each in by_person.values()]


def _sibling(by_parent: list[Relative], sexes: Ints) -> Relative:
    """Return a sibling found through one or both parents as one relative."""
    through = tuple(p for found in by_parent for p in found.through)
    on_file = any(found.on_file for found in by_parent)
    only = f"sibling_by_{SEXES[sexes[through[0]]]}"
    relation = "sibling" if len(through) > 1 else only
    first = by_parent[0]
    return Relative(first.person, relation, first.act, on_file, through=through, other=first.other)


def spouses(sheet: Sheet, person: int) -> list[Relative]:
    """Return everybody the person is or was married to, the latest first."""
    city, day = sheet.city, sheet.on.day
    found = []
    for column, other in (("spouse_a", city.spouse_b), ("spouse_b", city.spouse_a)):
        for row in sheet.holdings.rows(column, person):
            until = int(city.married_until[row])
            now = city.married_from[row] <= day and (not until or day < until)
            told = "spouse" if now else _ended(sheet, until, person, int(other[row]))
            held = bool(city.marriage_recorded[row])
            found.append((int(city.married_from[row]), int(other[row]), told, held, now))
    return [
        Relative(spouse, told, "marriage", held, now)
        for _, spouse, told, held, now in sorted(found, reverse=True)
    ]


def _ended(sheet: Sheet, until: int, person: int, spouse: int) -> str:
    """Return what a spouse is once the marriage is over: by whose death, or by divorce."""
    died = sheet.city.died
    if until and until == died[person]:
        return "spouse_until_death"
    return "late_spouse" if until and until == died[spouse] else "former_spouse"


class Couple(NamedTuple):
    """A marriage in the picture: of whom, and what the other spouse is to the first."""

    one: int
    spouse: Relative


class Family(NamedTuple):
    """The relatives of a person by kind, and the marriages among them."""

    parents: list[Relative]
    spouses: list[Relative]
    siblings: list[Relative]
    children: list[Relative]
    couples: list[Couple]

    @property
    def all(self) -> list[Relative]:
        """Everybody, parents first."""
        return [*self.parents, *self.spouses, *self.children, *self.siblings]


def family_of(sheet: Sheet, person: int) -> Family:
    """Return the family of a person."""
    named = parents(sheet, person)
    brothers, married = siblings(sheet, person, named), spouses(sheet, person)
    couples = [Couple(person, spouse) for spouse in married] + _couples(sheet, named)
    return Family(named, married, brothers, children_of(sheet, person), couples)


def _couples(sheet: Sheet, named: Iterable[Relative]) -> list[Couple]:
    """Return the marriages among parents, the latest of two with each other."""
    people = [parent.person for parent in named]
    found = {
        frozenset((one, spouse.person)): Couple(one, spouse)
        for one in people
        for spouse in reversed(spouses(sheet, one))
        if spouse.person in people
    }
    return list(found.values())
