"""Registration: every rule that can end a case, on both sides of it (RES-01 to RES-17)."""

from datetime import date

from tests.domain.cases import About, Case
from tests.domain.endings import (
    ALREADY_REGISTERED,
    AS_OWNER,
    AS_STUDENT,
    BY_HALL,
    BY_NORM,
    ELSEWHERE,
    HALL_NEGATIVE,
    NO_AREA,
    NO_CATEGORY,
    NO_CONSENT,
    NO_STUDY,
    NOT_IN_PILOT,
    NOT_SIGNED,
    PAPERS_REJECTED,
    SILENT,
    TO_CENTRE,
    TO_ONLINE,
    by_kinship,
    no_kinship,
)
from tests.domain.world import GROWN_UP_IIN, KID_IIN, NOBODYS_IIN

RESIDENCE: list[Case] = []
HALL = {"channel": "service_centre"}
REGISTERS = ("egkn", "gbd_fl", "e_sobes", "zags", "smart_data_ukimet", "nobd", "epvo", "iis_con")

about = About("RES-01", RESIDENCE)
about("the day before the pilot", NOT_IN_PILOT, day="2025-11-10", never=REGISTERS)
about("the first day of the pilot", BY_NORM, day="2025-11-11")
about("the second day of the pilot", BY_NORM, day="2025-11-12")
about("the last day but one", BY_NORM, day="2026-06-29", permanent=3)
about("the last day of the pilot", BY_NORM, day="2026-06-30", permanent=3)
about("the day after the pilot", NOT_IN_PILOT, day="2026-07-01", permanent=3)
about("in a service centre after the pilot", NOT_IN_PILOT, day="2026-07-01", **HALL)
about(
    "a pilot prolonged by a scenario",
    BY_NORM,
    day="2026-07-01",
    permanent=0,
    law={"residence_pilot": (date(2025, 11, 11), date(2026, 7, 1))},
)

about = About("RES-02", RESIDENCE, **HALL)
about(
    "an adult owner means the online service",
    TO_ONLINE,
    asks=["egkn", "gbd_fl", "e_sobes"],
    never=["iis_con", "is_registered", "zags"],
)
about("a minor owner means the hall", BY_HALL, owners=("kid",))
about(
    "an incapacitated owner means the hall",
    BY_HALL,
    owners=("incapacitated",),
    asks=["egkn", "gbd_fl", "e_sobes"],
)
about(
    "the day before the 18th birthday",
    BY_HALL,
    owners=("turns_18_tomorrow",),
    guardians={"turns_18_tomorrow": ["guardian"]},
)
about("the 18th birthday", TO_ONLINE, owners=("turned_18_today",))
about("the day after the 18th birthday", TO_ONLINE, owners=("turned_18_yesterday",))
about(
    "born on 29 February: still a minor on 28 February",
    BY_HALL,
    owners=("leap_day_child",),
    guardians={"leap_day_child": ["guardian"]},
    day="2026-02-28",
)
about(
    "born on 29 February: an adult on 1 March",
    TO_ONLINE,
    owners=("leap_day_child",),
    day="2026-03-01",
)
about("an organisation has no age", TO_ONLINE, owners=("company",), never=["gbd_fl", "e_sobes"])
about("the second owner is a minor", BY_HALL, owners=("owner", "kid"))
about(
    "reception takes a minor for an adult",
    TO_ONLINE,
    owners=("kid",),
    reception_finding="other_owner",
    never=["gbd_fl", "e_sobes"],
)
about("outside Astana the pilot routes the same way", TO_ONLINE, city="almaty")
about("outside Astana a minor owner means the hall too", BY_HALL, city="almaty", owners=("kid",))
about("the applicant owns the flat himself", TO_ONLINE, applicant="owner")

about = About("RES-03", RESIDENCE, **HALL, owners=("kid",))
about(
    "the number of the minor owner",
    BY_HALL,
    owner_iin_entered=KID_IIN,
    asks=["iis_con", "gbd_fl", "e_sobes", "iis_con"],
)
about(
    "a malformed number asks no register",
    HALL_NEGATIVE,
    owner_iin_entered="150301900174",
    asks=["iis_con"],
    never=["holder", "incapacitated_by_iin", "papers"],
)
about(
    "an empty number is malformed",
    HALL_NEGATIVE,
    owner_iin_entered="",
    never=["holder", "incapacitated_by_iin"],
)
about(
    "a well-formed number that nobody has asks both registers",
    HALL_NEGATIVE,
    owner_iin_entered=NOBODYS_IIN,
    asks=["iis_con", "gbd_fl", "e_sobes"],
    never=["papers"],
)
about(
    "a minor who owns no part of the dwelling",
    HALL_NEGATIVE,
    owners=("incapacitated",),
    owner_iin_entered=KID_IIN,
    asks=["iis_con", "gbd_fl", "e_sobes"],
    never=["papers"],
)
about(
    "an adult co-owner of full capacity",
    HALL_NEGATIVE,
    owners=("kid", "owner"),
    owner_iin_entered=GROWN_UP_IIN,
    asks=["iis_con", "gbd_fl", "e_sobes"],
    never=["papers"],
)
about(
    "the minor co-owner, whose number is taken before the adult's", BY_HALL, owners=("owner", "kid")
)
about(
    "reception took an adult for a protected owner",
    HALL_NEGATIVE,
    owners=("owner",),
    reception_finding="protected_owner",
    asks=["egkn", "gbd_fl", "iis_con", "gbd_fl", "e_sobes"],
    never=["birth", "incapacitated", "papers"],
)
about(
    "reception erred about an organisation",
    HALL_NEGATIVE,
    owners=("company",),
    reception_finding="protected_owner",
)
about(
    "an incapacitated minor owner",
    BY_HALL,
    owners=("incapacitated_kid",),
    guardians={"incapacitated_kid": ["guardian"]},
    asks=["iis_con", "gbd_fl", "e_sobes"],
)
about(
    "an incapacitated adult owner",
    BY_HALL,
    owners=("incapacitated",),
    asks=["iis_con", "gbd_fl", "e_sobes"],
)
about(
    "the owner turns 18 tomorrow",
    BY_HALL,
    owners=("turns_18_tomorrow",),
    guardians={"turns_18_tomorrow": ["guardian"]},
)
about(
    "the owner turned 18 today, reception erred",
    HALL_NEGATIVE,
    owners=("turned_18_today",),
    reception_finding="protected_owner",
)

about = About("RES-04", RESIDENCE, **HALL, owners=("kid",))
about(
    "the guardian with papers that conform",
    BY_HALL,
    representative="guardian",
    asks=["egkn", "gbd_fl", "gbd_fl", "iis_con", "gbd_fl", "e_sobes", "iis_con", "gbd_fl"],
    never=["zags", "smart_data_ukimet", "consent", "slip", "sign", "area", "RES-12", "RES-14"],
)
about(
    "papers that do not conform",
    PAPERS_REJECTED,
    representative_documents="mismatch",
    never=["file_application", "enter"],
)
about(
    "somebody who is not on file",
    PAPERS_REJECTED,
    representative="somebody",
    never=["file_application"],
)
about("a parent in the act of birth", BY_HALL, representative="kids_father")
about("the other parent", BY_HALL, representative="kids_mother")
about(
    "a birth parent replaced by adoption",
    PAPERS_REJECTED,
    owners=("adopted_kid",),
    births={"adopted_kid": ("birth_father", "birth_mother")},
    representative="birth_father",
)
about(
    "the adoptive parent who replaced him",
    BY_HALL,
    owners=("adopted_kid",),
    births={"adopted_kid": ("birth_father", "birth_mother")},
    representative="adoptive_father",
)
about("nobody is on file for the owner", PAPERS_REJECTED, owners=("turns_18_tomorrow",))
about("nobody named: the guardian is taken to come", BY_HALL)
about(
    "a guardian of another owner than the one whose number was entered",
    PAPERS_REJECTED,
    owners=("kid", "turns_18_tomorrow"),
    representative="guardian",
    guardians={"kid": [], "turns_18_tomorrow": ["guardian"]},
)
about("a full dwelling does not matter in the hall", BY_HALL, permanent=400)
about("no area on record does not matter in the hall", BY_HALL, area=None, never=["area"])
about(
    "a refused consent does not matter in the hall",
    BY_HALL,
    owner_consent="refused",
    never=["consent"],
)
about(
    "a declined signature does not matter in the hall",
    BY_HALL,
    signature="declined",
    never=["sign"],
)

about = About("RES-05", RESIDENCE)
about(
    "a minor owner cannot be handled online",
    TO_CENTRE,
    owners=("kid",),
    asks=["egkn", "gbd_fl"],
    never=["e_sobes", "is_registered", "area", "zags"],
)
about(
    "an incapacitated owner cannot be handled online",
    TO_CENTRE,
    owners=("incapacitated",),
    asks=["egkn", "gbd_fl", "e_sobes"],
    never=["is_registered"],
)
about("nor at a terminal", TO_CENTRE, owners=("kid",), channel="self_service")
about("nor on the portal", TO_CENTRE, owners=("kid",), channel="egov_portal")
about("nor outside Astana", TO_CENTRE, owners=("kid",), city="almaty")
about("an adult owner can", BY_NORM, permanent=3)
about(
    "one of two owners is a minor",
    TO_CENTRE,
    owners=("owner", "kid"),
    asks=["egkn", "gbd_fl", "e_sobes", "gbd_fl"],
)
about("the owner turns 18 tomorrow", TO_CENTRE, owners=("turns_18_tomorrow",))
about("the owner turned 18 today", BY_NORM, owners=("turned_18_today",), permanent=3)
about(
    "comes before an applicant who is registered already",
    TO_CENTRE,
    owners=("kid",),
    residents=("stranger",),
)

about = About("RES-15", RESIDENCE)
about(
    "registered here already",
    ALREADY_REGISTERED,
    residents=("stranger",),
    permanent=3,
    asks=["egkn", "gbd_fl", "e_sobes", "gbd_fl"],
    never=["area", "headcount"],
)
about("somebody else is registered here", BY_NORM, residents=("brother",), permanent=3)
about(
    "the owner is registered already",
    ALREADY_REGISTERED,
    applicant="owner",
    residents=("owner",),
    never=["RES-16"],
)
about("also outside Astana", ALREADY_REGISTERED, residents=("stranger",), city="almaty")
about(
    "also in the hall, before the number is entered",
    ALREADY_REGISTERED,
    **HALL,
    owners=("kid",),
    residents=("stranger",),
    never=["typed_iin", "iis_con"],
)
about(
    "for a temporary stay too",
    ALREADY_REGISTERED,
    residents=("stranger",),
    service="temporary_stay",
)

about = About("RES-16", RESIDENCE)
about(
    "an owner of a full dwelling",
    AS_OWNER,
    applicant="owner",
    never=["area", "headcount", "category", "consent", "zags"],
)
about(
    "one of two owners",
    AS_OWNER,
    applicant="brother",
    owners=("owner", "brother"),
    never=["consent"],
)
about("an owner whose dwelling has no area on record", AS_OWNER, applicant="owner", area=None)
about("an owner outside Astana", AS_OWNER, applicant="owner", city="almaty")
about("an owner who does not sign", NOT_SIGNED, applicant="owner", signature="declined")
about(
    "an owner needs nobody's consent, not even the co-owner's",
    AS_OWNER,
    applicant="owner",
    owners=("owner", "company"),
    owner_consent="refused",
)
about("the owner's wife is no owner", NO_CATEGORY, applicant="wife")

about = About("RES-12", RESIDENCE, city="almaty")
about(
    "outside Astana a crowded flat is no matter",
    ELSEWHERE,
    permanent=40,
    asks=["egkn", "gbd_fl", "e_sobes", "gbd_fl", "gbd_fl"],
    never=["RES-06", "RES-07", "RES-08", "RES-09", "zags", "nobd", "epvo"],
)
about("outside Astana an area is not needed", ELSEWHERE, area=None)
about("in Astana a crowded flat is", NO_CATEGORY, city="astana", permanent=40)

about = About("RES-06", RESIDENCE)
about(
    "no area on record",
    NO_AREA,
    area=None,
    asks=["egkn", "gbd_fl", "egkn"],
    never=["headcount", "RES-07", "RES-08"],
)
about("an area on record", BY_NORM, area=600, permanent=3)
about("only a useful area on record", NO_AREA, area=None, useful=600, permanent=0)

about = About("RES-08", RESIDENCE)
about(
    "60 m2 at 15 with 3 registered",
    BY_NORM,
    permanent=3,
    asks=["egkn", "gbd_fl", "e_sobes", "gbd_fl", "egkn", "gbd_fl", "gbd_fl"],
    never=["category", "zags"],
)
about("60 m2 at 15 with 4 registered", NO_CATEGORY, permanent=4)
about("60 m2 at 15 with 5 registered", NO_CATEGORY, permanent=5)
about("59.9 m2 at 15 with 3 registered", NO_CATEGORY, area=599, permanent=3)
about("60.1 m2 at 15 with 3 registered", BY_NORM, area=601, permanent=3)
about("74.9 m2 at 15 with 4 registered", NO_CATEGORY, area=749, permanent=4)
about("75.0 m2 at 15 with 4 registered", BY_NORM, area=750, permanent=4)
about("14.9 m2 with nobody registered", NO_CATEGORY, area=149, permanent=0)
about("15.0 m2 with nobody registered", BY_NORM, area=150, permanent=0)
about(
    "19.2 m2 at 6.4 with 2 registered admit a third",
    BY_NORM,
    area=192,
    permanent=2,
    law={"norm_tenths": 64},
)
about(
    "19.2 m2 at 6.4 with 3 registered", NO_CATEGORY, area=192, permanent=3, law={"norm_tenths": 64}
)
about(
    "19.1 m2 at 6.4 with 2 registered", NO_CATEGORY, area=191, permanent=2, law={"norm_tenths": 64}
)
about(
    "a permanent and a temporary registration count the same", NO_CATEGORY, permanent=3, temporary=1
)
about("children under 14 are not registered separately", BY_NORM, permanent=2, with_parent=5)
about("the day before the norm was adopted", BY_NORM, day="2025-12-25", area=200, permanent=9)
about("the day the norm was adopted", NO_CATEGORY, day="2025-12-26", area=200, permanent=9)
about("the day after", NO_CATEGORY, day="2025-12-27", area=200, permanent=9)
about(
    "a norm given applies before there was one",
    NO_CATEGORY,
    day="2025-12-01",
    area=200,
    permanent=9,
    law={"norm_tenths": 150},
)
about("a temporary stay follows the same norm", BY_NORM, service="temporary_stay", permanent=3)
about("and is refused by it", NO_CATEGORY, service="temporary_stay")

about = About("RES-09", RESIDENCE)
about(
    "the norm is reached and no category chosen",
    NO_CATEGORY,
    never=["zags", "nobd", "consent", "slip"],
)
about("a category chosen and confirmed", by_kinship("child"), applicant="son", category="child")
about(
    "a category is not asked for while there is a place",
    BY_NORM,
    permanent=3,
    category="child",
    never=["category", "zags"],
)
about(
    "the chosen category decides: a son who claims to be a student",
    NO_STUDY,
    applicant="son",
    category="student",
    never=["zags"],
)
about(
    "the chosen category decides: a brother who claims to be a child",
    no_kinship("child"),
    applicant="brother",
    category="child",
)

about = About("RES-11", RESIDENCE, category="student")
about(
    "a full-time student of a university in the capital",
    AS_STUDENT,
    applicant="student",
    asks=["nobd", "epvo"],
    never=["zags"],
)
about(
    "a full-time pupil of a college: the first register confirms",
    AS_STUDENT,
    applicant="pupil",
    asks=["nobd"],
    never=["epvo"],
)
about("an evening student", NO_STUDY, applicant="evening_student", asks=["nobd", "epvo"])
about("a student in another city", NO_STUDY, applicant="student_elsewhere")
about("nobody's student", NO_STUDY, applicant="stranger")
about("the day before study begins", NO_STUDY, applicant="future_student")
about("the day study begins", AS_STUDENT, applicant="first_day_student")
about("the day after study began", AS_STUDENT, applicant="first_day_student", day="2026-02-03")
about("the day before study ends", AS_STUDENT, applicant="last_day_student", day="2026-02-01")
about("the last day of study", AS_STUDENT, applicant="last_day_student")
about("the day after study ended", NO_STUDY, applicant="former_student")
about("the second of two courses counts", AS_STUDENT, applicant="second_course_counts")
about(
    "one register down, the other confirms",
    AS_STUDENT,
    applicant="student",
    outages=("nobd",),
    asks=["nobd", "epvo"],
)
about(
    "the other register is not asked once one confirmed",
    AS_STUDENT,
    applicant="pupil",
    outages=("epvo",),
    never=["epvo"],
)
about(
    "one register down, the other silent about him",
    SILENT,
    applicant="pupil",
    outages=("nobd",),
    asks=["nobd", "epvo"],
)
about(
    "the second register down, the first silent about him",
    SILENT,
    applicant="stranger",
    outages=("epvo",),
    asks=["nobd", "epvo"],
)
about(
    "both registers down",
    SILENT,
    applicant="student",
    outages=("nobd", "epvo"),
    asks=["nobd", "epvo"],
)

about = About("RES-13", RESIDENCE, permanent=3)
about("consent given", BY_NORM, owner_consent="given")
about("consent refused", NO_CONSENT, owner_consent="refused", never=["slip", "sign", "enter"])
about("no answer counts as a refusal", NO_CONSENT, owner_consent="no_answer")
about(
    "refused although the kinship is confirmed",
    NO_CONSENT,
    owner_consent="refused",
    permanent=4,
    applicant="son",
    category="child",
    asks=["zags"],
)
about("refused outside Astana", NO_CONSENT, owner_consent="refused", city="almaty")
about("refused by an organisation", NO_CONSENT, owner_consent="refused", owners=("company",))
about(
    "a temporary stay needs it too", NO_CONSENT, owner_consent="refused", service="temporary_stay"
)
about(
    "an owner who applies is not asked",
    AS_OWNER,
    owner_consent="refused",
    applicant="owner",
    never=["consent"],
)

about = About("RES-14", RESIDENCE, permanent=3)
about("the applicant signs", BY_NORM, signature="signed")
about("the applicant does not sign", NOT_SIGNED, signature="declined", never=["enter"])
about(
    "not signed although the kinship is confirmed",
    NOT_SIGNED,
    signature="declined",
    permanent=4,
    applicant="son",
    category="child",
)
about("not signed outside Astana", NOT_SIGNED, signature="declined", city="almaty")

about = About("RES-17", RESIDENCE, permanent=3)
for system in ("egkn", "gbd_fl", "e_sobes"):
    about(f"{system} is down", SILENT, outages=(system,), asks=[system])
    about(f"{system} is down outside Astana", SILENT, outages=(system,), city="almaty")
    about(f"{system} is down at reception", SILENT, outages=(system,), **HALL)
about(
    "e_sobes is down, but a minor owner is seen in gbd_fl",
    TO_CENTRE,
    outages=("e_sobes",),
    owners=("kid",),
    never=["e_sobes"],
)
about(
    "e_sobes is down when the number of a minor is checked",
    SILENT,
    outages=("e_sobes",),
    owners=("kid",),
    **HALL,
    asks=["egkn", "gbd_fl", "iis_con", "gbd_fl", "e_sobes"],
)
about("iis_con is down", SILENT, outages=("iis_con",), owners=("kid",), **HALL)
about("iis_con is down, but the owner is an adult", TO_ONLINE, outages=("iis_con",), **HALL)
for unasked in ("zags", "smart_data_ukimet", "nobd", "epvo", "iis_con", "payment", "ums"):
    about(f"{unasked} is down and not needed", BY_NORM, outages=(unasked,), never=[unasked])
about(
    "an organisation has no age, but who is registered is asked of gbd_fl",
    SILENT,
    owners=("company",),
    outages=("gbd_fl",),
    asks=["egkn", "gbd_fl"],
)

about = About("RES-17", RESIDENCE, applicant="son", category="child")
about(
    "zags is down: the data mart answers",
    by_kinship("child"),
    outages=("zags",),
    asks=["zags", "smart_data_ukimet"],
)
about(
    "zags is up: the data mart is not asked",
    by_kinship("child"),
    never=["smart_data_ukimet"],
    asks=["zags"],
)
about("the data mart alone is down", by_kinship("child"), outages=("smart_data_ukimet",))
about(
    "both are down",
    SILENT,
    outages=("zags", "smart_data_ukimet"),
    asks=["zags", "smart_data_ukimet"],
    never=["consent"],
)
about(
    "zags is down and the kinship absent",
    no_kinship("child"),
    applicant="stranger",
    outages=("zags",),
    asks=["zags", "smart_data_ukimet"],
)
about(
    "no other person owns the flat: nobody is asked, so nothing is down",
    no_kinship("child"),
    owners=("company",),
    outages=("zags", "smart_data_ukimet"),
    never=["zags"],
)
