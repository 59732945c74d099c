"""Kinship: every category, for those who are and those who are not (RES-10)."""

from collections.abc import Mapping

from tests.domain.cases import About, Case
from tests.domain.endings import BY_NORM, by_kinship, no_kinship

KINSHIP_CASES: list[Case] = []

ARE: Mapping[tuple[str, str | None], Mapping[str, str]] = {
    ("child", None): {
        "son": "owner",
        "adopted": "owner",
        "owner": "father",
        "grandson": "sons_wife",
    },
    ("parent", None): {"father": "owner", "mother": "owner", "wife": "adopted", "son": "grandson"},
    ("spouse", None): {"wife": "owner", "owner": "wife", "sons_wife": "son"},
    ("full_sibling", None): {
        "brother": "owner",
        "half_by_father": "owner",
        "half_by_mother": "owner",
        "half_by_mother_act_names_mother_only": "owner",
        "adopted": "son",
        "adopted_by_one": "adopted",
    },
    ("half_sibling", "father"): {"half_by_father": "owner", "brother": "owner"},
    ("half_sibling", "mother"): {
        "half_by_mother": "owner",
        "half_by_mother_act_names_mother_only": "brother",
        "stepson": "son",
    },
    ("grandparent", "father"): {"grandfather": "owner", "father": "son", "grandmother": "brother"},
    ("grandparent", "mother"): {"mothers_father": "owner", "mothers_mother": "half_by_mother"},
    ("grandchild", "father"): {"grandson": "owner", "owner": "grandmother", "son": "mother"},
    ("grandchild", "mother"): {"owner": "mothers_father", "son": "wifes_father"},
    ("in_law", None): {
        "wifes_father": "owner",
        "wifes_brother": "owner",
        "wifes_half_sister": "owner",
        "wifes_grandmother": "owner",
        "father": "wife",
        "brother": "wife",
        "grandfather": "wife",
        "son": "grandsons_wife",
    },
}
"""Category and side: applicant and the owner whose kin he is."""

ARE_NOT: Mapping[tuple[str, str | None], Mapping[str, str]] = {
    ("child", None): {
        "father": "owner",
        "stepson": "owner",
        "adopted": "birth_father",
        "adopted_by_one": "birth_mother",
        "brother": "owner",
        "no_act": "owner",
        "grandson": "owner",
    },
    ("parent", None): {"son": "owner", "birth_mother": "adopted", "grandfather": "owner"},
    ("spouse", None): {"former_wife": "owner", "widow": "late_husband", "stranger": "owner"},
    ("full_sibling", None): {
        "uncle": "owner",
        "adopted": "brother_by_birth",
        "wifes_brother": "owner",
        "stranger": "owner",
        "no_act": "owner",
    },
    ("half_sibling", "father"): {"half_by_mother": "owner", "stepson": "son", "no_act": "owner"},
    ("half_sibling", "mother"): {"half_by_father": "owner", "adopted_by_one": "adopted"},
    ("grandparent", "father"): {"mothers_father": "owner", "father": "owner", "owner": "nephew"},
    ("grandparent", "mother"): {"grandfather": "owner", "owner": "grandson", "brother": "owner"},
    ("grandchild", "father"): {"owner": "mothers_father", "son": "owner", "brother": "owner"},
    ("grandchild", "mother"): {"grandson": "owner", "owner": "grandfather"},
    ("in_law", None): {
        "sons_wife": "owner",
        "brothers_wife": "owner",
        "stepson": "owner",
        "wifes_fathers_friend": "owner",
        "former_wifes_father": "owner",
        "late_husbands_father": "widow",
        "wife": "owner",
        "stepsons_daughter": "owner",
        "second_grandmother": "owner",
    },
}
"""Category and side: applicant and an owner whose kin in this category he is not."""

for (category, side), pairs in ARE.items():
    about = About(f"RES-10.{category}", KINSHIP_CASES, category=category, side=side)
    for applicant, owner in pairs.items():
        sentence = f"{applicant} is one of {owner}" + (f" by the {side}" if side else "")
        about(sentence, by_kinship(category), applicant=applicant, owners=(owner,), asks=["zags"])

for (category, side), pairs in ARE_NOT.items():
    about = About(f"RES-10.{category}", KINSHIP_CASES, category=category, side=side)
    for applicant, owner in pairs.items():
        sentence = f"{applicant} is none of {owner}" + (f" by the {side}" if side else "")
        about(sentence, no_kinship(category), applicant=applicant, owners=(owner,), asks=["zags"])

about = About("RES-10.spouse", KINSHIP_CASES, category="spouse", applicant="stranger")
MARRIED = ("owner", "stranger")
about(
    "the day before the marriage", no_kinship("spouse"), marriages=((*MARRIED, "2026-02-03", None),)
)
about("the day of the marriage", by_kinship("spouse"), marriages=((*MARRIED, "2026-02-02", None),))
about(
    "the day after the marriage", by_kinship("spouse"), marriages=((*MARRIED, "2026-02-01", None),)
)
about(
    "the day before the divorce",
    by_kinship("spouse"),
    marriages=((*MARRIED, "2020-02-02", "2026-02-03"),),
)
about(
    "the day of the divorce",
    no_kinship("spouse"),
    marriages=((*MARRIED, "2020-02-02", "2026-02-02"),),
)
about(
    "the day after the divorce",
    no_kinship("spouse"),
    marriages=((*MARRIED, "2020-02-02", "2026-02-01"),),
)

about = About("RES-10.child", KINSHIP_CASES, category="child", applicant="adopted_later")
BORN_TO = {"births": {"adopted_later": ("birth_father", "birth_mother")}}
about(
    "the day before the adoption the birth father is the father",
    by_kinship("child"),
    owners=("birth_father",),
    day="2026-02-01",
    **BORN_TO,
)
about(
    "the day of the adoption he no longer is",
    no_kinship("child"),
    owners=("birth_father",),
    day="2026-02-02",
    **BORN_TO,
)
about(
    "the day before the adoption the adopter is not yet",
    no_kinship("child"),
    owners=("owner",),
    day="2026-02-01",
    **BORN_TO,
)
about(
    "the day of the adoption the adopter is",
    by_kinship("child"),
    owners=("owner",),
    day="2026-02-02",
    **BORN_TO,
)

about = About("RES-10.child", KINSHIP_CASES, category="child", applicant="son")
about("the second of two owners is the father", by_kinship("child"), owners=("stranger", "owner"))
about(
    "a company beside the father does not matter", by_kinship("child"), owners=("company", "owner")
)
about("a company is nobody's father", no_kinship("child"), owners=("company",), never=["zags"])
about("two strangers own the flat", no_kinship("child"), owners=("stranger", "uncle"))
about(
    "the mother is asked about first and suffices", by_kinship("child"), owners=("wife", "stranger")
)

WIDER = {"readings": {"exemptions": "order_677"}}
about = About("RES-10.ward", KINSHIP_CASES, category="ward", **WIDER)
about(
    "the owner is the guardian",
    by_kinship("ward"),
    applicant="owners_ward",
    asks=["e_sobes"],
    never=["zags"],
)
about("the guardian is somebody else", no_kinship("ward"), applicant="kid", asks=["e_sobes"])
about(
    "the guardian is no ward of his ward",
    no_kinship("ward"),
    applicant="owner",
    owners=("owners_ward",),
)
about(
    "zags is down and not needed",
    by_kinship("ward"),
    applicant="owners_ward",
    outages=("zags", "smart_data_ukimet"),
)

about = About("RES-10.relative_of_kin", KINSHIP_CASES, category="relative_of_kin", **WIDER)
for relative, owner in {
    "nephew": "owner",
    "uncle": "owner",
    "brothers_wife": "owner",
    "sons_wife": "owner",
    "stepson": "son",
    "grandsons_wife": "owner",
    "second_grandmother": "owner",
    "brother": "owner",
    "grandson": "owner",
}.items():
    about(
        f"{relative} is spouse or child of close kin of {owner}",
        by_kinship("relative_of_kin"),
        applicant=relative,
        owners=(owner,),
        asks=["zags"],
    )
for relative, owner in {
    "son": "sons_wife",
    "uncles_wife": "owner",
    "wifes_brother": "owner",
    "stranger": "owner",
    "wifes_father": "owner",
    "stepson": "owner",
    "no_act": "owner",
}.items():
    about(
        f"{relative} is neither spouse nor child of close kin of {owner}",
        no_kinship("relative_of_kin"),
        applicant=relative,
        owners=(owner,),
        asks=["zags"],
    )

about = About("RES-10.child", KINSHIP_CASES, category="child")
about("kinship is not asked for while there is a place", BY_NORM, permanent=3, never=["zags"])
