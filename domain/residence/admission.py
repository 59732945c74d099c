"""Who is let in: the owner himself, the norm, kinship, study (RES-06 to RES-11, RES-16)."""

from collections.abc import Generator
from typing import NamedTuple

from domain.answers import Enrolments
from domain.law import Law
from domain.procedure import Answer, Silence, Step, Verdict, rule
from domain.readings import Readings
from domain.records import ASTANA, Registration, iso
from domain.residence import norm
from domain.residence.civil_acts import Search, kin_of_owners
from domain.residence.kinship import STUDENT, categories, masks
from domain.residence.ownership import Owners, Post, people


class Admission(NamedTuple):
    """An admission that still has to be entered.

    Attributes:
        basis: why.
        decided_by: the rule that admitted.
        limit: the count that must not be reached at the entry; None: none.
    """

    basis: str
    decided_by: str
    limit: int | None = None


class Case(NamedTuple):
    """What every step of one registration refers to."""

    application: Registration
    law: Law
    readings: Readings
    post: Post
    owners: Owners

    @property
    def day(self) -> str:
        """The day of filing, ISO."""
        return iso(self.application.day)


Deciding = Generator[Step, Answer, Admission | Verdict]


def admit(case: Case, city: str) -> Deciding:
    """Decide whether the applicant may be registered: an owner in every city, others by the norm.

    Args:
        case: the case.
        city: where the dwelling stands; outside Astana RES-06 to RES-11 do not exist.
    """
    application, readings, actor = case.application, case.readings, case.post.actor
    owner = application.applicant in people(case.owners)
    if owner and readings.owner_himself == "exempt":
        yield rule("RES-16", "owner_admitted", actor), {"applicant": application.applicant}
        return Admission("owner", "RES-16")
    if city != ASTANA:
        return Admission("online", "RES-12")
    subject = {"dwelling": application.dwelling}
    answer = yield case.post.ask("area", "RES-06", "egkn"), subject
    area = norm.area_compared(answer, case.law, readings)
    if area is None:
        yield rule("RES-06", "no_area", actor), subject
        return Verdict("no_area_data", "RES-06")
    headcount = yield case.post.ask("headcount", "RES-07", "gbd_fl"), subject
    registered = norm.counted(**headcount, readings=readings)
    return (yield from _compare(case, area, registered))


def _compare(case: Case, area: tuple[int, int], registered: int) -> Deciding:
    """Compare the count with the norm (RES-08)."""
    norm_tenths, readings = case.law.norm_tenths, case.readings
    area_tenths, permille = area
    places = None
    if norm_tenths is None:
        reached = readings.no_norm == "reached"
        finding = "no_norm_reached" if reached else "no_norm_free"
    else:
        places = norm.capacity(area_tenths, norm_tenths, readings.norm_reading, permille)
        reached = bool(norm.norm_reached(registered, places))
        finding = "norm_reached" if reached else "norm_free"
    numbers = {
        "registered": registered,
        "capacity": places,
        "norm_tenths": norm_tenths,
        "area_tenths": area_tenths,
        "permille": permille,
    }
    yield rule("RES-08", finding, case.post.actor), numbers
    if reached:
        return (yield from claim(case))
    return Admission("norm", "RES-08", places if readings.recheck_at_signing else None)


def claim(case: Case) -> Deciding:
    """Let the applicant choose a category, and check it (RES-09 to RES-11)."""
    options = list(categories(case.readings.exemptions))
    chosen = yield case.post.ask("category", "RES-09", "applicant"), {"options": options}
    category, side = chosen["category"], chosen["side"]
    if category is None:
        yield rule("RES-09", "no_category", case.post.actor), {}
        return Verdict("norm_reached_no_category", "RES-09")
    if category == STUDENT:
        return (yield from _study(case))
    return (yield from _kinship(case, category, side))


def _kinship(case: Case, category: str, side: str | None) -> Deciding:
    """Have the kinship with the owners confirmed (RES-10)."""
    rule_id, actor = f"RES-10.{category}", case.post.actor
    search = Search(case.post.ask("parents", rule_id, "zags"), case.day, case.readings)
    applicant, owners = case.application.applicant, people(case.owners)
    wanted = masks(category, side, case.readings)
    confirmed = yield from kin_of_owners(search, applicant, owners, wanted)
    claimed = {"category": category, "side": side}
    if confirmed:
        yield rule(rule_id, "kinship_confirmed", actor), claimed
        return Admission("kinship", rule_id)
    finding = "kinship_not_confirmed" if set(owners) - {applicant} else "no_kin_owner"
    yield rule(rule_id, finding, actor), claimed
    return Verdict("kinship_not_confirmed", rule_id)


def studies_full_time_in_astana(answer: Enrolments, day: str) -> bool:
    """Say whether a register shows full-time study in the capital on an ISO day (RES-11)."""
    return any(
        e["form"] == "full_time" and e["city"] == ASTANA and e["from"] <= day <= e["until"]
        for e in answer["enrolments"]
    )


def _study(case: Case) -> Deciding:
    """Ask NOBD, then EPVO; either may confirm (RES-11)."""
    student, silent = {"student": case.application.applicant}, False
    for register in ("nobd", "epvo"):
        try:
            answer = yield case.post.ask("enrolments", "RES-11", register), student
        except Silence:
            silent = True
            continue
        if studies_full_time_in_astana(answer, case.day):
            yield rule("RES-11", "study_confirmed", case.post.actor), {"register": register}
            return Admission("student", "RES-11")
    if silent:  # the register that is down might have confirmed
        raise Silence
    yield rule("RES-11", "study_not_confirmed", case.post.actor), {}
    return Verdict("study_not_confirmed", "RES-11")
