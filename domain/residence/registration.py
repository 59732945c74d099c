"""Registration of residence and of temporary stay, from counter to entry (RES-01 to RES-17)."""

from collections.abc import Generator

from domain.law import Law
from domain.procedure import Answer, Procedure, Silence, Step, Verdict, rule
from domain.readings import Readings
from domain.records import ASTANA, Id, Registration, iso
from domain.residence.admission import Admission, Case, admit, claim
from domain.residence.ownership import (
    HALL,
    POSTS,
    RECEPTION,
    Post,
    ask_owners,
    ask_protected,
    people,
)
from domain.residence.protection import day_number, dwelling_is_protected, is_minor

Refusing = Generator[Step, Answer, Verdict | None]


def registration(application: Registration, law: Law, readings: Readings) -> Procedure:
    """Carry an application for residence or temporary stay to its verdict.

    Args:
        application: what is asked for.
        law: the values in force on the day of filing; they hold until the end.
        readings: how the text is read.
    """
    post = POSTS.get(application.channel, RECEPTION)
    refusal = yield from _pilot(application, law, post)
    if refusal:
        return refusal
    carried = _reception if post is RECEPTION else _online
    try:
        return (yield from carried(application, law, readings))
    except Silence:
        return (yield from _unavailable(post))


def _unavailable(post: Post) -> Procedure:
    """End a case in which a system did not answer (RES-17)."""
    yield rule("RES-17", "registry_unavailable", post.actor), {}
    return Verdict("registry_unavailable", "RES-17")


def _pilot(application: Registration, law: Law, post: Post) -> Refusing:
    """Check that the pilot is in force, both days inside (RES-01)."""
    start, end = law.residence_pilot
    inside = start <= application.day <= end
    numbers = {"day": iso(application.day), "from": iso(start), "until": iso(end)}
    yield rule("RES-01", "pilot_in_force" if inside else "pilot_not_in_force", post.actor), numbers
    return None if inside else Verdict("not_in_pilot", "RES-01")


def _reception(application: Registration, law: Law, readings: Readings) -> Procedure:
    """Find out at reception who owns the dwelling, and route the applicant (RES-02)."""
    day, dwelling = iso(application.day), application.dwelling
    ownership = yield from ask_owners(RECEPTION, "RES-02", dwelling)
    owners = tuple(ownership["owners"])
    asked = RECEPTION.ask("belief", "RES-02", "reception")
    belief = (yield asked, {"dwelling": dwelling})["believed"]
    if belief is None:
        found = yield from ask_protected(RECEPTION, "RES-02", owners, day)
        protected = dwelling_is_protected(len(owners), len(found), readings.protected_owner)
    else:
        protected = belief == "protected_owner"
    if not protected:
        yield rule("RES-02", "to_online", RECEPTION.actor), {}
        return Verdict("redirected_online", "RES-02")
    yield rule("RES-02", "to_hall", RECEPTION.actor), {}
    case = Case(application, law, readings, HALL, owners)
    try:
        return (yield from _hall(case, ownership["city"]))
    except Silence:
        return (yield from _unavailable(HALL))


def _hall(case: Case, city: str) -> Procedure:
    """Check number and papers in the operating hall, and file there (RES-15, RES-03, RES-04)."""
    if (yield from _already_registered(case)):
        return Verdict("already_registered", "RES-15")
    owner = yield from _protected_by_number(case)
    if owner is None:
        return Verdict("hall_check_negative", "RES-03")
    representative = yield from _empowered(case, owner)
    if representative is None:
        return Verdict("hall_documents_rejected", "RES-04")
    admission: Admission | Verdict = Admission("hall", "RES-04")
    if case.readings.hall_norm and city == ASTANA:
        admission = yield from admit(case, city)
    if isinstance(admission, Verdict):
        return admission
    application = case.application
    filed = {"applicant": application.applicant, "dwelling": application.dwelling}
    filing = case.post.ask("file_application", "RES-04", "iis_con")
    yield filing, {**filed, "representative": representative}
    return (yield from _enter(case, admission, "RES-04"))


def _already_registered(case: Case) -> Generator[Step, Answer, bool]:
    """Say whether the applicant is already registered in the dwelling (RES-15)."""
    application = case.application
    asked = {"person": application.applicant, "dwelling": application.dwelling}
    answer = yield case.post.ask("is_registered", "RES-15", "gbd_fl"), asked
    registered: bool = answer["registered"]
    return registered


def _protected_by_number(case: Case) -> Generator[Step, Answer, Id | None]:
    """Run the check of the owner's number in IIS CON, and return the protected owner (RES-03)."""
    typed = yield (
        case.post.ask("typed_iin", "RES-03", "operating_hall"),
        {"dwelling": case.application.dwelling},
    )
    number = {"iin": typed["iin"]}
    check = yield case.post.ask("check_iin", "RES-03", "iis_con"), number
    if not check["well_formed"]:
        yield rule("RES-03", "number_malformed", case.post.actor), number
        return None
    holder = yield case.post.ask("holder", "RES-03", "gbd_fl"), number
    dated = {**number, "day": case.day}
    incapacity = yield case.post.ask("incapacitated_by_iin", "RES-03", "e_sobes"), dated
    person, born = holder["person"], holder["born"]
    minor = born is not None and is_minor(day_number(born), day_number(case.day))
    owns = person is not None and person in people(case.owners)
    positive = owns and (minor or incapacity["incapacitated"])
    finding = "number_positive" if positive else "number_negative"
    yield rule("RES-03", finding, case.post.actor), {"owns": owns, "person": person}
    return person if positive else None


def _empowered(case: Case, owner: Id) -> Generator[Step, Answer, Id | None]:
    """Read the papers of the owner's representative, and return him if they hold (RES-04)."""
    papers = yield case.post.ask("papers", "RES-04", "operating_hall"), {"owner": owner}
    holds = papers["conform"] and papers["power"] is not None
    finding = "papers_accepted" if holds else "papers_rejected"
    yield rule("RES-04", finding, case.post.actor), {"representative": papers["representative"]}
    return papers["representative"] if holds else None


def _online(application: Registration, law: Law, readings: Readings) -> Procedure:
    """Carry the application through a portal, the mobile app or a terminal."""
    post, day = POSTS[application.channel], iso(application.day)
    ownership = yield from ask_owners(post, "RES-05", application.dwelling)
    owners = tuple(ownership["owners"])
    case = Case(application, law, readings, post, owners)
    protected = yield from ask_protected(post, "RES-05", owners, day)
    if dwelling_is_protected(len(owners), len(protected), readings.protected_owner):
        yield rule("RES-05", "protected_online", post.actor), {"owners": list(protected)}
        return Verdict("redirected_to_service_centre", "RES-05")
    yield rule("RES-05", "not_protected", post.actor), {}
    if (yield from _already_registered(case)):
        return Verdict("already_registered", "RES-15")
    admission = yield from admit(case, ownership["city"])
    if isinstance(admission, Verdict):
        return admission
    refusal = yield from _consent(case)
    if refusal:
        return refusal
    yield case.post.ask("slip", "RES-12", "applicant"), {"applicant": application.applicant}
    return (yield from _enter(case, admission, "RES-14"))


def _consent(case: Case) -> Refusing:
    """Ask every owner for consent when the applicant is not one of them (RES-13)."""
    applicant = case.application.applicant
    if case.readings.owner_consent == "not_required" or applicant in people(case.owners):
        return None
    request = case.post.ask("consent", "RES-13", "owner")
    for owner in case.owners:
        who = {"owner": owner["id"], "kind": owner["kind"]}
        if (yield request, {**who, "applicant": applicant})["consent"] != "given":
            yield rule("RES-13", "no_consent", case.post.actor), who
            return Verdict("no_owner_consent", "RES-13")
    return None


def _enter(case: Case, admission: Admission, rule_id: str) -> Procedure:
    """Have the applicant sign, and enter the registration (RES-14; in the hall RES-04).

    Check and entry are one question, so that two people cannot take the same last place. Whose
    place was taken meanwhile goes back to the choice of a category (RES-09).
    """
    application = case.application
    signing = case.post.ask("sign", rule_id, "applicant")
    if rule_id == "RES-14" and not (yield signing, {"applicant": application.applicant})["done"]:
        yield rule("RES-14", "not_signed", case.post.actor), {}
        return Verdict("not_signed", "RES-14")
    entry = yield case.post.ask("enter", rule_id, "gbd_fl"), _entry_asked(case, admission)
    if entry["entered"]:
        return Verdict("registered", admission.decided_by, admission.basis)
    taken = {"registered": entry["registered"], "capacity": admission.limit}
    yield rule("RES-08", "place_taken", case.post.actor), taken
    second = yield from claim(case)
    if isinstance(second, Verdict):
        return second
    return (yield from _enter(case, second, rule_id))


def _entry_asked(case: Case, admission: Admission) -> dict[str, object]:
    application, readings = case.application, case.readings
    return {
        "person": application.applicant,
        "dwelling": application.dwelling,
        "kind": "temporary" if application.service == "temporary_stay" else "permanent",
        "limit": admission.limit,
        "count_temporary": readings.count_temporary,
        "count_under_14": readings.count_under_14,
    }
