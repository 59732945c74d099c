"""Make a city: one step after the other, each over whole columns, each with its own stream.

Columns are handed over as soon as they are finished, for whoever writes them down meanwhile; the
papers of people come before their homes, since most rows of the registries are papers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from domain.errors import BadInput
from synthetic_data import evidence
from synthetic_data.adoptions import Care, Kin, adopt, provide_care
from synthetic_data.city import OUTSIDE_DISTRICT, City
from synthetic_data.days import calendar_day
from synthetic_data.defects import Acts, record
from synthetic_data.documents import Cards, issue_cards
from synthetic_data.draws import Ints
from synthetic_data.dwellings import Dwellings, make_dwellings
from synthetic_data.families import make_parents, with_twins
from synthetic_data.households import Ties, make_households
from synthetic_data.marriages import Marriages, marry
from synthetic_data.mart import Mart, mart
from synthetic_data.naming import Names, give_names
from synthetic_data.numbers import identification_numbers
from synthetic_data.ownership import Ownership, make_ownership
from synthetic_data.people import Roll, make_roll, origins
from synthetic_data.residence import Housing, Residence, register
from synthetic_data.streams import Streams
from synthetic_data.study import Study, enrol

SMALLEST, LARGEST = 200, 4_000_000
HIGHEST_SEED = 2**31 - 1
FIRST_DAY, LAST_DAY = 20000101, 20501231
STEPS = ("people", "families", "documents", "households", "registrations", "done")

Progress = Callable[[str, float], None]
"""Is told the step that begins, one of ``STEPS``, and the share of the work done before it."""

Ready = Callable[[Mapping[str, Ints]], None]
"""Is given whole columns of the city by name, each once, when nothing will change them."""


class _Columns:
    """The columns made so far."""

    def __init__(self, ready: Ready) -> None:
        self.made: dict[str, Any] = {}
        self._ready = ready

    def add(self, columns: Mapping[str, Ints]) -> None:
        self.made.update(columns)
        self._ready(columns)


@dataclass(frozen=True, slots=True)
class _Family:
    roll: Roll
    marriages: Marriages
    kin: Kin
    care: Care
    study: Study


def reference_day() -> int:
    """Return the day for which a city is made, ``yyyymmdd`` (``population.reference_day``)."""
    return int(evidence.number("population.reference_day"))


def check_size(population: object, seed: object) -> tuple[int, int]:
    """Return population and seed if a city can be made of them.

    Args:
        population: a whole number from 200 to 4,000,000, both inside.
        seed: a whole number from 0 to 2,147,483,647.

    Raises:
        BadInput: something else was given.
    """
    for where, value, low, high in (
        ("population", population, SMALLEST, LARGEST),
        ("seed", seed, 0, HIGHEST_SEED),
    ):
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise BadInput(where, f"a whole number from {low} to {high}", value)
    return int(population), int(seed)  # type: ignore[call-overload]  # checked just above


def check_day(as_of: object) -> int:
    """Return a reference day if a city can be made for it.

    The evidence is that of 2026: a few decades off there are no years of acts and no cards to
    make a city of.

    Args:
        as_of: a day of the calendar from 1 January 2000 to 31 December 2050, ``yyyymmdd``.

    Raises:
        BadInput: something else was given.
    """
    if (
        isinstance(as_of, bool)
        or not isinstance(as_of, int)
        or not FIRST_DAY <= as_of <= LAST_DAY
        or not _is_of_the_calendar(as_of)
    ):
        raise BadInput("as_of", f"a day yyyymmdd from {FIRST_DAY} to {LAST_DAY}", as_of)
    return as_of


def _is_of_the_calendar(day: int) -> bool:
    try:
        date(day // 10_000, day // 100 % 100, day % 100)
    except ValueError:
        return False
    return True


def generate_city(
    population: int,
    seed: int,
    progress: Progress | None = None,
    as_of: int | None = None,
    ready: Ready | None = None,
) -> City:
    """Make a city; the same arguments give the same bytes.

    Args:
        population: people who live in the capital, 200 to 4,000,000. Kin elsewhere,
            movers and the dead come on top, about a fifth of it.
        seed: 0 to 2,147,483,647.
        progress: is told each step as it begins.
        as_of: the day the city is as of, ``yyyymmdd``, as ``check_day`` takes it; by default
            the reference day.
        ready: is given the columns as they are finished.

    Raises:
        BadInput: population, seed or day out of range.
    """
    population, seed = check_size(population, seed)
    as_of = reference_day() if as_of is None else check_day(as_of)
    tell = progress or (lambda _step, _share: None)
    streams, columns = Streams(seed), _Columns(ready or (lambda _columns: None))
    tell("people", 0.0)
    roll = make_roll(population, as_of, streams)
    tell("families", 0.05)
    family = _family(roll, streams)
    tell("documents", 0.4)
    _papers(family, as_of, streams, columns)
    columns.add(_persons(family, streams))
    tell("households", 0.6)
    _places(family, streams, tell, columns)
    tell("done", 1.0)
    return City(population=population, seed=seed, as_of=as_of, **columns.made)


def _family(roll: Roll, streams: Streams) -> _Family:
    roll, marriages = marry(roll, streams)
    raised = make_parents(roll, marriages, streams)
    roll = with_twins(roll, raised, streams)
    kin = adopt(roll, raised, marriages, streams)
    study = enrol(roll, streams)
    care = provide_care(roll, kin, marriages, study, streams)
    return _Family(roll, marriages, kin, care, study)


def _persons(family: _Family, streams: Streams) -> dict[str, Any]:
    roll = family.roll
    names: Names = give_names(roll, family.kin.now, streams)
    return {
        "born": calendar_day(roll.born),
        "died": calendar_day(roll.died),
        "sex": roll.sex,
        "iin": identification_numbers(roll.born, roll.sex),
        "people": roll.people,
        "family_name": _ids(names.family),
        "given_name": _ids(names.given),
        "patronymic": _ids(names.patronymic),
    }


def _kin(family: _Family) -> dict[str, Any]:
    kin, marriages = family.kin, family.marriages
    return {
        "father": _ids(kin.birth.father),
        "mother": _ids(kin.birth.mother),
        "spouse_a": _ids(marriages.husband),
        "spouse_b": _ids(marriages.wife),
        "married_from": calendar_day(marriages.since),
        "married_until": calendar_day(marriages.until),
        "adopted_child": _ids(kin.child),
        "adoptive_father": _ids(kin.adoptive_father),
        "adoptive_mother": _ids(kin.adoptive_mother),
        "adopted_on": calendar_day(kin.adopted_on),
    }


def _ids(column: Ints) -> Ints:
    return column.astype(np.int32, copy=False)


def _places(family: _Family, streams: Streams, tell: Progress, columns: _Columns) -> None:
    roll = family.roll
    spouse = family.marriages.current_spouse(roll.rows)
    ties = Ties(family.kin.now, spouse, family.care, family.study)
    households = make_households(roll, ties, streams)
    dwellings = make_dwellings(households, roll.people[households.head], roll.residents, streams)
    ownership = make_ownership(roll, ties, households, dwellings, streams)
    columns.add(_dwellings(dwellings))
    columns.add(_owners(ownership))
    tell("registrations", 0.8)
    housing = Housing(households, dwellings, ownership)
    residence = register(roll, ties, housing, streams)
    columns.add(_person_places(roll, housing, residence, streams))


def _owners(ownership: Ownership) -> dict[str, Any]:
    return {
        "owned_dwelling": _ids(ownership.dwelling),
        "owner": _ids(ownership.owner),
        "owner_is_organisation": ownership.organisation,
        "organisation_name": np.arange(ownership.organisations, dtype=np.int32),
    }


def _dwellings(dwellings: Dwellings) -> dict[str, Any]:
    return {
        "dwelling_city": dwellings.city,
        "dwelling_district": dwellings.district,
        "street": dwellings.street,
        "house": dwellings.house,
        "flat": dwellings.flat,
        "rooms": dwellings.rooms,
        "total_area": dwellings.total,
        "useful_area": dwellings.useful,
        "kind": dwellings.kind,
    }


def _person_places(
    roll: Roll, housing: Housing, residence: Residence, streams: Streams
) -> dict[str, Any]:
    dwellings = housing.dwellings
    person = np.flatnonzero(residence.dwelling >= 0)
    city = np.full(roll.rows, -1, np.int8)
    city[person] = dwellings.city[residence.dwelling[person]]
    district = np.where(residence.home >= 0, dwellings.district[residence.home], OUTSIDE_DISTRICT)
    return {
        "home": _ids(residence.home),
        "region": origins(roll, city, streams),
        "district": district.astype(np.int8),
        "registered_person": _ids(person),
        "registered_dwelling": _ids(residence.dwelling[person]),
        "registration_kind": residence.kind[person],
    }


def _papers(family: _Family, as_of: int, streams: Streams, columns: _Columns) -> None:
    columns.add(_cards(issue_cards(family.roll, streams)))
    acts = record(family.roll, family.kin, family.marriages, streams)
    columns.add(_kin(family) | _acts(acts))
    columns.add(_pairs(mart(family.kin, family.marriages, acts, streams), as_of))
    columns.add(_courses(family.study))
    columns.add(_care(family.care))


def _acts(acts: Acts) -> dict[str, Any]:
    return {
        "father_recorded": _ids(acts.recorded.father),
        "mother_recorded": _ids(acts.recorded.mother),
        "act_recorded": acts.birth,
        "birth_defect": acts.birth_defect,
        "marriage_recorded": acts.marriage,
        "marriage_defect": acts.marriage_defect,
    }


def _care(care: Care) -> dict[str, Any]:
    return {
        "incapacitated_person": _ids(care.incapacitated),
        "incapacitated_from": calendar_day(care.incapacitated_from),
        "incapacitated_until": calendar_day(care.incapacitated_until),
        "ward": _ids(care.ward),
        "guardian": _ids(care.guardian),
    }


def _cards(cards: Cards) -> dict[str, Any]:
    return {
        "card_holder": _ids(cards.holder),
        "issued": calendar_day(cards.issued),
        "expires": calendar_day(cards.expires),
        "data_changed": cards.changed,
    }


def _pairs(pairs: Mart, as_of: int) -> dict[str, Any]:
    return {
        "mart_person": _ids(pairs.person),
        "mart_relative": _ids(pairs.relative),
        "mart_relation": pairs.relation,
        "mart_as_of": np.full(len(pairs.person), as_of, np.int32),
    }


def _courses(study: Study) -> dict[str, Any]:
    return {
        "student": _ids(study.student),
        "education_registry": study.registry,
        "full_time": study.full_time,
        "study_city": study.city,
        "study_from": calendar_day(study.since),
        "study_until": calendar_day(study.until),
    }
