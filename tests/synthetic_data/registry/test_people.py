from typing import Any

import pytest

from domain.records import Choices
from synthetic_data.case_file import read_case
from tests.synthetic_data.registry.databases import Asking
from tests.synthetic_data.small_cases import FAMILY, with_lists

BORN_TO_O_AND_S = {"child": "KID", "father": "O", "mother": "S"}
ADOPTED_BY_U = {"child": "KID", "father": "U", "mother": None}


def holder_of(iin: str) -> str | None:
    persons = read_case(FAMILY).records.persons
    return next((p["id"] for p in persons if p["iin"] == iin), None)


@pytest.mark.parametrize(
    ("owners", "typed"),
    [
        (["LLP", "O", "KID", "INC"], "KID"),
        (["O", "INC", "KID"], "INC"),
        (["LLP", "O", "S"], "O"),
        (["LLP"], None),
    ],
)
def test_the_operator_types_the_number_of_the_first_protected_owner_else_of_the_first(
    asking: Asking, owners: list[str], typed: str | None
) -> None:
    case = with_lists(dwellings=[{"id": "HOME", "owners": owners}])
    with asking(case) as everybody:
        assert holder_of(everybody.operating_hall.typed_iin("HOME")["iin"]) == typed


def test_the_number_chosen_is_typed_whatever_it_is(asking: Asking) -> None:
    with asking(read_case(FAMILY), Choices(owner_iin_entered="")) as everybody:
        assert everybody.operating_hall.typed_iin("HOME") == {"iin": ""}


@pytest.mark.parametrize(
    ("owner", "came", "lists", "representative", "power"),
    [
        ("INC", None, {}, "U", "guardian"),
        ("KID", None, {}, "O", "parent"),
        ("KID", "S", {}, "S", "parent"),
        ("KID", "U", {}, "U", None),
        ("U", None, {}, None, None),
        (
            "KID",
            None,
            {"guardianships": [{"ward": "KID", "representative": "U"}]},
            "U",
            "guardian",
        ),
        ("KID", None, {"births": [{**BORN_TO_O_AND_S, "father": None}]}, "S", "parent"),
        ("KID", None, {"adoptions": [{**ADOPTED_BY_U, "date": "2026-02-02"}]}, "U", "parent"),
        ("KID", "O", {"adoptions": [{**ADOPTED_BY_U, "date": "2026-02-02"}]}, "O", None),
        ("KID", None, {"adoptions": [{**ADOPTED_BY_U, "date": "2026-02-03"}]}, "O", "parent"),
    ],
)
def test_the_guardian_comes_else_a_parent_on_file_and_the_papers_show_his_power(
    asking: Asking,
    owner: str,
    came: str | None,
    lists: dict[str, Any],
    representative: str | None,
    power: str | None,
) -> None:
    with asking(with_lists(**lists), Choices(representative=came)) as everybody:
        assert everybody.operating_hall.papers(owner) == {
            "representative": representative,
            "power": power,
            "conform": True,
        }


@pytest.mark.parametrize("named", [None, "O"])
@pytest.mark.parametrize("died", ["2026-02-01", "2026-02-02", "2026-02-03"])
def test_a_parent_on_file_counts_found_or_named_whether_he_lives_is_not_asked(
    asking: Asking, died: str, named: str | None
) -> None:
    persons = [
        {**person, "died": died} if person["id"] == "O" else person
        for person in FAMILY["registries"]["persons"]
    ]
    with asking(with_lists(persons=persons), Choices(representative=named)) as everybody:
        papers = everybody.operating_hall.papers("KID")
    assert (papers["representative"], papers["power"]) == ("O", "parent")


@pytest.mark.parametrize(
    ("choices", "person", "question", "subject", "answer"),
    [
        (
            Choices(category="grandchild", side="mother"),
            "applicant",
            "category",
            {"options": ["grandchild"]},
            {"category": "grandchild", "side": "mother"},
        ),
        (Choices(), "applicant", "sign", {"applicant": "U"}, {"done": True}),
        (Choices(signature="declined"), "applicant", "sign", {"applicant": "U"}, {"done": False}),
        (
            Choices(biometrics="mismatch"),
            "applicant",
            "biometrics",
            {"applicant": "U"},
            {"done": False},
        ),
        (Choices(), "applicant", "slip", {"applicant": "U"}, {"done": True}),
        (
            Choices(owner_consent="no_answer"),
            "owner",
            "consent",
            {"owner": "O", "kind": "person", "applicant": "U"},
            {"consent": "no_answer"},
        ),
        (Choices(), "reception", "belief", {"dwelling": "HOME"}, {"believed": None}),
        (
            Choices(reception_finding="other_owner"),
            "reception",
            "belief",
            {"dwelling": "HOME"},
            {"believed": "other_owner"},
        ),
        (
            Choices(open_application=True),
            "channel",
            "has_open_application",
            {"applicant": "U"},
            {"done": True},
        ),
    ],
)
def test_people_answer_as_they_choose(
    asking: Asking,
    choices: Choices,
    person: str,
    question: str,
    subject: dict[str, Any],
    answer: dict[str, Any],
) -> None:
    with asking(read_case(FAMILY), choices) as everybody:
        assert getattr(getattr(everybody, person), question)(**subject) == answer
