"""The city as typed tables: the columns of the published format as Arrow batches.

Ids are int32, days date32, areas doubles of one decimal, words text, missing values null. A batch
is made of a slice of the rows, so that a table needs the memory of a batch and not of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from synthetic_data import city as codes
from synthetic_data.city import City
from synthetic_data.draws import Ints
from synthetic_data.words import feminine, organisations, patronymic, words

BATCH_ROWS = 250_000
IIN_DIGITS = 12
DISTRICTS = [None if name == "outside" else name for name in codes.DISTRICTS]
PARTS = ("family_name", "given_name", "patronymic")

Columns = dict[str, Any]
"""Arrow arrays of one length by the name of the column."""
Take = Callable[[str], Ints]
"""Returns the rows of the batch of one column of the city."""


def batches(city: City, table: str, rows: int = BATCH_ROWS) -> Iterator[Any]:
    """Yield a table as Arrow record batches, at least one.

    Args:
        city: any city.
        table: one of ``TABLES``.
        rows: of a batch at most.
    """
    first, make = TABLES[table]
    length = len(getattr(city, first))
    for start in range(0, max(1, length), rows):
        part = slice(start, min(start + rows, length))
        yield pa.RecordBatch.from_pydict(make(_taker(city, part), part))


def length(city: City, table: str) -> int:
    """Return how many rows a table has."""
    return len(getattr(city, TABLES[table][0]))


def _taker(city: City, part: slice) -> Take:
    return lambda name: getattr(city, name)[part]


def ids(column: Ints) -> Any:  # noqa: ANN401 - an Arrow array
    """Return row numbers, null for -1."""
    return pa.array(column.astype(np.int32, copy=False), mask=column < 0)


def days(column: Ints) -> Any:  # noqa: ANN401 - an Arrow array
    """Return ``yyyymmdd`` numbers as days, null for 0."""
    known = np.where(column > 0, column, 19700101)
    months = (known // 10_000 - 1970) * 12 + known // 100 % 100 - 1
    stamps = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    numbers = (stamps + known % 100 - 1).astype(np.int32)
    return pa.array(numbers, mask=column == 0).cast(pa.date32())


def areas(column: Ints) -> Any:  # noqa: ANN401 - an Arrow array
    """Return tenths of m2 as m2, null for -1."""
    return pa.array(column / 10, mask=column < 0)


def named(column: Ints, names: Sequence[str | None]) -> Any:  # noqa: ANN401 - an Arrow array
    """Return the word of each code."""
    return pa.array(names, pa.string()).take(pa.array(column))


def numerals(column: Ints) -> Any:  # noqa: ANN401 - an Arrow array
    """Return numbers as text, null for 0."""
    return pa.array(column, mask=column == 0).cast(pa.string())


def flags(column: Ints) -> Any:  # noqa: ANN401 - an Arrow array
    """Return yes or no."""
    return pa.array(column.astype(bool))


@cache
def names_of(part: str) -> tuple[list[str], Ints]:
    """Return the words of a part of the name for every people and sex, and where each starts."""
    lists = [
        _forms(part, people, sex) for people in codes.PEOPLES for sex in range(len(codes.SEXES))
    ]
    starts = np.cumsum([0, *(len(each) for each in lists[:-1])])
    return [name for each in lists for name in each], starts


def _forms(part: str, people: str, sex: int) -> list[str]:
    own: Mapping[str, Any] = words("names")[people]
    if part == "family_name":
        return [feminine(name) if sex else name for name in own["family"]]
    if part == "given_name":
        return list(own["female" if sex else "male"])
    return [patronymic(people, father, codes.SEXES[sex]) for father in own["male"]]


def _persons(take: Take, part: slice) -> Columns:
    style = take("people").astype(np.int64) * len(codes.SEXES) + take("sex")
    parts = {name: names_of(name) for name in PARTS}
    return {
        "person_id": _row_numbers(part),
        "iin": pc.utf8_lpad(pa.array(take("iin")).cast(pa.string()), IIN_DIGITS, "0"),
        "sex": named(take("sex"), codes.SEXES),
        "born": days(take("born")),
        "died": days(take("died")),
        "region": named(take("region"), codes.REGIONS),
        "district": named(take("district"), DISTRICTS),
        "dwelling_id": ids(take("home")),
        **{n: named(starts[style] + take(n), known) for n, (known, starts) in parts.items()},
    }


def _row_numbers(part: slice) -> Any:  # noqa: ANN401 - an Arrow array
    return pa.array(np.arange(part.start, part.stop, dtype=np.int32))


def _incapacities(take: Take, _part: slice) -> Columns:
    return {
        "person_id": ids(take("incapacitated_person")),
        "from": days(take("incapacitated_from")),
        "until": days(take("incapacitated_until")),
    }


def _organisations(take: Take, part: slice) -> Columns:
    return {
        "organisation_id": _row_numbers(part),
        "name": named(take("organisation_name"), organisations()),
    }


def _mart_kinship(take: Take, _part: slice) -> Columns:
    return {
        "person_id": ids(take("mart_person")),
        "relative_id": ids(take("mart_relative")),
        "relation": named(take("mart_relation"), codes.MART_RELATIONS),
        "as_of": days(take("mart_as_of")),
    }


def _births(take: Take, part: slice) -> Columns:
    return {
        "child_id": _row_numbers(part),
        "father_id": ids(take("father")),
        "mother_id": ids(take("mother")),
        "father_recorded": ids(take("father_recorded")),
        "mother_recorded": ids(take("mother_recorded")),
    }


def _marriages(take: Take, _part: slice) -> Columns:
    return {
        "spouse_a_id": ids(take("spouse_a")),
        "spouse_b_id": ids(take("spouse_b")),
        "from": days(take("married_from")),
        "until": days(take("married_until")),
        "recorded": flags(take("marriage_recorded")),
    }


def _adoptions(take: Take, _part: slice) -> Columns:
    return {
        "child_id": ids(take("adopted_child")),
        "father_id": ids(take("adoptive_father")),
        "mother_id": ids(take("adoptive_mother")),
        "date": days(take("adopted_on")),
    }


def _dwellings(take: Take, part: slice) -> Columns:
    return {
        "dwelling_id": _row_numbers(part),
        "city": named(take("dwelling_city"), codes.CITIES),
        "district": named(take("dwelling_district"), DISTRICTS),
        "street": named(take("street"), words("places")["streets"]),
        "house": numerals(take("house")),
        "flat": numerals(take("flat")),
        "rooms": pa.array(take("rooms").astype(np.int32)),
        "total_area_m2": areas(take("total_area")),
        "useful_area_m2": areas(take("useful_area")),
        "kind": named(take("kind"), codes.DWELLING_KINDS),
    }


def _ownerships(take: Take, _part: slice) -> Columns:
    legal = take("owner_is_organisation").astype(np.int8)
    return {
        "dwelling_id": ids(take("owned_dwelling")),
        "owner_id": ids(take("owner")),
        "owner_kind": named(legal, ("person", "organisation")),
    }


def _registrations(take: Take, _part: slice) -> Columns:
    return {
        "person_id": ids(take("registered_person")),
        "dwelling_id": ids(take("registered_dwelling")),
        "kind": named(take("registration_kind"), codes.REGISTRATION_KINDS),
    }


def _enrolments(take: Take, _part: slice) -> Columns:
    return {
        "person_id": ids(take("student")),
        "registry": named(take("education_registry"), codes.EDUCATION_REGISTRIES),
        "form": named(take("full_time").astype(np.int8), ("part_time", "full_time")),
        "city": named(take("study_city"), codes.CITIES),
        "from": days(take("study_from")),
        "until": days(take("study_until")),
    }


def _id_cards(take: Take, _part: slice) -> Columns:
    return {
        "person_id": ids(take("card_holder")),
        "issued": days(take("issued")),
        "expires": days(take("expires")),
        "data_changed": flags(take("data_changed")),
    }


def _guardianships(take: Take, _part: slice) -> Columns:
    return {"ward_id": ids(take("ward")), "representative_id": ids(take("guardian"))}


TABLES: Mapping[str, tuple[str, Callable[[Take, slice], Columns]]] = {
    "persons": ("born", _persons),
    "incapacities": ("incapacitated_person", _incapacities),
    "organisations": ("organisation_name", _organisations),
    "mart_kinship": ("mart_person", _mart_kinship),
    "births": ("father", _births),
    "marriages": ("spouse_a", _marriages),
    "adoptions": ("adopted_child", _adoptions),
    "dwellings": ("rooms", _dwellings),
    "ownerships": ("owner", _ownerships),
    "registrations": ("registered_person", _registrations),
    "enrolments": ("student", _enrolments),
    "id_cards": ("card_holder", _id_cards),
    "guardianships": ("ward", _guardianships),
}
"""Every table: a column of the city with as many rows, and what makes a batch of it."""
