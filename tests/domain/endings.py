"""Every way in which a case can end, as the rules state it: the oracle of the tables."""

from domain.residence.kinship import WITH_SIDE
from tests.domain.cases import End

KINSHIP = (
    "child",
    "parent",
    "spouse",
    "full_sibling",
    "half_sibling",
    "grandparent",
    "grandchild",
    "in_law",
)
WIDER = ("ward", "relative_of_kin")

NOT_IN_PILOT = End("not_in_pilot", "RES-01")
TO_ONLINE = End("redirected_online", "RES-02")
HALL_NEGATIVE = End("hall_check_negative", "RES-03")
PAPERS_REJECTED = End("hall_documents_rejected", "RES-04")
BY_HALL = End("registered", "RES-04", "hall")
TO_CENTRE = End("redirected_to_service_centre", "RES-05")
ALREADY_REGISTERED = End("already_registered", "RES-15")
AS_OWNER = End("registered", "RES-16", "owner")
ELSEWHERE = End("registered", "RES-12", "online")
NO_AREA = End("no_area_data", "RES-06")
BY_NORM = End("registered", "RES-08", "norm")
NO_CATEGORY = End("norm_reached_no_category", "RES-09")
AS_STUDENT = End("registered", "RES-11", "student")
NO_STUDY = End("study_not_confirmed", "RES-11")
NO_CONSENT = End("no_owner_consent", "RES-13")
NOT_SIGNED = End("not_signed", "RES-14")
SILENT = End("registry_unavailable", "RES-17")


def by_kinship(category: str) -> End:
    return End("registered", f"RES-10.{category}", "kinship")


def no_kinship(category: str) -> End:
    return End("kinship_not_confirmed", f"RES-10.{category}")


CARD_NOT_IN_PILOT = End("not_in_pilot", "IDC-01")
ALREADY_OPEN = End("already_open", "IDC-07")
TOO_EARLY = End("too_early", "IDC-05")
NOT_THE_HOLDER = End("not_the_holder", "IDC-08")
BIOMETRICS_FAILED = End("biometrics_failed", "IDC-09")
DUTY_NOT_PAID = End("duty_not_paid", "IDC-10")
PICKUP_REFUSED = End("pickup_refused", "IDC-17")
ISSUED = End("issued", "IDC-17")
CARD_SILENT = End("registry_unavailable", "IDC-19")


def unavailable(rule: str) -> End:
    return End("unavailable_go_to_service_centre", rule)


def annulled(defect: str) -> End:
    return End("annulled", "IDC-14", defect)


RESIDENCE_ENDINGS = frozenset(
    {
        NOT_IN_PILOT,
        TO_ONLINE,
        HALL_NEGATIVE,
        PAPERS_REJECTED,
        BY_HALL,
        TO_CENTRE,
        ALREADY_REGISTERED,
        AS_OWNER,
        ELSEWHERE,
        NO_AREA,
        BY_NORM,
        NO_CATEGORY,
        AS_STUDENT,
        NO_STUDY,
        NO_CONSENT,
        NOT_SIGNED,
        SILENT,
        *(by_kinship(category) for category in KINSHIP + WIDER),
        *(no_kinship(category) for category in KINSHIP + WIDER),
    }
)
CARD_ENDINGS = frozenset(
    {
        CARD_NOT_IN_PILOT,
        *(unavailable(f"IDC-0{number}") for number in (2, 3, 4, 6)),
        ALREADY_OPEN,
        TOO_EARLY,
        NOT_THE_HOLDER,
        BIOMETRICS_FAILED,
        DUTY_NOT_PAID,
        *(annulled(defect) for defect in ("photo", "signature", "data", "further_check")),
        PICKUP_REFUSED,
        ISSUED,
        CARD_SILENT,
    }
)
ENDINGS = RESIDENCE_ENDINGS | CARD_ENDINGS

SIDES = dict.fromkeys(WITH_SIDE, ("father", "mother"))
