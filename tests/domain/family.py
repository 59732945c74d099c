"""One family on file, seen from the owner: every category has somebody who passes and who fails."""

from domain.answers import Parents
from domain.records import Id

Pair = tuple[str | None, str | None]

BIRTHS: dict[Id, Pair] = {
    "owner": ("father", "mother"),
    "brother": ("father", "mother"),
    "half_by_father": ("father", "fathers_friend"),
    "half_by_mother": ("mothers_friend", "mother"),
    "half_by_mother_act_names_mother_only": (None, "mother"),
    "father": ("grandfather", "grandmother"),
    "uncle": ("grandfather", "grandmother"),
    "mother": ("mothers_father", "mothers_mother"),
    "grandfather": ("great_grandfather", "great_grandmother"),
    "wife": ("wifes_father", "wifes_mother"),
    "wifes_brother": ("wifes_father", "wifes_mother"),
    "wifes_half_sister": ("wifes_father", "wifes_fathers_friend"),
    "wifes_father": ("wifes_grandfather", "wifes_grandmother"),
    "son": ("owner", "wife"),
    "grandson": ("son", "sons_wife"),
    "nephew": ("brother", "brothers_wife"),
    "stepson": ("first_husband", "wife"),
    "stepsons_daughter": ("stepson", "stepsons_wife"),
    "former_wife": ("former_wifes_father", "former_wifes_mother"),
    "sons_wife": ("sons_wifes_father", "sons_wifes_mother"),
    "adopted": ("birth_father", "birth_mother"),
    "adopted_by_one": ("birth_father", "birth_mother"),
    "brother_by_birth": ("birth_father", "birth_mother"),
    "late_husband": ("late_husbands_father", "late_husbands_mother"),
    "kid": ("kids_father", "kids_mother"),
    "stranger": ("strangers_father", "strangers_mother"),
    "daughter_of_stranger": ("stranger", None),
}
"""Child: father and mother in the digitised act of birth. Whoever is no key here has no act."""

ADOPTIONS: list[tuple[str, str | None, str | None, str]] = [
    ("adopted", "owner", "wife", "2001-05-01"),
    ("adopted_by_one", "owner", None, "2001-05-01"),
    ("adopted_kid", "adoptive_father", "adoptive_mother", "2019-05-01"),
    ("adopted_later", "owner", "wife", "2026-02-02"),
]

MARRIAGES: list[tuple[str, str, str, str | None]] = [
    ("father", "mother", "1960-05-01", None),
    ("owner", "former_wife", "2010-01-01", "2014-03-01"),
    ("owner", "wife", "2015-06-01", None),
    ("son", "sons_wife", "2024-06-01", None),
    ("brother", "brothers_wife", "2016-01-01", None),
    ("grandson", "grandsons_wife", "2025-06-01", None),
    ("stepson", "stepsons_wife", "2012-01-01", None),
    ("uncle", "uncles_wife", "1980-01-01", None),
    ("widow", "late_husband", "1990-01-01", "2025-12-01"),
    ("grandfather", "second_grandmother", "2000-01-01", None),
    ("wifes_brother", "wifes_brothers_wife", "2001-01-01", None),
]

GUARDIANS = {
    "kid": ["guardian"],
    "incapacitated": ["guardian"],
    "owners_ward": ["owner"],
}

ENROLMENTS: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {
    ("epvo", "student"): [("full_time", "astana", "2025-09-01", "2029-06-30")],
    ("nobd", "pupil"): [("full_time", "astana", "2025-09-01", "2029-06-30")],
    ("epvo", "evening_student"): [("part_time", "astana", "2025-09-01", "2029-06-30")],
    ("epvo", "student_elsewhere"): [("full_time", "almaty", "2025-09-01", "2029-06-30")],
    ("epvo", "last_day_student"): [("full_time", "astana", "2021-09-01", "2026-02-02")],
    ("epvo", "former_student"): [("full_time", "astana", "2021-09-01", "2026-02-01")],
    ("epvo", "first_day_student"): [("full_time", "astana", "2026-02-02", "2029-06-30")],
    ("epvo", "future_student"): [("full_time", "astana", "2026-02-03", "2029-06-30")],
    ("nobd", "second_course_counts"): [
        ("part_time", "astana", "2025-09-01", "2029-06-30"),
        ("full_time", "astana", "2025-09-01", "2029-06-30"),
    ],
}

BORN: dict[Id, str] = {
    "kid": "2015-03-01",
    "adopted_kid": "2014-03-01",
    "turns_18_tomorrow": "2008-02-03",
    "turned_18_today": "2008-02-02",
    "turned_18_yesterday": "2008-02-01",
    "leap_day_child": "2008-02-29",
}
"""Days of birth that matter; everybody else is ``GROWN_UP``."""

GROWN_UP = "1970-03-01"
INCAPACITATED = frozenset({"incapacitated", "incapacitated_kid"})
BORN["incapacitated_kid"] = "2016-03-01"
ORGANISATIONS = frozenset({"company"})


def parents(pair: Pair) -> Parents:
    return {"father": pair[0], "mother": pair[1]}


def everybody() -> list[Id]:
    """All persons that an act, a guardianship or a course names."""
    named: set[Id | None] = {*BORN, *INCAPACITATED, *GUARDIANS, "somebody", "no_act"}
    for child, pair in BIRTHS.items():
        named |= {child, *pair}
    for child, father, mother, _ in ADOPTIONS:
        named |= {child, father, mother}
    for one, other, *_ in MARRIAGES:
        named |= {one, other}
    for guardians in GUARDIANS.values():
        named |= set(guardians)
    students = {student for _, student in ENROLMENTS}
    return sorted((p for p in named | students if p is not None), key=str)
