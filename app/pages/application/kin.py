"""The family of an application: who belongs in the picture, and which acts are on file."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.pages.application.acts import marriage
from app.pages.application.state import Act
from domain.procedure import Question, Row
from domain.records import Id
from synthetic_data.registry.schema import Adoption, Birth, Marriage, Person

MOST_OWNERS = 3
YEARS_A_GENERATION = 27


class Parentage(NamedTuple):
    """One act that names a person's parents; ``on_file``: digitised."""

    kind: str
    child: Id
    father: Id | None
    mother: Id | None
    on_file: bool

    @property
    def parents(self) -> tuple[Id, ...]:
        """Those named."""
        return tuple(p for p in (self.father, self.mother) if p is not None)


class Couple(NamedTuple):
    """A marriage; ``on_file``: digitised; ``until``: the first day it no longer holds."""

    one: Id
    other: Id
    on_file: bool
    until: date | None = None

    def is_over(self, day: date) -> bool:
        """Say whether it ended before a day or on it."""
        return self.until is not None and self.until <= day


@dataclass
class Kin:
    """People around an application, with the acts between them.

    Attributes:
        applicant: who applies.
        owners: persons who own the dwelling.
        people: everybody in the picture, year of birth by key.
        parentages: acts of birth and adoption of people in the picture.
        couples: marriages between people in the picture.
    """

    applicant: Id
    owners: tuple[Id, ...]
    people: dict[Id, int] = field(default_factory=dict)
    parentages: list[Parentage] = field(default_factory=list)
    couples: list[Couple] = field(default_factory=list)

    def acts(self) -> list[Act]:
        """Return every act on file, births first."""
        named = [(p.kind, p.child, None) for p in self.parentages if p.on_file]
        return [*named, *(marriage(c.one, c.other) for c in self.couples if c.on_file)]

    def without(self, removed: Collection[Act]) -> "Kin":
        """Return the family with the acts that can be read: on file, and not removed."""
        births = [
            p for p in self.parentages if p.on_file and (p.kind, p.child, None) not in removed
        ]
        couples = [c for c in self.couples if c.on_file and marriage(*c[:2]) not in removed]
        return Kin(self.applicant, self.owners, self.people, births, couples)

    def present(self, day: date) -> list[Id]:
        """Return everybody but those who were married to the applicant and are no longer."""
        mine = [couple for couple in self.couples if self.applicant in couple[:2]]
        now = {p for couple in mine if not couple.is_over(day) for p in couple[:2]}
        before = {p for couple in mine for p in couple[:2]} - now - {self.applicant}
        return [person for person in self.people if person not in before]

    def neighbours(self, person: Id) -> Iterable[tuple[Id, int]]:
        """Yield who is tied to a person, with the difference of generations."""
        for act in self.parentages:
            if act.child == person:
                yield from ((parent, -1) for parent in act.parents)
            elif person in act.parents:
                yield act.child, 1
        for couple in self.couples:
            if person in couple[:2]:
                yield couple.other if person == couple.one else couple.one, 0


def gather(session: Session, applicant: Id, owners: Sequence[Id], rows: Sequence[Row]) -> Kin:
    """Return the family to show.

    Args:
        session: the registries.
        applicant: who applies.
        owners: persons who own the dwelling, in order.
        rows: the walk: whoever it asked about is in the picture.
    """
    kin = Kin(applicant, tuple(owners[:MOST_OWNERS]))
    core = {applicant, *kin.owners}
    spouses = _married(session, kin, core)
    parents = _named(session, kin, core | spouses)
    _named(session, kin, parents)
    kept = core | (spouses & _tied(kin, core)) | asked_about(rows) | _paths(kin)
    kept |= {p for act in kin.parentages if act.child in core for p in act.parents}
    return _only(session, kin, kept)


def asked_about(rows: Iterable[Row]) -> set[Id]:
    """Return the persons whose civil acts the walk asked for."""
    return {
        row.subject.get("person", row.subject.get("parent"))
        for row in rows
        if isinstance(row.step, Question) and row.step.code in ("parents", "children", "marriages")
    }


def _named(session: Session, kin: Kin, children: set[Id]) -> set[Id]:
    """Add the acts of birth and adoption of some people; return the parents they name."""
    births = session.scalars(select(Birth).where(Birth.child_id.in_(children)))
    found = [
        Parentage(
            "birth",
            b.child_id,
            b.father_recorded if b.father_id is None else b.father_id,
            b.mother_recorded if b.mother_id is None else b.mother_id,
            b.act_recorded,
        )
        for b in births
    ]
    adoptions = session.scalars(select(Adoption).where(Adoption.child_id.in_(children)))
    found += [
        Parentage("adoption", a.child_id, a.father_id, a.mother_id, on_file=True) for a in adoptions
    ]
    kin.parentages += found
    return {parent for act in found for parent in act.parents}


def _married(session: Session, kin: Kin, people: set[Id]) -> set[Id]:
    ends = or_(Marriage.spouse_a_id.in_(people), Marriage.spouse_b_id.in_(people))
    found = [
        Couple(m.spouse_a_id, m.spouse_b_id, m.recorded, m.until)
        for m in session.scalars(select(Marriage).where(ends))
    ]
    kin.couples += found
    return {spouse for couple in found for spouse in couple[:2]} - people


def _tied(kin: Kin, core: set[Id]) -> set[Id]:
    return {other for person in core for other, _ in kin.neighbours(person)}


def _paths(kin: Kin) -> set[Id]:
    """Return everybody on a shortest way from the applicant to an owner."""
    came: dict[Id, Id] = {}
    edge, seen = [kin.applicant], {kin.applicant}
    while edge:
        person = edge.pop(0)
        for other, _ in kin.neighbours(person):
            if other not in seen:
                seen.add(other)
                came[other] = person
                edge.append(other)
    on_way: set[Id] = set()
    for owner in kin.owners:
        step = owner
        while step in came:
            on_way.add(step)
            step = came[step]
    return on_way


def _only(session: Session, kin: Kin, kept: set[Id]) -> Kin:
    """Keep only some people, and their acts."""
    found = session.scalars(select(Person).where(Person.person_id.in_(kept)))
    people = {person.person_id: person.born.year for person in found}
    return Kin(
        kin.applicant,
        kin.owners,
        people,
        [_within(act, people) for act in dict.fromkeys(kin.parentages) if act.child in people],
        [c for c in dict.fromkeys(kin.couples) if c.one in people and c.other in people],
    )


def _within(act: Parentage, people: dict[Id, int]) -> Parentage:
    father = act.father if act.father in people else None
    return act._replace(father=father, mother=act.mother if act.mother in people else None)


def way_to_owner(kin: Kin) -> set[Id]:
    """Return everybody on a shortest way from the applicant to the nearest owner, both ends too.

    Args:
        kin: the family with the acts that the search could read.

    Returns:
        All shortest ways together, as brothers have two parents; empty where none leads there.
    """
    apart, edge = {kin.applicant: 0}, [kin.applicant]
    while edge:
        person = edge.pop(0)
        for other, _ in kin.neighbours(person):
            if other not in apart and other in kin.people:
                apart[other] = apart[person] + 1
                edge.append(other)
    reached = [owner for owner in kin.owners if owner in apart]
    nearest = min((apart[owner] for owner in reached), default=None)
    way = {owner for owner in reached if apart[owner] == nearest}
    for step in range(nearest or 0, 0, -1):
        here = [person for person in way if apart[person] == step]
        way |= {p for at in here for p, _ in kin.neighbours(at) if apart.get(p) == step - 1}
    return way


def generations(kin: Kin) -> dict[Id, int]:
    """Return everybody's generation, 0 the oldest; strangers are placed by year of birth."""
    level: dict[Id, int] = {}
    for start in (kin.applicant, *kin.owners, *kin.people):
        if start in level or start not in kin.people:
            continue
        years = kin.people[start] - kin.people[kin.applicant]
        level[start] = round(years / YEARS_A_GENERATION)
        edge = [start]
        while edge:
            person = edge.pop(0)
            for other, step in kin.neighbours(person):
                if other in kin.people and other not in level:
                    level[other] = level[person] + step
                    edge.append(other)
    oldest = min(level.values())
    return {person: found - oldest for person, found in level.items()}


def in_order(kin: Kin, level: dict[Id, int]) -> list[Id]:
    """Return everybody so that parents stand over their children and spouses side by side."""
    ordered: list[Id] = []
    for generation in sorted(set(level.values()), reverse=True):
        below = [p for p in ordered if level[p] == generation + 1]
        first = [p for child in below for p, step in kin.neighbours(child) if step == -1]
        rest = [p for p in (kin.applicant, *kin.owners, *kin.people) if level.get(p) == generation]
        for person in dict.fromkeys((*first, *rest)):
            if level.get(person) != generation or person in ordered:
                continue
            ordered.append(person)
            ordered += [
                p
                for p, step in kin.neighbours(person)
                if step == 0 and level.get(p) == generation and p not in ordered
            ]
    return ordered
