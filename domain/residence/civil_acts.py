"""Finding kinship in civil acts, record by record (RES-10, RES-17).

One `Search` serves one application: it asks IS ZAGS, turns to the data mart of Smart Data Ukimet
once IS ZAGS is silent, and remembers what it asked. Every way to a fact is a generator that reads
like the order: through a parent of the applicant, then the children of that parent.
"""

from collections.abc import Callable, Generator, Iterable
from typing import Any, NamedTuple

from domain.answers import Marriages, ParentActs, Parents
from domain.procedure import Answer, Question, Rule, Silence, Step, question
from domain.readings import Readings
from domain.records import Id
from domain.registries import Subject
from domain.residence.kinship import Fact, Masks

Asking = Generator[Step, Answer, Any]
Path = Callable[["Search", Id, Id], Asking]


class Leaned(NamedTuple):
    """An act that a search leans on.

    Attributes:
        act: ``birth``, ``marriage`` or ``guardianship``.
        person: whose.
        side: the parent it must name; None: either.
        parent: who is sought among the parents; None: the search goes on through them.
    """

    act: str
    person: Id
    side: str | None = None
    parent: Id | None = None


Named = dict[str, tuple[Id, ...]]
"""Parents by side; more than one on a side only where birth parents keep their place."""


def parents_named(acts: ParentActs, day: str, adoption: str) -> Named:
    """Return F(x) and M(x) as a day sees them.

    Args:
        acts: the acts on file for x.
        day: ISO day; an adoption counts from its own day on.
        adoption: ``replace``: the adoptive pair stands for both birth parents, even where one
            adopter is missing; ``both``: the birth parents stay beside it.
    """
    adopted = [a for a in acts["adoptions"] if a["date"] <= day]
    pairs: list[Parents] = []
    if adopted:
        last = max(adopted, key=lambda a: a["date"])
        pairs.append({"father": last["father"], "mother": last["mother"]})
    if acts["birth"] and (adoption == "both" or not adopted):
        pairs.append(acts["birth"])
    return {
        "father": _known(pair["father"] for pair in pairs),
        "mother": _known(pair["mother"] for pair in pairs),
    }


def spouses_named(answer: Marriages, day: str, reading: str) -> tuple[Id, ...]:
    """Return sp(x, t): current (from ≤ t < until), or whoever ever was under ``ever``."""
    return _known(
        m["spouse"]
        for m in answer["marriages"]
        if m["from"] <= day and (reading == "ever" or m["until"] is None or day < m["until"])
    )


def _known(people: Iterable[Id | None]) -> tuple[Id, ...]:
    return tuple(dict.fromkeys(p for p in people if p is not None))


def both(named: Named) -> tuple[Id, ...]:
    """Return par(x), fathers first."""
    return _known((*named["father"], *named["mother"]))


class Search:
    """What one application has asked of the civil acts so far.

    Attributes:
        leaned_on: the acts that the search leaned on, in order: where one of them is missing,
            kinship that exists cannot be found.

    Args:
        like: a question of the procedure whose rule, actor and place the search keeps.
        day: the ISO day of filing.
        readings: ``adoption`` and ``spouse`` decide how acts are read.
    """

    def __init__(self, like: Question, day: str, readings: Readings) -> None:
        self._like, self._day, self.readings = like, day, readings
        self._source = "zags"
        self._answers: dict[tuple[str, Id], Answer] = {}
        self.leaned_on: dict[Leaned, None] = {}

    def put(self, code: str, asks: str, subject: Subject) -> Asking:
        """Put one question."""
        like = self._like
        answer = yield question(code, like.rule, like.actor, asks, like.place), subject
        return answer

    def _acts(self, code: str, key: str, person: Id) -> Asking:
        if (code, person) not in self._answers:
            try:
                answer = yield from self.put(code, self._source, {key: person})
            except Silence:
                if self._source != "zags":
                    raise
                self._source = "smart_data_ukimet"
                answer = yield from self.put(code, self._source, {key: person})
            self._answers[code, person] = answer
        return self._answers[code, person]

    def _named(self, person: Id) -> Asking:
        acts = yield from self._acts("parents", "person", person)
        return parents_named(acts, self._day, self.readings.adoption)

    def parents(self, person: Id) -> Asking:
        """Find par(x)."""
        self.leaned_on[Leaned("birth", person)] = None
        return both((yield from self._named(person)))

    def is_parent(self, sought: Id, person: Id) -> Asking:
        """Say whether someone is in par(x)."""
        self.leaned_on[Leaned("birth", person, None, sought)] = None
        return sought in both((yield from self._named(person)))

    def parents_on(self, side: str, person: Id) -> Asking:
        """Find F(x) or M(x)."""
        self.leaned_on[Leaned("birth", person, side)] = None
        return (yield from self._named(person))[side]

    def is_child(self, sought: Id, parent: Id) -> Asking:
        """Say whether someone is in ch(p): those whose acts, as the day sees them, name p."""
        self.leaned_on[Leaned("birth", sought)] = None
        answer = yield from self._acts("children", "parent", parent)
        adoption = self.readings.adoption
        return any(
            acts["child"] == sought and parent in both(parents_named(acts, self._day, adoption))
            for acts in answer["acts"]
        )

    def spouses(self, person: Id) -> Asking:
        """Find sp(x)."""
        self.leaned_on[Leaned("marriage", person)] = None
        answer = yield from self._acts("marriages", "person", person)
        return spouses_named(answer, self._day, self.readings.spouse)

    def guardians(self, ward: Id) -> Asking:
        """Find the guardians of a ward: E-Sobes has them, not the civil acts."""
        self.leaned_on[Leaned("guardianship", ward)] = None
        answer = yield from self.put("guardians", "e_sobes", {"ward": ward})
        return tuple(answer["guardians"])


def _child(search: Search, a: Id, o: Id) -> Asking:
    return (yield from search.is_parent(o, a))


def _parent(search: Search, a: Id, o: Id) -> Asking:
    return (yield from search.is_parent(a, o))


def _spouse(search: Search, a: Id, o: Id) -> Asking:
    return a in (yield from search.spouses(o))


def _shares(side: str) -> Path:
    def path(search: Search, a: Id, o: Id) -> Asking:
        for parent in (yield from search.parents_on(side, a)):
            if (yield from search.is_child(o, parent)):
                return True
        return False

    return path


def _shares_one_parent(search: Search, a: Id, o: Id) -> Asking:
    shared = 0
    for parent in (yield from search.parents(a)):
        shared += yield from search.is_child(o, parent)
    return shared == 1


def _grandparent(side: str) -> Path:
    def path(search: Search, a: Id, o: Id) -> Asking:
        for parent in (yield from search.parents_on(side, o)):
            if (yield from search.is_parent(a, parent)):
                return True
        return False

    return path


def _grandchild(side: str) -> Path:
    ascend = _grandparent(side)
    return lambda search, a, o: ascend(search, o, a)


def _of_spouse(kin_of: Callable[[Search, Id, Id], Asking]) -> Path:
    """Return the path to a fact about the applicant and a spouse of the owner."""

    def path(search: Search, a: Id, o: Id) -> Asking:
        for s in (yield from search.spouses(o)):
            if s != a and (yield from kin_of(search, a, s)):
                return True
        return False

    return path


def _any_of(paths: tuple[Path, ...]) -> Path:
    def path(search: Search, a: Id, o: Id) -> Asking:
        for way in paths:
            if (yield from way(search, a, o)):
                return True
        return False

    return path


def _exchanged(way: Path) -> Path:
    return lambda search, a, o: way(search, o, a)


def _ward(search: Search, a: Id, o: Id) -> Asking:
    return o in (yield from search.guardians(a))


_SIBLING = _any_of((_shares("father"), _shares("mother")))
_IS_GRANDPARENT = _any_of((_grandparent("father"), _grandparent("mother")))
_IS_GRANDCHILD = _any_of((_grandchild("father"), _grandchild("mother")))
_CLOSE_KIN = _any_of((_child, _parent, _SIBLING, _IS_GRANDPARENT, _IS_GRANDCHILD))


def _spouse_or_child_of_kin(search: Search, a: Id, o: Id) -> Asking:
    through = (*(yield from search.parents(a)), *(yield from search.spouses(a)))
    for k in through:
        if k != o and (yield from _CLOSE_KIN(search, k, o)):
            return True
    return False


PATHS: dict[Fact, Path] = {
    Fact.CHILD: _child,
    Fact.PARENT: _parent,
    Fact.SPOUSE: _spouse,
    Fact.SHARES_FATHER: _shares("father"),
    Fact.SHARES_MOTHER: _shares("mother"),
    Fact.SHARES_ONE_PARENT: _shares_one_parent,
    Fact.GRANDPARENT_BY_FATHER: _grandparent("father"),
    Fact.GRANDPARENT_BY_MOTHER: _grandparent("mother"),
    Fact.GRANDCHILD_BY_FATHER: _grandchild("father"),
    Fact.GRANDCHILD_BY_MOTHER: _grandchild("mother"),
    Fact.PARENT_OF_SPOUSE: _of_spouse(_parent),
    Fact.SIBLING_OF_SPOUSE: _of_spouse(_SIBLING),
    Fact.GRANDPARENT_OF_SPOUSE: _of_spouse(_IS_GRANDPARENT),
    Fact.GRANDCHILD_OF_SPOUSE: _of_spouse(_IS_GRANDCHILD),
    Fact.CHILD_OF_SPOUSE: _of_spouse(_child),
    Fact.SPOUSE_OF_CHILD: _exchanged(_of_spouse(_parent)),
    Fact.SPOUSE_OF_SIBLING: _exchanged(_of_spouse(_SIBLING)),
    Fact.SPOUSE_OF_GRANDCHILD: _exchanged(_of_spouse(_IS_GRANDPARENT)),
    Fact.SPOUSE_OF_GRANDPARENT: _exchanged(_of_spouse(_IS_GRANDCHILD)),
    Fact.SPOUSE_OF_PARENT: _exchanged(_of_spouse(_child)),
    Fact.WARD: _ward,
    Fact.SPOUSE_OR_CHILD_OF_KIN: _spouse_or_child_of_kin,
}
"""How each fact is found; nothing more is asked than the fact needs."""


def satisfies(search: Search, a: Id, o: Id, wanted: Masks) -> Asking:
    """Search until one of the masks is satisfied, asking only what it takes.

    The same verdict as `kinship.confirms` on all facts of the pair. Nobody is kin to himself.
    """
    if a == o:
        return False
    for mask in wanted:
        for fact in mask:
            if not (yield from PATHS[fact](search, a, o)):
                break
        else:
            return True
    return False


def kin_of_owners(search: Search, applicant: Id, owners: Iterable[Id], wanted: Masks) -> Asking:
    """Search the kinship with any owner, or under ``co_owner = all`` with every one.

    Args:
        search: the search of this application.
        applicant: who claims; as an owner he counts as satisfied, but is nobody's kin.
        owners: the owners that are persons, in order.
        wanted: the masks of the category claimed.
    """
    others = [owner for owner in owners if owner != applicant]
    need_all = search.readings.co_owner == "all"
    for owner in others:
        confirmed = yield from satisfies(search, applicant, owner, wanted)
        if confirmed != need_all:  # one refusal settles "all", one confirmation "any"
            return confirmed
    return need_all and bool(others)


def all_facts(search: Search, a: Id, o: Id) -> Asking:
    """Find every fact about a pair."""
    facts = Fact(0)
    if a == o:
        return facts
    for fact, path in PATHS.items():
        if (yield from path(search, a, o)):
            facts |= fact
    return facts


def silent(asking: Asking, ask: Callable[[Question, Subject], Answer]) -> Any:  # noqa: ANN401 - whatever the search returns
    """Run a search outside a procedure, leaving no trace.

    Args:
        asking: a fresh search generator.
        ask: gives the answers.
    """
    answer = None
    while True:
        try:
            what, subject = asking.send(answer)
        except StopIteration as end:
            return end.value
        answer = None if isinstance(what, Rule) else ask(what, subject)
