"""The ID card: every rule that can end a case, on both sides of it (IDC-01 to IDC-19)."""

from datetime import date

from domain.records import Annulled, Review
from tests.domain.cases import About, Case
from tests.domain.endings import (
    ALREADY_OPEN,
    BIOMETRICS_FAILED,
    CARD_NOT_IN_PILOT,
    CARD_SILENT,
    DUTY_NOT_PAID,
    ISSUED,
    NOT_THE_HOLDER,
    PICKUP_REFUSED,
    TOO_EARLY,
    annulled,
    unavailable,
)

CARD: list[Case] = []
COMMON = {"service": "id_card", "channel": "egov_portal", "applicant": "owner"}
EVERYBODY = ("gbd_fl", "payment", "ums", "production_centre", "pickup_point")
WHOLE_WAY = ["gbd_fl", "payment", "ums", "ums", "production_centre", "pickup_point"]


def about_rule(rule: str) -> About:
    return About(rule, CARD, **COMMON)


about = about_rule("IDC-01")
about(
    "the day before the pilot",
    CARD_NOT_IN_PILOT,
    day="2025-05-27",
    expires="2025-06-10",
    never=EVERYBODY,
)
about("the first day of the pilot", ISSUED, day="2025-05-28", expires="2025-06-10")
about("the day after the first", ISSUED, day="2025-05-29", expires="2025-06-10")
about("the day before the last", ISSUED, day="2026-03-30", expires="2026-04-10")
about("the last day of the pilot", ISSUED, day="2026-03-31", expires="2026-04-10")
about(
    "the day after the pilot",
    CARD_NOT_IN_PILOT,
    day="2026-04-01",
    expires="2026-04-10",
    never=EVERYBODY,
)
about(
    "a pilot prolonged by a scenario",
    ISSUED,
    day="2026-04-01",
    expires="2026-04-10",
    law={"id_card_pilot": (date(2025, 5, 28), date(2026, 4, 1))},
)

about = about_rule("IDC-02")
about("a passport", unavailable("IDC-02"), document="passport", never=EVERYBODY)
about("an ID card", ISSUED, document="id_card", asks=WHOLE_WAY)
about(
    "a passport when there is no card either",
    unavailable("IDC-02"),
    document="passport",
    expires=None,
)
about("a passport after the pilot", CARD_NOT_IN_PILOT, document="passport", day="2026-04-01")

about = about_rule("IDC-03")
about(
    "no card to renew",
    unavailable("IDC-03"),
    expires=None,
    asks=["gbd_fl"],
    never=["has_open_application", "payment"],
)
about("a card to renew", ISSUED)
about("no card comes before another reason", unavailable("IDC-03"), expires=None, reason="loss")

about = about_rule("IDC-04")
for reason in ("surname_change", "loss", "damage", "first_document", "other"):
    about(
        f"the reason is {reason}",
        unavailable("IDC-04"),
        reason=reason,
        asks=["gbd_fl"],
        never=["has_open_application", "biometrics", "payment"],
    )
about("the reason is expiry", ISSUED, reason="expiry")
about("expiry stated, but the data on file have changed", unavailable("IDC-04"), data_changed=True)
about(
    "another reason comes before an open application",
    unavailable("IDC-04"),
    reason="loss",
    open_application=True,
)
about(
    "another reason comes before the window",
    unavailable("IDC-04"),
    reason="loss",
    expires="2027-02-02",
)

about = about_rule("IDC-07")
about(
    "an application is open",
    ALREADY_OPEN,
    open_application=True,
    asks=["gbd_fl"],
    never=["IDC-05", "IDC-06", "biometrics", "payment"],
)
about("none is open", ISSUED, open_application=False)
about(
    "comes before a card that expires much later",
    ALREADY_OPEN,
    open_application=True,
    expires="2027-02-02",
)
about(
    "comes before a card that expired long ago",
    ALREADY_OPEN,
    open_application=True,
    expires="2020-02-02",
)

about = about_rule("IDC-05")
about("31 days remain", TOO_EARLY, expires="2026-03-05", never=["biometrics", "payment"])
about("30 days remain", ISSUED, expires="2026-03-04")
about("29 days remain", ISSUED, expires="2026-03-03")
about("one day remains", ISSUED, expires="2026-02-03")
about("the expiry day itself", ISSUED, expires="2026-02-02", never=["IDC-06"])
about("31 days remain over the end of a year", TOO_EARLY, day="2025-12-05", expires="2026-01-05")
about("30 days remain over the end of a year", ISSUED, day="2025-12-06", expires="2026-01-05")
about(
    "30 days remain to 29 February",
    ISSUED,
    day="2028-01-30",
    expires="2028-02-29",
    law={"id_card_pilot": (date(2025, 5, 28), date(2028, 12, 31))},
)
about(
    "31 days remain to 29 February",
    TOO_EARLY,
    day="2028-01-29",
    expires="2028-02-29",
    law={"id_card_pilot": (date(2025, 5, 28), date(2028, 12, 31))},
)
about("a scenario allows 31 days", ISSUED, expires="2026-03-05", law={"window_before_days": 31})
about("too early comes before who files", TOO_EARLY, expires="2026-03-05", filed_by="wife")

about = about_rule("IDC-06")
about("expired 9 days ago", ISSUED, expires="2026-01-24")
about("expired 10 days ago", ISSUED, expires="2026-01-23")
about(
    "expired 11 days ago",
    unavailable("IDC-06"),
    expires="2026-01-22",
    never=["biometrics", "payment"],
)
about("expired yesterday", ISSUED, expires="2026-02-01", never=["IDC-05"])
about("expired 10 days ago, in the last year", ISSUED, day="2026-01-08", expires="2025-12-29")
about(
    "expired 11 days ago, in the last year",
    unavailable("IDC-06"),
    day="2026-01-08",
    expires="2025-12-28",
)
about(
    "expired on 29 February, 10 days ago",
    ISSUED,
    day="2028-03-10",
    expires="2028-02-29",
    law={"id_card_pilot": (date(2025, 5, 28), date(2028, 12, 31))},
)
about(
    "expired on 29 February, 11 days ago",
    unavailable("IDC-06"),
    day="2028-03-11",
    expires="2028-02-29",
    law={"id_card_pilot": (date(2025, 5, 28), date(2028, 12, 31))},
)
about("a scenario allows 11 days", ISSUED, expires="2026-01-22", law={"window_after_days": 11})

about = about_rule("IDC-08")
about(
    "the wife files for the holder",
    NOT_THE_HOLDER,
    filed_by="wife",
    never=["biometrics", "payment"],
)
about("the holder files", ISSUED, filed_by="owner")
about("comes before the biometrics", NOT_THE_HOLDER, filed_by="wife", biometrics="mismatch")

about = about_rule("IDC-09")
about("the face does not match", BIOMETRICS_FAILED, biometrics="mismatch", never=["payment"])
about("the face matches", ISSUED, biometrics="match")
about("comes before the duty", BIOMETRICS_FAILED, biometrics="mismatch", duty="unpaid")

about = about_rule("IDC-10")
about(
    "the duty is not paid",
    DUTY_NOT_PAID,
    duty="unpaid",
    asks=["gbd_fl", "payment"],
    never=["IDC-11", "ums"],
)
about("the duty is paid", ISSUED, duty="paid", asks=WHOLE_WAY)
about(
    "the duty is not paid again after an annulment",
    DUTY_NOT_PAID,
    duty="unpaid",
    earlier=Annulled(date(2026, 1, 30), 865),
    asks=["payment"],
)

about = about_rule("IDC-14")
NOT_MADE = ("IDC-15", "production_centre", "pickup_point")
about(
    "the photo does not conform",
    annulled("photo"),
    review=Review(photo="mismatch"),
    asks=["payment", "ums", "ums"],
    never=NOT_MADE,
)
about(
    "the signature does not conform",
    annulled("signature"),
    review=Review(signature="mismatch"),
    never=NOT_MADE,
)
about("the data are wrong", annulled("data"), review=Review(data="incorrect"), never=NOT_MADE)
about(
    "a further check is needed",
    annulled("further_check"),
    review=Review(further_check=True),
    never=NOT_MADE,
)
about(
    "photo and signature: the photo is the basis",
    annulled("photo"),
    review=Review(photo="mismatch", signature="mismatch", data="incorrect", further_check=True),
)
about(
    "signature and data: the signature is the basis",
    annulled("signature"),
    review=Review(signature="mismatch", data="incorrect", further_check=True),
)
about(
    "data and a further check: the data are the basis",
    annulled("data"),
    review=Review(data="incorrect", further_check=True),
)
about("nothing is wrong", ISSUED, review=Review(), asks=WHOLE_WAY)

about = about_rule("IDC-17")
about(
    "the holder with the right number",
    ISSUED,
    pickup_person="owner",
    pickup_ticket="correct",
    asks=WHOLE_WAY,
)
about("the holder with a wrong number", PICKUP_REFUSED, pickup_ticket="wrong", asks=WHOLE_WAY)
about("the wife with the right number", PICKUP_REFUSED, pickup_person="wife")
about("the wife with a wrong number", PICKUP_REFUSED, pickup_person="wife", pickup_ticket="wrong")
about("through the documents app", ISSUED, channel="document_app")

about = about_rule("IDC-18")
about(
    "a second application, the duty paid again",
    ISSUED,
    earlier=Annulled(date(2026, 1, 30), 865),
    asks=WHOLE_WAY,
)
about(
    "a second application after the window: the clock ran on",
    unavailable("IDC-06"),
    earlier=Annulled(date(2026, 1, 30), 865),
    expires="2026-01-22",
)
about(
    "a second application annulled too",
    annulled("photo"),
    earlier=Annulled(date(2026, 1, 30), 865),
    review=Review(photo="mismatch"),
)

about = about_rule("IDC-19")
for system in EVERYBODY:
    about(
        f"{system} is down",
        CARD_SILENT,
        outages=(system,),
        asks=WHOLE_WAY[: WHOLE_WAY.index(system) + 1],
    )
for unasked in ("egkn", "zags", "e_sobes", "iis_con", "nobd", "epvo", "smart_data_ukimet"):
    about(f"{unasked} is down and not needed", ISSUED, outages=(unasked,), never=[unasked])
about(
    "production is down, but the application was annulled before",
    annulled("photo"),
    outages=("production_centre",),
    review=Review(photo="mismatch"),
)
about(
    "payment is down, but the case ended before",
    NOT_THE_HOLDER,
    outages=("payment",),
    filed_by="wife",
)
