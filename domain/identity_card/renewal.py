"""Online renewal of the ID card, from eligibility to the pick-up (IDC-01 to IDC-19)."""

from collections.abc import Generator
from datetime import date
from typing import Any, NamedTuple

from domain.answers import IdCard, OfficerReview
from domain.identity_card.duty import duty_due, is_exempt, refundable
from domain.identity_card.window import days_over, too_early, too_late
from domain.law import Law
from domain.procedure import Answer, Procedure, Question, Silence, Step, Verdict, question, rule
from domain.readings import Readings
from domain.records import Renewal

UNAVAILABLE = "unavailable_go_to_service_centre"
ACTORS = {"egov_portal": "pep", "document_app": "document_app"}

Refusing = Generator[Step, Answer, Verdict | None]


class Case(NamedTuple):
    """What every step of one renewal refers to."""

    application: Renewal
    law: Law
    readings: Readings

    @property
    def actor(self) -> str:
        """The channel that carries the application."""
        return ACTORS[self.application.channel]

    @property
    def ticket(self) -> str:
        """The number of the registration ticket (IDC-11)."""
        return ticket_number(self.application)

    def ask(self, code: str, rule_id: str, asks: str) -> Question:
        """Return a question that the channel puts."""
        return question(code, rule_id, self.actor, asks, "online")


def ticket_number(application: Renewal) -> str:
    """Return the number of the registration ticket: day of filing and holder (IDC-11)."""
    return f"{application.day:%Y%m%d}-{application.applicant}"


def renewal(application: Renewal, law: Law, readings: Readings) -> Procedure:
    """Carry an application for a new ID card to its verdict.

    Args:
        application: what is asked for.
        law: the values in force on the day of filing.
        readings: how the text is read.
    """
    case = Case(application, law, readings)
    earlier = application.earlier.duty_paid_kzt if application.earlier else 0
    refusal: Verdict | None = yield from _or_silence(case.actor, _before_payment(case))
    if refusal:
        return refusal._replace(refundable_kzt=earlier)
    verdict: Verdict = yield from _or_silence("ums", _after_payment(case))
    paid = duty_due(law, readings)
    return verdict._replace(
        duty_kzt=paid, refundable_kzt=refundable(earlier, paid, verdict.outcome)
    )


def _or_silence(actor: str, steps: Generator[Step, Answer, Any]) -> Generator[Step, Answer, Any]:
    """End a case in which a system did not answer (IDC-19)."""
    try:
        return (yield from steps)
    except Silence:
        yield rule("IDC-19", "registry_unavailable", actor), {}
        return Verdict("registry_unavailable", "IDC-19")


def _before_payment(case: Case) -> Refusing:
    """Check that the renewal is possible online, and collect the duty (IDC-01 to IDC-10)."""
    for check in (_pilot, _document, _card, _holder, _biometrics, _duty):
        refusal: Verdict | None = yield from check(case)
        if refusal:
            return refusal
    return None


def _pilot(case: Case) -> Refusing:
    """Check that the pilot is in force, both days inside (IDC-01)."""
    start, end = case.law.id_card_pilot
    day = case.application.day
    inside = start <= day <= end
    numbers = {"day": day.isoformat(), "from": start.isoformat(), "until": end.isoformat()}
    yield rule("IDC-01", "pilot_in_force" if inside else "pilot_not_in_force", case.actor), numbers
    return None if inside else Verdict("not_in_pilot", "IDC-01")


def _document(case: Case) -> Refusing:
    """Check that the document is the ID card (IDC-02)."""
    document = case.application.document
    if document != "id_card":
        yield rule("IDC-02", "other_document", case.actor), {"document": document}
        return Verdict(UNAVAILABLE, "IDC-02")
    yield rule("IDC-02", "id_card_it_is", case.actor), {}
    return None


def _card(case: Case) -> Refusing:
    """Check the card, the reason, other applications and the window (IDC-03 to IDC-07)."""
    application = case.application
    holder = {"person": application.applicant}
    card: IdCard = yield case.ask("id_card", "IDC-03", "gbd_fl"), holder
    if card["expires"] is None:
        yield rule("IDC-03", "no_card", case.actor), holder
        return Verdict(UNAVAILABLE, "IDC-03")
    changed = case.readings.reason == "registry" and card["data_changed"]
    if application.reason != "expiry" or changed:
        stated = {"reason": application.reason, "changed": changed}
        yield rule("IDC-04", "other_reason", case.actor), stated
        return Verdict(UNAVAILABLE, "IDC-04")
    yield rule("IDC-04", "only_expiry", case.actor), {}
    listed = case.ask("has_open_application", "IDC-07", "channel")
    if (yield listed, {"applicant": application.applicant})["done"]:
        return Verdict("already_open", "IDC-07")
    return (yield from _window(case, date.fromisoformat(card["expires"])))


def _window(case: Case, expires: date) -> Refusing:
    """Compare the day of filing with the window (IDC-05, IDC-06)."""
    since = (case.application.day - expires).days
    over = days_over(since, case.readings.expiry_day)
    numbers = {"expires": expires.isoformat(), "left": -since, "over": over}
    if over > 0:
        late = too_late(over, case.law.window_after_days)
        numbers["after"] = case.law.window_after_days
        yield rule("IDC-06", "too_late" if late else "expired_in_time", case.actor), numbers
        return Verdict(UNAVAILABLE, "IDC-06") if late else None
    early = too_early(-since, case.law.window_before_days)
    numbers["before"] = case.law.window_before_days
    yield rule("IDC-05", "too_early" if early else "expires_in_time", case.actor), numbers
    return Verdict("too_early", "IDC-05") if early else None


def _holder(case: Case) -> Refusing:
    """Check that the holder files himself (IDC-08)."""
    application = case.application
    if application.filed_by != application.applicant:
        filed = {"filed_by": application.filed_by, "holder": application.applicant}
        yield rule("IDC-08", "not_the_holder", case.actor), filed
        return Verdict("not_the_holder", "IDC-08")
    yield rule("IDC-08", "the_holder_files", case.actor), {}
    return None


def _biometrics(case: Case) -> Refusing:
    """Identify the holder (IDC-09)."""
    asked = case.ask("biometrics", "IDC-09", "applicant")
    if not (yield asked, {"applicant": case.application.applicant})["done"]:
        return Verdict("biometrics_failed", "IDC-09")
    return None


def _duty(case: Case) -> Refusing:
    """Collect the state duty, again after an annulment (IDC-10, IDC-18)."""
    earlier = case.application.earlier
    if earlier:
        owed = {"day": earlier.annulled_on.isoformat(), "refundable_kzt": earlier.duty_paid_kzt}
        yield rule("IDC-18", "paid_again", case.actor), owed
    if is_exempt(case.law.day, case.readings):
        yield rule("IDC-10", "duty_exempt", case.actor), {}
        return None
    bill = {"payer": case.application.applicant, "amount_kzt": case.law.duty_kzt}
    if not (yield case.ask("collect", "IDC-10", "payment"), bill)["paid"]:
        return Verdict("duty_not_paid", "IDC-10")
    return None


def _after_payment(case: Case) -> Procedure:
    """Send the application to the migration service, make the card, hand it over (IDC-11 on)."""
    application, ticket = case.application, case.ticket
    yield rule("IDC-11", "ticket_issued", case.actor), {"ticket": ticket}
    sent = {"applicant": application.applicant, "region": application.region, "ticket": ticket}
    yield case.ask("receive", "IDC-12", "ums"), sent
    review = yield question("review", "IDC-13", "ums", "ums", "ums"), {"ticket": ticket}
    defect = first_defect(review)
    if defect:
        yield rule("IDC-14", "annulled", "ums"), {"defect": defect}
        return Verdict("annulled", "IDC-14", defect)
    yield rule("IDC-15", "certified", "ums"), {"ticket": ticket}
    order = {"holder": application.applicant, "ticket": ticket}
    yield question("make", "IDC-16", "ums", "production_centre", "production"), order
    return (yield from collection(order))


def first_defect(review: OfficerReview) -> str | None:
    """Return what annuls the application, in the order of the rule (IDC-14), else None."""
    found = {
        "photo": review["photo"] != "conforms",
        "signature": review["signature"] != "conforms",
        "data": review["data"] != "correct",
        "further_check": review["further_check"],
    }
    return next((name for name, wrong in found.items() if wrong), None)


def collection(order: dict[str, Any]) -> Procedure:
    """Hand the card to the holder against the number of the ticket (IDC-17).

    Whoever was not given the card comes again: this alone is gone through once more.

    Args:
        order: ``holder`` of the card and number of his ``ticket``.
    """
    handing = question("hand_over", "IDC-17", "production_centre", "pickup_point", "pickup")
    came = yield handing, order
    if came["person"] != order["holder"] or came["ticket"] != "correct":
        yield rule("IDC-17", "pickup_refused", "pickup_point"), came
        return Verdict("pickup_refused", "IDC-17")
    yield rule("IDC-17", "handed_over", "pickup_point"), order
    return Verdict("issued", "IDC-17")
