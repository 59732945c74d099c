"""What Hypothesis makes for the tests: families on file, readings, areas, whole cases."""

import string
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from domain.readings import SWITCHES, Readings
from domain.records import Annulled, Id, Review
from domain.residence.kinship import WITH_SIDE, categories

DAYS = ("2026-02-01", "2026-02-02", "2026-02-03")
"""The day before, the day itself and the day after: dates of acts fall on these."""

areas_tenths = st.integers(1, 20_000)
norms_tenths = st.integers(1, 500)
counts = st.integers(0, 60)
permilles = st.one_of(st.just(1000), st.integers(1, 1000))
norm_readings = st.sampled_from(SWITCHES["norm_reading"].values)
digits = st.text(string.digits, min_size=11, max_size=11)


@st.composite
def readings(draw: st.DrawFn) -> Readings:
    """Return any combination of readings."""
    chosen: Any = {name: draw(st.sampled_from(s.values)) for name, s in SWITCHES.items()}
    return Readings(**chosen)


@dataclass(frozen=True)
class Kin:
    """A made-up family on file: people are whole numbers, parents smaller than their children."""

    size: int
    births: dict[Id, tuple[Any, Any]]
    adoptions: dict[int, list[tuple[int | None, int | None, str]]]
    marriages: list[tuple[int, int, str, str | None]]
    guardians: dict[int, list[int]]


@st.composite
def families(draw: st.DrawFn, size: int = 8) -> Kin:
    """Return a family of ``size`` people, some without acts, adopted, divorced or guarded."""
    births: dict[Id, tuple[Any, Any]] = {}
    adoptions, guardians = {}, {}
    for child in range(1, size):
        elder = st.one_of(st.none(), st.integers(0, child - 1))
        if draw(st.integers(0, 4)):
            births[child] = draw(st.tuples(elder, elder))
        if not draw(st.integers(0, 4)):
            act = st.tuples(elder, elder, st.sampled_from(DAYS))
            adoptions[child] = draw(st.lists(act, max_size=2, unique_by=lambda a: a[2]))
        if not draw(st.integers(0, 4)):
            guardians[child] = [draw(st.integers(0, child - 1))]
    return Kin(size, births, adoptions, draw(_marriages(size)), guardians)


def _marriages(size: int) -> st.SearchStrategy[list[tuple[int, int, str, str | None]]]:
    person = st.integers(0, size - 1)
    until = st.one_of(st.none(), st.sampled_from(DAYS))
    one = st.tuples(person, person, st.sampled_from(DAYS), until)
    return st.lists(one.filter(lambda m: m[0] != m[1]), max_size=5)


@st.composite
def claims(draw: st.DrawFn) -> tuple[str | None, str | None]:
    """Return a category and, where it needs one, a side."""
    category = draw(st.one_of(st.none(), st.sampled_from(categories("order_677"))))
    side = draw(st.sampled_from(("father", "mother"))) if category in WITH_SIDE else None
    return category, side


_people = st.sampled_from(("stranger", "owner", "son", "brother", "grandfather", "wife", "student"))
_owners = st.sampled_from(
    ("owner", "kid", "incapacitated", "company", "wife", "stranger", "father")
)


@st.composite
def registrations(draw: st.DrawFn) -> dict[str, Any]:
    """Return what a registration states, as keyword arguments of a case."""
    category, side = draw(claims())
    channels = ("egov_portal", "egov_mobile", "self_service", "service_centre")
    systems = ("egkn", "gbd_fl", "e_sobes", "iis_con", "zags", "smart_data_ukimet", "nobd", "epvo")
    return {
        "service": draw(st.sampled_from(("residence", "temporary_stay"))),
        "channel": draw(st.sampled_from(channels)),
        "day": draw(st.sampled_from(("2025-11-10", "2025-12-25", "2026-02-02", "2026-07-01"))),
        "city": draw(st.sampled_from(("astana", "astana", "almaty"))),
        "applicant": draw(_people),
        "owners": tuple(draw(st.lists(_owners, min_size=1, max_size=3, unique=True))),
        "area": draw(st.one_of(st.none(), st.integers(100, 1000))),
        "permanent": draw(st.integers(0, 5)),
        "temporary": draw(st.integers(0, 2)),
        "with_parent": draw(st.integers(0, 2)),
        "taken_meanwhile": draw(st.integers(0, 2)),
        "category": category,
        "side": side,
        "owner_consent": draw(st.sampled_from(("given", "given", "refused", "no_answer"))),
        "signature": draw(st.sampled_from(("signed", "signed", "declined"))),
        "reception_finding": draw(st.sampled_from((None, "protected_owner", "other_owner"))),
        "representative_documents": draw(st.sampled_from(("match", "mismatch"))),
        "outages": tuple(draw(st.lists(st.sampled_from(systems), max_size=2, unique=True))),
        "readings": draw(_chosen()),
    }


@st.composite
def _chosen(draw: st.DrawFn) -> dict[str, Any]:
    """Return a few readings that differ from the default."""
    names = draw(st.lists(st.sampled_from(sorted(SWITCHES)), max_size=6, unique=True))
    return {name: SWITCHES[name].other for name in names}


@st.composite
def renewals(draw: st.DrawFn) -> dict[str, Any]:
    """Return what a renewal states, as keyword arguments of a case."""
    day = st.dates().map(lambda d: d.replace(year=2026, month=1, day=min(d.day, 28)))
    earlier = st.builds(Annulled, day, st.sampled_from((786, 865)))
    systems = ("gbd_fl", "payment", "ums", "production_centre", "pickup_point")
    conforms = st.sampled_from(("conforms", "conforms", "mismatch"))
    review = st.builds(
        Review,
        data=st.sampled_from(("correct", "correct", "incorrect")),
        photo=conforms,
        signature=conforms,
        further_check=st.booleans(),
    )
    return {
        "service": "id_card",
        "channel": draw(st.sampled_from(("egov_portal", "document_app"))),
        "applicant": "owner",
        "day": draw(st.sampled_from(("2025-12-31", "2026-01-01", "2026-02-02", "2026-04-01"))),
        "expires": draw(st.one_of(st.none(), st.dates().map(_near))),
        "data_changed": draw(st.sampled_from((False, False, True))),
        "reason": draw(st.sampled_from(("expiry", "expiry", "expiry", "loss"))),
        "filed_by": draw(st.sampled_from((None, None, "wife"))),
        "duty": draw(st.sampled_from(("paid", "paid", "unpaid"))),
        "biometrics": draw(st.sampled_from(("match", "match", "mismatch"))),
        "pickup_ticket": draw(st.sampled_from(("correct", "wrong"))),
        "review": draw(review),
        "earlier": draw(st.one_of(st.none(), earlier)),
        "outages": tuple(draw(st.lists(st.sampled_from(systems), max_size=1))),
        "readings": draw(_chosen()),
    }


def _near(day: Any) -> str:  # noqa: ANN401 - a date of Hypothesis
    """Return a day near the days of filing."""
    near: str = day.replace(year=2026, month=1 + day.month % 2, day=min(day.day, 28)).isoformat()
    return near
