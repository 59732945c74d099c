"""The rows of a case's small registries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Engine

from domain.answers import Adoption, Marriages, ParentActs
from domain.records import Id
from synthetic_data.case_records import COUNTS, Records
from synthetic_data.registry import mart
from synthetic_data.registry.load import Filling, fill

Row = tuple[Any, ...]


def load_case(records: Records, engine: Engine) -> None:
    """Fill an empty database with the registries of a case.

    The data mart gets the pairs that follow from the acts as of the case's day, so that it
    gives the same verdicts as the civil register on that day.

    Args:
        records: what the registries hold.
        engine: an empty database.
    """
    fill(engine, fillings(records))


def fillings(records: Records) -> Iterator[Filling]:
    """Yield the rows of every table that a case fills."""
    yield from _population(records)
    yield from _acts(records)
    yield from _dwellings(records)
    yield Filling(
        "organisations", ("organisation_id",), ((o["id"],) for o in records.organisations)
    )
    yield Filling(
        "guardianships",
        ("ward_id", "representative_id"),
        ((g["ward"], g["representative"]) for g in records.guardianships),
    )
    yield Filling(
        "enrolments",
        ("person_id", "registry", "form", "city", "from", "until"),
        (
            (e["student"], e["registry"], e["form"], e["city"], *_days(e, "from", "until"))
            for e in records.enrolments
        ),
    )


def _days(row: Mapping[str, date | None], *fields: str) -> Iterator[str | None]:
    for field in fields:
        day = row[field]
        yield None if day is None else day.isoformat()


def _population(records: Records) -> Iterator[Filling]:
    yield Filling(
        "persons",
        ("person_id", "iin", "sex", "born", "died", "region"),
        (
            (p["id"], p["iin"], p["sex"], *_days(p, "born", "died"), p["region"])
            for p in records.persons
        ),
    )
    incapacitated = ((p["id"],) for p in records.persons if p["incapacitated"])
    yield Filling("incapacities", ("person_id",), incapacitated)
    changed = {p["id"] for p in records.persons if p["card_data_changed"]}
    expiries = {card["holder"]: next(_days(card, "expires")) for card in records.id_cards}
    yield Filling(
        "id_cards",
        ("person_id", "expires", "data_changed"),
        (
            (person, expiries.get(person), person in changed)
            for person in sorted(changed | expiries.keys())
        ),
    )


def _acts(records: Records) -> Iterator[Filling]:
    yield Filling(
        "births",
        ("child_id", "father_recorded", "mother_recorded", "act_recorded"),
        ((b["child"], b["father"], b["mother"], True) for b in records.births),
    )
    yield Filling(
        "adoptions",
        ("child_id", "father_id", "mother_id", "date"),
        ((a["child"], a["father"], a["mother"], *_days(a, "date")) for a in records.adoptions),
    )
    yield Filling(
        "marriages",
        ("spouse_a_id", "spouse_b_id", "from", "until", "recorded"),
        ((*m["spouses"], *_days(m, "from", "until"), True) for m in records.marriages),
    )
    yield Filling(
        "mart_kinship", ("person_id", "relation", "relative_id", "as_of"), _pairs(records)
    )


def _dwellings(records: Records) -> Iterator[Filling]:
    yield Filling(
        "dwellings",
        ("dwelling_id", "city", "total_area_tenths", "useful_area_tenths"),
        ((d["id"], d["city"], d["total_area_m2"], d["useful_area_m2"]) for d in records.dwellings),
    )
    kinds = {person["id"]: "person" for person in records.persons}
    yield Filling(
        "ownerships",
        ("dwelling_id", "position", "owner_id", "owner_kind"),
        (
            (d["id"], position, owner, kinds.get(owner, "organisation"))
            for d in records.dwellings
            for position, owner in enumerate(d["owners"])
        ),
    )
    yield Filling(
        "headcounts",
        ("dwelling_id", "permanent", "temporary", "with_parent"),
        ((d["id"], *(d[count] for count in COUNTS)) for d in records.dwellings),
    )
    residents = (
        (resident, d["id"], "permanent") for d in records.dwellings for resident in d["residents"]
    )
    yield Filling("registrations", ("person_id", "dwelling_id", "kind"), residents)


def _pairs(records: Records) -> Iterator[Row]:
    """Yield what the data mart holds of everybody, as of the day of the case."""
    as_of = records.as_of.isoformat()
    acts, marriages = parent_acts(records), spouses(records)
    for person in records.persons:
        key = person["id"]
        found = (*mart.parent_pairs(acts[key], as_of), *mart.spouse_pairs(marriages[key], as_of))
        for pair in found:
            yield key, *pair


def parent_acts(records: Records) -> Mapping[Id, ParentActs]:
    """Return the acts that name somebody's parents, for everybody."""
    acts: dict[Id, ParentActs] = defaultdict(lambda: {"birth": None, "adoptions": []})
    for birth in records.births:
        acts[birth["child"]]["birth"] = {"father": birth["father"], "mother": birth["mother"]}
    for act in records.adoptions:
        adoption = Adoption(
            father=act["father"], mother=act["mother"], date=act["date"].isoformat()
        )
        acts[act["child"]]["adoptions"].append(adoption)
    return acts


def spouses(records: Records) -> Mapping[Id, Marriages]:
    """Return the marriages of everybody, seen from each of the two."""
    found: dict[Id, Marriages] = defaultdict(lambda: {"marriages": []})
    for act in records.marriages:
        start, until = act["from"].isoformat(), next(_days(act, "until"))
        for person, spouse in (act["spouses"], act["spouses"][::-1]):
            held = {"spouse": spouse, "from": start, "until": until}
            found[person]["marriages"].append(held)  # type: ignore[arg-type]
    return found
