"""With what each rule ends a case, where it ends one (checked against every case that there is)."""

from collections.abc import Mapping
from typing import Final

Notice = tuple[str, str | None]
"""Outcome and basis, as the notices have them."""

KIN: Final[tuple[Notice, ...]] = (("registered", "kinship"), ("kinship_not_confirmed", None))
AT_THE_CENTRE: Final[tuple[Notice, ...]] = (("unavailable_go_to_service_centre", None),)
ANNULLED: Final[tuple[Notice, ...]] = tuple(
    ("annulled", basis) for basis in ("data", "photo", "signature", "further_check")
)

NOTICES: Final[Mapping[str, tuple[Notice, ...]]] = {
    "RES-01": (("not_in_pilot", None),),
    "RES-02": (("redirected_online", None),),
    "RES-03": (("hall_check_negative", None),),
    "RES-04": (("registered", "hall"), ("hall_documents_rejected", None)),
    "RES-05": (("redirected_to_service_centre", None),),
    "RES-06": (("no_area_data", None),),
    "RES-08": (("registered", "norm"),),
    "RES-09": (("norm_reached_no_category", None),),
    "RES-10": KIN,
    "RES-11": (("registered", "student"), ("study_not_confirmed", None)),
    "RES-12": (("registered", "online"),),
    "RES-13": (("no_owner_consent", None),),
    "RES-14": (("not_signed", None),),
    "RES-15": (("already_registered", None),),
    "RES-16": (("registered", "owner"),),
    "RES-17": (("registry_unavailable", None),),
    "IDC-01": (("not_in_pilot", None),),
    "IDC-02": AT_THE_CENTRE,
    "IDC-03": AT_THE_CENTRE,
    "IDC-04": AT_THE_CENTRE,
    "IDC-05": (("too_early", None),),
    "IDC-06": AT_THE_CENTRE,
    "IDC-07": (("already_open", None),),
    "IDC-08": (("not_the_holder", None),),
    "IDC-09": (("biometrics_failed", None),),
    "IDC-10": (("duty_not_paid", None),),
    "IDC-14": ANNULLED,
    "IDC-17": (("issued", None), ("pickup_refused", None)),
    "IDC-19": (("registry_unavailable", None),),
}


def notices_of(rule: str) -> tuple[Notice, ...]:
    """Return with what a rule may end a case; empty: the next rule is always tried."""
    return NOTICES.get(rule.partition(".")[0], ())
