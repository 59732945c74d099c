"""The data mart of a case gives the verdicts of the civil acts on the day of the case."""

from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.procedure import Answer, Question, put, question
from domain.readings import Readings
from domain.registries import Registries, Subject
from domain.residence.civil_acts import Search, all_facts, silent
from domain.residence.kinship import Fact
from tests.extent import extent
from tests.synthetic_data.registry.databases import Asking
from tests.synthetic_data.small_cases import with_lists

PERSONS = "ABCDEF"
DAYS = ("2026-02-01", "2026-02-02", "2026-02-03")
LIKE = question("parents", "RES-10", "pep", "zags", "online")
PARENT = st.one_of(st.none(), st.sampled_from(PERSONS))
PERIOD = st.tuples(st.sampled_from(DAYS), st.sampled_from((*DAYS, None)))


def facts(everybody: Registries, source: str, readings: Readings) -> dict[tuple[str, str], Fact]:
    """Find every fact about every pair in one of the two sources."""

    def ask(asked: Question, subject: Subject) -> Answer:
        return put(
            everybody, asked._replace(asks=source) if asked.asks == "zags" else asked, subject
        )

    return {
        (a, o): silent(all_facts(Search(LIKE, "2026-02-02", readings), a, o), ask)
        for a, o in permutations(PERSONS, 2)
    }


def act(child: str, father: str | None, mother: str | None) -> dict[str, str | None]:
    named = [p if p != child else None for p in (father, mother)]
    return {
        "child": child,
        "father": named[0],
        "mother": named[1] if named[1] != named[0] else None,
    }


BIRTHS = st.lists(
    st.builds(act, st.sampled_from(PERSONS), PARENT, PARENT),
    max_size=5,
    unique_by=lambda b: b["child"],
)
ADOPTIONS = st.lists(
    st.builds(
        lambda birth, day: {**birth, "date": day},
        st.builds(act, st.sampled_from(PERSONS), PARENT, PARENT).filter(
            lambda a: a["father"] or a["mother"]
        ),
        st.sampled_from(DAYS),
    ),
    max_size=3,
)
MARRIAGES = st.lists(
    st.builds(
        lambda couple, period: {"spouses": couple[:2], "from": period[0], "until": period[1]},
        st.permutations(PERSONS).map(list),
        PERIOD.filter(lambda p: p[1] is None or p[0] <= p[1]),
    ),
    max_size=4,
)


EXAMPLES = {"sqlite": extent(12, 60), "postgresql": extent(3, 10)}
"""A database server takes twenty times as long to lay out the tables of a case."""


@pytest.mark.parametrize(
    ("adoption", "spouse"), list(product(("replace", "both"), ("current", "ever")))
)
def test_acts_and_mart_know_the_same_kin(
    kind: str, asking: Asking, adoption: str, spouse: str
) -> None:
    readings = Readings(adoption=adoption, spouse=spouse)

    @settings(max_examples=EXAMPLES[kind])
    @given(births=BIRTHS, adoptions=ADOPTIONS, marriages=MARRIAGES)
    def known_alike(**acts: list[dict[str, Any]]) -> None:
        case = with_lists(**KINLESS, **acts)
        with asking(case) as everybody:
            found = facts(everybody, "zags", readings)
            assert found == facts(everybody, "smart_data_ukimet", readings)

    known_alike()


KINLESS: dict[str, Any] = {
    "persons": [{"id": p} for p in (*PERSONS, "O", "U")],
    "guardianships": [],
    "dwellings": [{"id": "HOME", "owners": ["O"]}],
    "enrolments": [],
    "id_cards": [],
}
