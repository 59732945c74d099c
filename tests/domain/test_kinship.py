"""Kinship against its formal definition: facts in bits, and the search through the acts."""

from datetime import date
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from domain.procedure import NO_ANSWER, Question, Verdict, question, replay
from domain.procedures import start
from domain.readings import SWITCHES, Readings
from domain.records import Choices, Id
from domain.residence.civil_acts import PATHS, Search, all_facts, satisfies, silent
from domain.residence.kinship import (
    EXCHANGED,
    WITH_SIDE,
    Fact,
    categories,
    confirms,
    kinship_categories,
    masks,
)
from tests import strategies
from tests.domain import family, world
from tests.domain.cases import TODAY, decide_case

CLAIMS = tuple(
    (category, side)
    for category in kinship_categories("order_677")
    for side in (("father", "mother") if category in WITH_SIDE else (None,))
)
SWITCHED = (
    "sibling",
    "half_sibling",
    "grandkin",
    "in_law_grandparents",
    "in_law_symmetric",
    "in_law_children",
    "spouse",
    "adoption",
    "direction",
)
"""Readings that change what confirms a category."""


class Definitions:
    """Section 4 of the rules, written down as sets."""

    def __init__(self, file: world.File, day: str, readings: Readings) -> None:
        self.file, self.day, self.readings = file, day, readings
        people = {*file.births, *file.adoptions}
        self._parents = {x: self.side(x, "father") | self.side(x, "mother") for x in people}
        self._children: dict[Id, set[Id]] = {}
        for x, parents in self._parents.items():
            for p in parents:
                self._children.setdefault(p, set()).add(x)

    def side(self, x: Id, side: str) -> set[Id]:
        """F(x) or M(x)."""
        acts = self.file.acts(x)
        adopted = sorted((a for a in acts["adoptions"] if a["date"] <= self.day), key=_date)[-1:]
        pairs: list[Any] = list(adopted)
        if acts["birth"] and (not adopted or self.readings.adoption == "both"):
            pairs.append(acts["birth"])
        return {pair[side] for pair in pairs} - {None}

    def par(self, x: Id) -> set[Id]:
        return self._parents.get(x, set())

    def ch(self, p: Id) -> set[Id]:
        return self._children.get(p, set())

    def sp(self, x: Id) -> set[Id]:
        ever = self.readings.spouse == "ever"
        return {
            b if a == x else a
            for a, b, start, until in self.file.marriages
            if x in (a, b) and start <= self.day and (ever or until is None or self.day < until)
        }

    def par_of(self, people: set[Id]) -> set[Id]:
        return set().union(*(self.par(p) for p in people))

    def holds(self, category: str, side: str | None, a: Id, o: Id) -> bool:
        """Whether a category is confirmed for the pair."""
        if a == o:
            return False
        pair_of = {"child": "parent", "parent": "child"}
        pair_of |= {"grandparent": "grandchild", "grandchild": "grandparent"}
        either = self.readings.direction == "either" and category in pair_of
        held: bool = getattr(self, category)(a, o, side)
        return held or (either and getattr(self, pair_of[category])(a, o, side))

    def child(self, a: Id, o: Id, _side: str | None) -> bool:
        return o in self.par(a)

    def parent(self, a: Id, o: Id, _side: str | None) -> bool:
        return a in self.par(o)

    def spouse(self, a: Id, o: Id, _side: str | None) -> bool:
        return a in self.sp(o)

    def full_sibling(self, a: Id, o: Id, _side: str | None) -> bool:
        if self.readings.sibling == "any":
            return bool(self.par(a) & self.par(o))
        return all(self.side(a, s) & self.par(o) for s in ("father", "mother"))

    def half_sibling(self, a: Id, o: Id, side: str | None) -> bool:
        stated = any(o in self.ch(p) for p in self.side(a, side or ""))
        exactly_one = len(self.par(a) & self.par(o)) == 1
        return stated and (exactly_one or self.readings.half_sibling == "inclusive")

    def grandparent(self, a: Id, o: Id, side: str | None) -> bool:
        if self.readings.grandkin == "literal":
            return any(o in self.ch(p) for p in self.side(a, side or ""))
        return a in self.par_of(self.side(o, side or ""))

    def grandchild(self, a: Id, o: Id, side: str | None) -> bool:
        if self.readings.grandkin == "literal":
            return any(o in self.ch(p) for p in self.side(a, side or ""))
        return o in self.par_of(self.side(a, side or ""))

    def in_law(self, a: Id, o: Id, _side: str | None) -> bool:
        symmetric = self.readings.in_law_symmetric
        return self._through_spouse(a, o) or (symmetric and self._through_spouse(o, a))

    def _through_spouse(self, a: Id, o: Id) -> bool:
        return any(
            a in self.par(s)
            or self.par(a) & self.par(s)
            or (
                s in self.par_of(self.par(a))
                if self.readings.in_law_grandparents == "of_applicant"
                else a in self.par_of(self.par(s))
            )
            or (self.readings.in_law_children and s in self.par(a))
            for s in self.sp(o) - {a}
        )

    def ward(self, a: Id, o: Id, _side: str | None) -> bool:
        return o in self.file.guardians.get(a, [])

    def relative_of_kin(self, a: Id, o: Id, _side: str | None) -> bool:
        kin = self.par(o) | self.ch(o) | set().union(*(self.ch(p) for p in self.par(o)))
        kin |= self.par_of(self.par(o)) | set().union(*(self.ch(c) for c in self.ch(o)))
        return bool((kin - {o}) & (self.par(a) | self.sp(a)))


def _date(act: Any) -> str:  # noqa: ANN401 - an act of adoption
    return str(act["date"])


def searching(file: world.File, readings: Readings) -> tuple[Search, world.Asking]:
    desks = world.registries(file, Choices(), date.fromisoformat(TODAY))
    return Search(question("parents", "RES-10", "", "zags", ""), TODAY, readings), world.Asking(
        desks
    )


def all_pairs(file: world.File, people: list[Id], owners: list[Id], readings: Readings) -> None:
    """Hold definition, bits and search equal for every pair and claim."""
    defined = Definitions(file, TODAY, readings)
    search, ask = searching(file, readings)
    for a, o in product(people, owners):
        facts = silent(all_facts(search, a, o), ask)
        for category, side in CLAIMS:
            wanted = masks(category, side, readings)
            expected = defined.holds(category, side, a, o)
            said = f"{a} as {category} {side} of {o} under {readings}"
            assert bool(confirms(facts, wanted)) == expected, said
            assert silent(satisfies(search, a, o, wanted), ask) == expected, said


def combination(row: int) -> Readings:
    flips = [set(three) for three in combinations(range(1, 6), 3)]
    columns = zip(SWITCHED, flips, strict=False)
    values: Any = {name: SWITCHES[name].values[row in flip] for name, flip in columns}
    return Readings(**values)


PAIRWISE = tuple(combination(row) for row in range(6))
"""Any two switches take all four pairs of values somewhere in these; the first is the default."""


def test_the_combinations_of_readings_cover_every_pair_of_values() -> None:
    assert PAIRWISE[0] == Readings()
    for one, other in combinations(SWITCHED, 2):
        seen = {(getattr(r, one), getattr(r, other)) for r in PAIRWISE}
        assert seen == set(product(SWITCHES[one].values, SWITCHES[other].values))


OWNERS: list[Id] = ["owner", "wife", "son", "adopted", "birth_father", "grandsons_wife"]


@pytest.mark.parametrize("readings", PAIRWISE, ids=range(6))
def test_definition_bits_and_search_agree_in_the_family(readings: Readings) -> None:
    all_pairs(world.the_family(), family.everybody(), OWNERS, readings)


@given(strategies.families(), strategies.readings())
@settings(max_examples=25)
def test_definition_bits_and_search_agree_in_made_up_families(
    kin: strategies.Kin, readings: Readings
) -> None:
    all_pairs(file_of(kin), list(range(kin.size)), list(range(kin.size)), readings)


def file_of(kin: strategies.Kin) -> world.File:
    return world.File(
        born={},
        incapacitated=set(),
        births=dict(kin.births),
        adoptions={
            child: [{"father": f, "mother": m, "date": day} for f, m, day in acts]
            for child, acts in kin.adoptions.items()
        },
        marriages=list(kin.marriages),
        guardians={ward: list(who) for ward, who in kin.guardians.items()},
        enrolments={},
        iins={},
        cards={},
        homes={},
    )


def test_masks_say_of_an_array_what_they_say_of_one() -> None:
    sets = [int(f) for f in Fact] + [0, int(Fact.CHILD | Fact.SPOUSE), (1 << len(Fact)) - 1]
    sets += [int(one | other) for one, other in combinations(Fact, 2)]
    array = np.array(sets, dtype=np.int32)
    for readings in PAIRWISE:
        for category, side in CLAIMS:
            wanted = masks(category, side, readings)
            assert confirms(array, wanted).tolist() == [confirms(n, wanted) for n in sets]


def test_nobody_is_his_own_kin() -> None:
    search, ask = searching(world.the_family(), Readings())
    assert silent(all_facts(search, "owner", "owner"), ask) == Fact(0)
    assert silent(satisfies(search, "owner", "owner", (Fact(0),)), ask) is False


def test_every_fact_has_a_path_and_every_fact_through_a_spouse_a_counterpart() -> None:
    assert set(PATHS) == set(Fact)
    through = {f for f in Fact if f.name and "OF_SPOUSE" in f.name}
    assert set(EXCHANGED) == through
    assert set(EXCHANGED.values()) == {
        f for f in Fact if f.name and f.name.startswith("SPOUSE_OF_")
    }


@pytest.mark.parametrize("category", WITH_SIDE)
def test_a_category_that_needs_a_side_has_no_masks_without_one(category: str) -> None:
    with pytest.raises(KeyError):
        masks(category, None, Readings())


def test_the_pilots_list_has_nine_categories_and_the_wider_one_two_more() -> None:
    nine = "child parent spouse full_sibling half_sibling grandparent grandchild in_law student"
    assert categories("pilot_list") == tuple(nine.split())
    assert categories("order_677") == (*nine.split(), "ward", "relative_of_kin")
    assert kinship_categories("pilot_list") == tuple(nine.split()[:-1])


@pytest.mark.parametrize(
    ("claim", "asked"),
    [
        ({"applicant": "son", "category": "child"}, [("parents", "son")]),
        ({"applicant": "father", "category": "parent"}, [("parents", "owner")]),
        ({"applicant": "wife", "category": "spouse"}, [("marriages", "owner")]),
        (
            {"applicant": "brother", "category": "full_sibling"},
            [("parents", "brother"), ("children", "father")],
        ),
        (
            {"applicant": "half_by_mother", "category": "full_sibling"},
            [("parents", "half_by_mother"), ("children", "mothers_friend"), ("children", "mother")],
        ),
        (
            {"applicant": "half_by_mother", "category": "half_sibling", "side": "mother"},
            [("parents", "half_by_mother"), ("children", "mother")],
        ),
        (
            {"applicant": "grandmother", "category": "grandparent", "side": "father"},
            [("parents", "owner"), ("parents", "father")],
        ),
        (
            {"applicant": "grandson", "category": "grandchild", "side": "father"},
            [("parents", "grandson"), ("parents", "son")],
        ),
        (
            {"applicant": "wifes_father", "category": "in_law"},
            [("marriages", "owner"), ("parents", "wife")],
        ),
    ],
)
def test_no_more_is_asked_of_the_acts_than_the_claim_needs(
    claim: dict[str, Any], asked: list[tuple[str, str]]
) -> None:
    told = decide_case(**claim)
    put_to_acts = [
        (row.step.code, next(iter(row.subject.values())))
        for row in told.rows
        if isinstance(row.step, Question) and row.step.asks == "zags"
    ]
    assert told.end.basis == "kinship"
    assert put_to_acts == asked


def test_an_act_is_asked_for_once_though_two_owners_need_it() -> None:
    told = decide_case(applicant="nephew", category="full_sibling", owners=("owner", "wife"))
    asked = [(row.step, str(row.subject)) for row in told.rows if row.asked]
    assert len(asked) == len(set(asked))


def test_a_mart_that_falls_silent_after_its_first_answer_ends_the_case() -> None:
    told = decide_case(applicant="grandson", category="grandchild", side="father")
    at = told.codes.index("parents")
    mart = [NO_ANSWER, told.answers[at], NO_ANSWER]
    decided = told.decided
    procedure = start(decided.application, decided.law, decided.readings)
    end = replay(procedure, [*told.answers[:at], *mart])
    assert end.verdict == Verdict("registry_unavailable", "RES-17")


def test_once_the_civil_acts_are_silent_only_the_mart_is_asked() -> None:
    told = decide_case(
        applicant="grandson", category="grandchild", side="father", outages=("zags",)
    )
    kinship = [s for s in told.systems if s in ("zags", "smart_data_ukimet")]
    assert kinship == ["zags", "smart_data_ukimet", "smart_data_ukimet"]
    assert told.end.basis == "kinship"
