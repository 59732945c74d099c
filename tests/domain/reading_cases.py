"""Every reading both ways: where it matters, and where it must not."""

# ruff: noqa: ANN401 - a row may state any field of a case

from dataclasses import dataclass, replace
from typing import Any

from domain.readings import SWITCHES
from tests.domain.cases import End, Situation, situation
from tests.domain.endings import (
    AS_OWNER,
    AS_STUDENT,
    BY_HALL,
    BY_NORM,
    ISSUED,
    NO_CATEGORY,
    NO_CONSENT,
    NO_STUDY,
    TO_CENTRE,
    TOO_EARLY,
    by_kinship,
    no_kinship,
    unavailable,
)


@dataclass(frozen=True, eq=False)
class Reading:
    """One case under both values of a switch."""

    switch: str
    sentence: str
    stated: Situation
    default: End
    other: End

    @property
    def matters(self) -> bool:
        return self.default != self.other


READINGS: list[Reading] = []
CARD = {"service": "id_card", "channel": "document_app", "applicant": "owner"}
HALL = {"channel": "service_centre", "owners": ("kid",)}


class Read:
    """Collects cases of one switch: ``read(sentence, end by default, end by the other)``."""

    def __init__(self, switch: str, **common: Any) -> None:
        self._switch, self._common = switch, common

    def __call__(self, sentence: str, default: End, other: End, **changes: Any) -> None:
        stated = situation(**{**self._common, **changes})
        READINGS.append(Reading(self._switch, sentence, stated, default, other))

    def same(self, sentence: str, end: End, **changes: Any) -> None:
        self(sentence, end, end, **changes)


def under(reading: Reading, value: object) -> Situation:
    """The case with one value of its switch, beside what else it reads."""
    assert value in SWITCHES[reading.switch].values
    return replace(reading.stated, readings={**reading.stated.readings, reading.switch: value})


read = Read("norm_reading")
read("74.9 m2 at 15 with 4: one more by density", NO_CATEGORY, BY_NORM, area=749)
read("14.9 m2, nobody registered", NO_CATEGORY, BY_NORM, area=149, permanent=0)
read("60.1 m2 with 4", NO_CATEGORY, BY_NORM, area=601)
read.same("60 m2 with 4: a whole number of places", NO_CATEGORY)
read.same("60 m2 with 3", BY_NORM, permanent=3)
read.same("60.1 m2 with 5", NO_CATEGORY, area=601, permanent=5)

read = Read("no_norm", area=200, permanent=9)
read("before the norm was adopted", BY_NORM, NO_CATEGORY, day="2025-12-25")
read.same("after it was adopted", NO_CATEGORY, day="2025-12-26")
read.same("after it was adopted, with a place left", BY_NORM, permanent=0)
read.same(
    "before it was adopted, under a norm given",
    NO_CATEGORY,
    day="2025-12-25",
    law={"norm_tenths": 150},
)

read = Read("area", permanent=3)
read("63 m2 are 59.85 useful", BY_NORM, NO_CATEGORY, area=630)
read("78.9 m2 are 74.955 useful, short of 75", BY_NORM, NO_CATEGORY, area=789, permanent=4)
read.same("79.0 m2 are 75.05 useful", BY_NORM, area=790, permanent=4)
read.same("78.9 m2 with a place less", BY_NORM, area=789)
read("useful area of its own", BY_NORM, NO_CATEGORY, area=630, useful=590)
read.same("useful area of its own, large enough", BY_NORM, area=630, useful=600)
read("a useful area alone", End("no_area_data", "RES-06"), BY_NORM, area=None, useful=600)
read.same("no area at all", End("no_area_data", "RES-06"), area=None)
read("60 m2 are 57 useful", BY_NORM, NO_CATEGORY, area=600)
read.same("60 m2, all of them useful by the ratio given", BY_NORM, law={"useful_permille": 1000})

read = Read("count_temporary")
read("3 permanent and 1 temporary", NO_CATEGORY, BY_NORM, permanent=3, temporary=1)
read.same("4 permanent", NO_CATEGORY)
read.same("2 permanent and 1 temporary", BY_NORM, permanent=2, temporary=1)

read = Read("count_under_14")
read("2 adults and 5 children", BY_NORM, NO_CATEGORY, permanent=2, with_parent=5)
read.same("2 adults and 1 child", BY_NORM, permanent=2, with_parent=1)
read("2 adults and 2 children", BY_NORM, NO_CATEGORY, permanent=2, with_parent=2)

read = Read("sibling", category="full_sibling")
read(
    "one parent in common: the father",
    by_kinship("full_sibling"),
    no_kinship("full_sibling"),
    applicant="half_by_father",
)
read(
    "one parent in common: the mother",
    by_kinship("full_sibling"),
    no_kinship("full_sibling"),
    applicant="half_by_mother",
)
read.same("both parents in common", by_kinship("full_sibling"), applicant="brother")
read.same("none in common", no_kinship("full_sibling"), applicant="stranger")
read.same(
    "half siblings have a category of their own",
    by_kinship("half_sibling"),
    applicant="half_by_father",
    category="half_sibling",
    side="father",
)

read = Read("half_sibling", category="half_sibling", side="father")
read("full siblings", by_kinship("half_sibling"), no_kinship("half_sibling"), applicant="brother")
read.same("the father alone in common", by_kinship("half_sibling"), applicant="half_by_father")
read.same(
    "the mother alone in common",
    by_kinship("half_sibling"),
    applicant="half_by_mother",
    side="mother",
)
read.same("the other parent in common", no_kinship("half_sibling"), applicant="half_by_mother")
read.same("no parent in common", no_kinship("half_sibling"), applicant="uncle")

read = Read("grandkin", side="father")
read(
    "a grandfather",
    by_kinship("grandparent"),
    no_kinship("grandparent"),
    category="grandparent",
    applicant="grandfather",
)
read(
    "a grandson",
    by_kinship("grandchild"),
    no_kinship("grandchild"),
    category="grandchild",
    applicant="grandson",
)
read(
    "a brother who claims to be a grandson",
    no_kinship("grandchild"),
    by_kinship("grandchild"),
    category="grandchild",
    applicant="brother",
)
read(
    "a brother who claims to be a grandfather",
    no_kinship("grandparent"),
    by_kinship("grandparent"),
    category="grandparent",
    applicant="brother",
)
read.same(
    "a half brother by the mother, on the father's side",
    no_kinship("grandchild"),
    category="grandchild",
    applicant="half_by_mother",
)
read.same("a stranger", no_kinship("grandchild"), category="grandchild")
read.same("a son", by_kinship("child"), category="child", side=None, applicant="son")

read = Read("in_law_grandparents", category="in_law")
read(
    "the wife's grandfather",
    by_kinship("in_law"),
    no_kinship("in_law"),
    applicant="wifes_grandfather",
)
read(
    "the wife's granddaughter",
    no_kinship("in_law"),
    by_kinship("in_law"),
    applicant="stepsons_daughter",
)
read.same("the wife's father", by_kinship("in_law"), applicant="wifes_father")
read.same("the wife's sister", by_kinship("in_law"), applicant="wifes_half_sister")
read.same("a stranger", no_kinship("in_law"))

read = Read("in_law_symmetric", category="in_law")
read("a son's wife", no_kinship("in_law"), by_kinship("in_law"), applicant="sons_wife")
read("a brother's wife", no_kinship("in_law"), by_kinship("in_law"), applicant="brothers_wife")
read("a grandson's wife", no_kinship("in_law"), by_kinship("in_law"), applicant="grandsons_wife")
read.same("the wife's father", by_kinship("in_law"), applicant="wifes_father")
read.same("an uncle's wife", no_kinship("in_law"), applicant="uncles_wife")
read.same("a grandfather's second wife", no_kinship("in_law"), applicant="second_grandmother")
read.same(
    "a father's wife who is not the mother",
    no_kinship("in_law"),
    applicant="mother",
    owners=("half_by_father",),
)
read(
    "the same with the spouse's children counted",
    no_kinship("in_law"),
    by_kinship("in_law"),
    applicant="mother",
    owners=("half_by_father",),
    readings={"in_law_children": True},
)
read(
    "a grandfather's second wife where the applicant's grandparents count",
    no_kinship("in_law"),
    by_kinship("in_law"),
    applicant="second_grandmother",
    readings={"in_law_grandparents": "of_applicant"},
)
read.same(
    "a grandson's wife where the applicant's grandparents count",
    no_kinship("in_law"),
    applicant="grandsons_wife",
    readings={"in_law_grandparents": "of_applicant"},
)
read.same("the wife herself", no_kinship("in_law"), applicant="wife")

read = Read("in_law_children", category="in_law")
read("the wife's son", no_kinship("in_law"), by_kinship("in_law"), applicant="stepson")
read.same("the wife's granddaughter", no_kinship("in_law"), applicant="stepsons_daughter")
read.same("the wife's father", by_kinship("in_law"), applicant="wifes_father")
read.same("a son's wife", no_kinship("in_law"), applicant="sons_wife")

read = Read("spouse", category="spouse")
read("a divorced wife", no_kinship("spouse"), by_kinship("spouse"), applicant="former_wife")
read(
    "a widow of the owner's",
    no_kinship("spouse"),
    by_kinship("spouse"),
    applicant="widow",
    owners=("late_husband",),
)
read(
    "a father of the divorced wife",
    no_kinship("in_law"),
    by_kinship("in_law"),
    applicant="former_wifes_father",
    category="in_law",
)
read.same("the wife of today", by_kinship("spouse"), applicant="wife")
read.same(
    "a bride of tomorrow",
    no_kinship("spouse"),
    marriages=(("owner", "stranger", "2026-02-03", None),),
)
read.same("the wife's father", by_kinship("in_law"), applicant="wifes_father", category="in_law")

read = Read("adoption", category="child")
read(
    "the birth father of an adopted son",
    no_kinship("child"),
    by_kinship("child"),
    applicant="adopted",
    owners=("birth_father",),
)
read(
    "the birth mother of one adopted by a man alone",
    no_kinship("child"),
    by_kinship("child"),
    applicant="adopted_by_one",
    owners=("birth_mother",),
)
read(
    "a brother by birth",
    no_kinship("full_sibling"),
    by_kinship("full_sibling"),
    applicant="adopted",
    owners=("brother_by_birth",),
    category="full_sibling",
)
read.same("the adoptive father", by_kinship("child"), applicant="adopted")
read.same("a son never adopted", by_kinship("child"), applicant="son")
read.same(
    "an adoption of tomorrow", no_kinship("child"), applicant="adopted_later", day="2026-02-01"
)
read.same("a stranger", no_kinship("child"))

read = Read("direction")
read(
    "a father who claims to be a child",
    no_kinship("child"),
    by_kinship("child"),
    applicant="father",
    category="child",
)
read(
    "a son who claims to be a parent",
    no_kinship("parent"),
    by_kinship("parent"),
    applicant="son",
    category="parent",
)
read(
    "a grandfather who claims to be a grandchild",
    no_kinship("grandchild"),
    by_kinship("grandchild"),
    applicant="grandfather",
    category="grandchild",
    side="father",
)
read(
    "a grandson who claims to be a grandparent",
    no_kinship("grandparent"),
    by_kinship("grandparent"),
    applicant="grandson",
    category="grandparent",
    side="father",
)
read.same("a son who claims to be a child", by_kinship("child"), applicant="son", category="child")
read.same(
    "a brother who claims to be a child", no_kinship("child"), applicant="brother", category="child"
)
read.same(
    "a grandfather on the other side",
    no_kinship("grandchild"),
    applicant="grandfather",
    category="grandchild",
    side="mother",
)
read.same(
    "a son's wife is no in-law either way",
    no_kinship("in_law"),
    applicant="sons_wife",
    category="in_law",
)

read = Read("co_owner", category="child", applicant="son")
read(
    "a father and a stranger",
    by_kinship("child"),
    no_kinship("child"),
    owners=("owner", "stranger"),
)
read(
    "a stranger and a father",
    by_kinship("child"),
    no_kinship("child"),
    owners=("stranger", "owner"),
)
read.same("a father and a mother", by_kinship("child"), owners=("owner", "wife"))
read.same("a father and a company", by_kinship("child"), owners=("owner", "company"))
read.same("a company alone", no_kinship("child"), owners=("company",))
read.same("a stranger alone", no_kinship("child"), owners=("stranger",))
read.same("a father alone", by_kinship("child"))
read.same(
    "the applicant is an owner beside his father, and counts as satisfied",
    by_kinship("child"),
    owners=("son", "owner"),
    readings={"owner_himself": "literal"},
)
read(
    "the applicant is an owner beside his father and a stranger",
    by_kinship("child"),
    no_kinship("child"),
    owners=("son", "owner", "stranger"),
    readings={"owner_himself": "literal"},
)
read.same(
    "the applicant is the only owner: nobody else is there to be kin",
    no_kinship("child"),
    owners=("son",),
    readings={"owner_himself": "literal"},
)
read.same(
    "the applicant and a company are the owners",
    no_kinship("child"),
    owners=("son", "company"),
    readings={"owner_himself": "literal"},
)

read = Read("protected_owner", permanent=3)
read("a minor and an adult, online", TO_CENTRE, BY_NORM, owners=("kid", "owner"))
read("a minor and a company, online", TO_CENTRE, BY_NORM, owners=("kid", "company"))
read.same("a minor and an incapacitated, online", TO_CENTRE, owners=("kid", "incapacitated"))
read.same("a minor alone, online", TO_CENTRE, owners=("kid",))
read.same("an adult alone, online", BY_NORM)
read(
    "a minor and an adult, in a service centre",
    BY_HALL,
    End("redirected_online", "RES-02"),
    owners=("kid", "owner"),
    channel="service_centre",
)
read.same("a minor alone, in a service centre", BY_HALL, **HALL)

read = Read("owner_himself", applicant="owner")
read("an owner of a full flat", AS_OWNER, NO_CATEGORY)
read("an owner of a flat with places", AS_OWNER, BY_NORM, permanent=3, owner_consent="refused")
read(
    "an owner of a full flat who is the son of another",
    AS_OWNER,
    by_kinship("child"),
    applicant="son",
    owners=("son", "owner"),
    category="child",
    owner_consent="refused",
)
read.same("no owner", NO_CATEGORY, applicant="stranger")
read("an owner outside Astana", AS_OWNER, End("registered", "RES-12", "online"), city="almaty")

read = Read("hall_norm", **HALL)
read("a full flat", BY_HALL, NO_CATEGORY)
read(
    "a flat with places",
    BY_HALL,
    BY_NORM,
    permanent=3,
    owner_consent="refused",
    signature="declined",
)
read(
    "a parent of the minor owner in a full flat",
    BY_HALL,
    by_kinship("parent"),
    applicant="kids_father",
    category="parent",
)
read(
    "a student in a full flat",
    BY_HALL,
    End("registered", "RES-11", "student"),
    applicant="student",
    category="student",
)
read("no student in a full flat", BY_HALL, NO_STUDY, category="student")
read(
    "the incapacitated owner himself",
    BY_HALL,
    AS_OWNER,
    owners=("incapacitated",),
    applicant="incapacitated",
)
read("a flat without an area", BY_HALL, End("no_area_data", "RES-06"), area=None)
read.same("a full flat outside Astana", BY_HALL, city="almaty")
read.same(
    "papers that do not conform",
    End("hall_documents_rejected", "RES-04"),
    representative_documents="mismatch",
)
read.same("a malformed number", End("hall_check_negative", "RES-03"), owner_iin_entered="1")
read.same("a full flat online", NO_CATEGORY, channel="egov_mobile", owners=("owner",))

read = Read("owner_consent", permanent=3)
read("consent refused", NO_CONSENT, BY_NORM, owner_consent="refused")
read("no answer", NO_CONSENT, BY_NORM, owner_consent="no_answer")
read.same("consent given", BY_NORM)
read.same(
    "consent refused, not signed either way", NO_CATEGORY, owner_consent="refused", permanent=4
)

read = Read("recheck_at_signing", permanent=3)
read.same("a place is left", BY_NORM)
read.same("none is left", NO_CATEGORY, permanent=4)
read("the last place is taken before the signing", NO_CATEGORY, BY_NORM, taken_meanwhile=1)
read("two places were left, both are taken", NO_CATEGORY, BY_NORM, permanent=2, taken_meanwhile=2)
read(
    "a son whose place is taken is kin all the same",
    by_kinship("child"),
    BY_NORM,
    taken_meanwhile=1,
    applicant="son",
    category="child",
)
read(
    "a student whose place is taken",
    AS_STUDENT,
    BY_NORM,
    taken_meanwhile=1,
    applicant="student",
    category="student",
)
read(
    "the place is taken in the hall",
    NO_CATEGORY,
    BY_NORM,
    taken_meanwhile=1,
    **HALL,
    readings={"hall_norm": True},
)
read.same("two places were left, one is taken", BY_NORM, permanent=2, taken_meanwhile=1)
read.same(
    "kinship needs no place",
    by_kinship("child"),
    permanent=4,
    taken_meanwhile=1,
    applicant="son",
    category="child",
)
read.same("in the hall there is no norm", BY_HALL, taken_meanwhile=1, **HALL)
read.same("no norm, no places to take", BY_NORM, taken_meanwhile=1, day="2025-12-25")

read = Read("expiry_day", **CARD)
read("expired 10 days ago", ISSUED, unavailable("IDC-06"), expires="2026-01-23")
read.same("expired 9 days ago", ISSUED, expires="2026-01-24")
read.same("expired 11 days ago", unavailable("IDC-06"), expires="2026-01-22")
read.same("the expiry day itself", ISSUED, expires="2026-02-02")
read.same("30 days remain", ISSUED, expires="2026-03-04")
read.same("31 days remain", TOO_EARLY, expires="2026-03-05")
read(
    "expired 10 days ago, in the last year",
    ISSUED,
    unavailable("IDC-06"),
    day="2026-01-08",
    expires="2025-12-29",
)
read.same("expired 9 days ago, in the last year", ISSUED, day="2026-01-07", expires="2025-12-29")

read = Read("reason", **CARD)
read("data changed on file, expiry stated", unavailable("IDC-04"), ISSUED, data_changed=True)
read.same("another reason stated", unavailable("IDC-04"), reason="loss")
read.same(
    "data changed and another reason stated",
    unavailable("IDC-04"),
    reason="loss",
    data_changed=True,
)
read.same("nothing changed, expiry stated", ISSUED)

read = Read("exemptions")
read.same("a son", by_kinship("child"), applicant="son", category="child")
read.same(
    "a nephew who claims to be a child", no_kinship("child"), applicant="nephew", category="child"
)
read.same("no category", NO_CATEGORY)
read(
    "a ward of the owner is not on the pilot's list",
    NO_CATEGORY,
    by_kinship("ward"),
    applicant="owners_ward",
    category="ward",
)
read(
    "a nephew is not on the pilot's list",
    NO_CATEGORY,
    by_kinship("relative_of_kin"),
    applicant="nephew",
    category="relative_of_kin",
)
read("a stranger who says he is a ward", NO_CATEGORY, no_kinship("ward"), category="ward")

read = Read("duty_2026", **CARD)
read("the duty is not paid in 2026", End("duty_not_paid", "IDC-10"), ISSUED, duty="unpaid")
read(
    "the duty is not paid on 1 January 2026",
    End("duty_not_paid", "IDC-10"),
    ISSUED,
    duty="unpaid",
    day="2026-01-01",
    expires="2026-01-02",
)
read.same(
    "the duty is not paid on 31 December 2025",
    End("duty_not_paid", "IDC-10"),
    duty="unpaid",
    day="2025-12-31",
    expires="2026-01-02",
)
read.same("the duty is paid", ISSUED)
read("payment is down in 2026", End("registry_unavailable", "IDC-19"), ISSUED, outages=("payment",))
