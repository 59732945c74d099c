"""The tables of the registries as columns over those of a city, batch by batch.

Each column names the columns of the city that it is made of, so that a table can be written as
soon as they are there, while the rest of the city is still being made. Days stay ``yyyymmdd``,
areas whole tenths of m², words are dictionaries of Arrow: nothing is turned into Python objects.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from synthetic_data import city as codes
from synthetic_data import typed_tables as typed
from synthetic_data.draws import Ints
from synthetic_data.words import organisations, words

BATCH_ROWS = 100_000

Columns = Mapping[str, Ints]
"""Columns of a city by name, whole."""


class Made(NamedTuple):
    """A column of a table.

    Attributes:
        needs: the columns of the city that it is made of.
        make: given them whole and the rows of a batch, returns an Arrow array.
    """

    needs: tuple[str, ...]
    make: Callable[[Columns, slice], Any]


class Source(NamedTuple):
    """A table.

    Attributes:
        rows: a column of the city with as many rows.
        columns: its columns; those left out the database fills itself.
    """

    rows: str
    columns: Mapping[str, Made]

    @property
    def needs(self) -> set[str]:
        """Return every column of the city that it is made of."""
        return {self.rows, *(name for made in self.columns.values() for name in made.needs)}


def batches(source: Source, columns: Columns, rows: int = BATCH_ROWS) -> Iterator[Any]:
    """Yield a table as Arrow record batches, at least one.

    Args:
        source: the table.
        columns: all that it needs.
        rows: of a batch at most.
    """
    length = len(columns[source.rows])
    for start in range(0, max(1, length), rows):
        part = slice(start, min(start + rows, length))
        made = {name: column.make(columns, part) for name, column in source.columns.items()}
        yield pa.RecordBatch.from_pydict(made)


def places(groups: Ints, part: slice = slice(None)) -> Ints:
    """Return the place of each row within its group, from 0; rows of a group stand together.

    Args:
        groups: the group of each row.
        part: the rows wanted.
    """
    first = np.searchsorted(groups, groups[part], side="left")
    return np.arange(len(groups))[part] - first


def _row() -> Made:
    return Made((), lambda _city, part: plain(np.arange(part.start, part.stop)))


def plain(values: Ints, missing: Ints | None = None) -> Any:  # noqa: ANN401 - an Arrow array
    """Return whole numbers as Arrow has them; no number is copied.

    The library's own way loads pandas for nothing.

    Args:
        values: whole numbers.
        missing: a mask of those that are none; None: all are some.
    """
    known = None if missing is None or not missing.any() else ~missing
    bits = None if known is None else pa.py_buffer(np.packbits(known, bitorder="little"))
    held = [bits, pa.py_buffer(np.ascontiguousarray(values))]
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), held)


def texts(words: Sequence[str | None]) -> Any:  # noqa: ANN401 - an Arrow array
    """Return words as Arrow has them, again without its own way."""
    known = [(word or "").encode() for word in words]
    starts = np.cumsum([0, *map(len, known)], dtype=np.int32)
    present = np.array([word is not None for word in words], bool)
    bits = None if present.all() else pa.py_buffer(np.packbits(present, bitorder="little"))
    held = [bits, pa.py_buffer(starts), pa.py_buffer(b"".join(known))]
    return pa.Array.from_buffers(pa.string(), len(known), held)


def _number(name: str, none: int | None = None) -> Made:
    """A number as it is; one value may stand for none."""

    def make(city: Columns, part: slice) -> Any:  # noqa: ANN401 - an Arrow array
        values = city[name][part]
        return plain(values, None if none is None else values == none)

    return Made((name,), make)


def _flag(name: str) -> Made:
    return Made((name,), lambda city, part: _truths(city[name][part]))


def _truths(values: Ints) -> Any:  # noqa: ANN401 - an Arrow array
    bits = pa.py_buffer(np.packbits(values.astype(bool), bitorder="little"))
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, bits])


def _numeral(name: str) -> Made:
    """A number as a word; 0 stands for none."""

    def make(city: Columns, part: slice) -> Any:  # noqa: ANN401 - an Arrow array
        values = city[name][part]
        highest = int(values.max(initial=0))
        return _coded(values, texts([None, *map(str, range(1, highest + 1))]))

    return Made((name,), make)


def _word(name: str, known: Callable[[], Sequence[str | None]]) -> Made:
    """The word of each code; a code may stand for none."""
    dictionary = cache(lambda: texts(known()))
    return Made((name,), lambda city, part: _coded(city[name][part], dictionary()))


def _coded(numbers: Ints, dictionary: Any) -> Any:  # noqa: ANN401 - Arrow arrays
    indices = numbers.view(np.int8) if numbers.dtype == bool else numbers
    missing = None
    if dictionary.null_count:
        missing = np.array([word is None for word in dictionary.to_pylist()])[indices]
    return pa.DictionaryArray.from_arrays(plain(indices, missing), dictionary)


def _name(part_of_name: str) -> Made:
    @cache
    def lists() -> tuple[Any, Ints]:
        known, starts = typed.names_of(part_of_name)
        return texts(known), starts.astype(np.int32)

    def make(city: Columns, part: slice) -> Any:  # noqa: ANN401 - an Arrow array
        dictionary, starts = lists()
        style = city["people"][part] * len(codes.SEXES) + city["sex"][part]
        return _coded(starts[style] + city[part_of_name][part], dictionary)

    return Made((part_of_name, "people", "sex"), make)


def _place_of_owner() -> Made:
    return Made(("owned_dwelling",), lambda city, part: plain(places(city["owned_dwelling"], part)))


def _registered(kind: int) -> Made:
    """How many are registered in every dwelling in a way."""

    def make(city: Columns, part: slice) -> Any:  # noqa: ANN401 - an Arrow array
        there = city["registered_dwelling"][city["registration_kind"] == kind]
        inside = there[(there >= part.start) & (there < part.stop)] - part.start
        return plain(np.bincount(inside, minlength=part.stop - part.start))

    return Made(("registered_dwelling", "registration_kind"), make)


OWNER_KINDS = ("person", "organisation")
FORMS = ("part_time", "full_time")

SOURCES: Mapping[str, Source] = {
    "births": Source(
        "father",
        {
            "child_id": _row(),
            "father_id": _number("father", -1),
            "mother_id": _number("mother", -1),
            "father_recorded": _number("father_recorded", -1),
            "mother_recorded": _number("mother_recorded", -1),
            "act_recorded": _flag("act_recorded"),
        },
    ),
    "marriages": Source(
        "spouse_a",
        {
            "spouse_a_id": _number("spouse_a"),
            "spouse_b_id": _number("spouse_b"),
            "from": _number("married_from"),
            "until": _number("married_until", 0),
            "recorded": _flag("marriage_recorded"),
        },
    ),
    "adoptions": Source(
        "adopted_child",
        {
            "child_id": _number("adopted_child"),
            "father_id": _number("adoptive_father", -1),
            "mother_id": _number("adoptive_mother", -1),
            "date": _number("adopted_on"),
        },
    ),
    "mart_kinship": Source(
        "mart_person",
        {
            "person_id": _number("mart_person"),
            "relative_id": _number("mart_relative"),
            "relation": _word("mart_relation", lambda: codes.MART_RELATIONS),
            "as_of": _number("mart_as_of"),
        },
    ),
    "incapacities": Source(
        "incapacitated_person",
        {
            "person_id": _number("incapacitated_person"),
            "from": _number("incapacitated_from", 0),
            "until": _number("incapacitated_until", 0),
        },
    ),
    "guardianships": Source(
        "ward", {"ward_id": _number("ward"), "representative_id": _number("guardian")}
    ),
    "enrolments": Source(
        "student",
        {
            "person_id": _number("student"),
            "registry": _word("education_registry", lambda: codes.EDUCATION_REGISTRIES),
            "form": _word("full_time", lambda: FORMS),
            "city": _word("study_city", lambda: codes.CITIES),
            "from": _number("study_from"),
            "until": _number("study_until"),
        },
    ),
    "id_cards": Source(
        "card_holder",
        {
            "person_id": _number("card_holder"),
            "issued": _number("issued", 0),
            "expires": _number("expires", 0),
            "data_changed": _flag("data_changed"),
        },
    ),
    "persons": Source(
        "born",
        {
            "person_id": _row(),
            "iin": _number("iin"),
            "sex": _word("sex", lambda: codes.SEXES),
            "born": _number("born"),
            "died": _number("died", 0),
            "region": _word("region", lambda: codes.REGIONS),
            "district": _word("district", lambda: typed.DISTRICTS),
            "dwelling_id": _number("home", -1),
            **{part: _name(part) for part in typed.PARTS},
        },
    ),
    "organisations": Source(
        "organisation_name",
        {"organisation_id": _row(), "name": _word("organisation_name", organisations)},
    ),
    "dwellings": Source(
        "rooms",
        {
            "dwelling_id": _row(),
            "city": _word("dwelling_city", lambda: codes.CITIES),
            "district": _word("dwelling_district", lambda: typed.DISTRICTS),
            "street": _word("street", lambda: words("places")["streets"]),
            "house": _numeral("house"),
            "flat": _numeral("flat"),
            "rooms": _number("rooms"),
            "total_area_tenths": _number("total_area", -1),
            "useful_area_tenths": _number("useful_area", -1),
            "kind": _word("kind", lambda: codes.DWELLING_KINDS),
        },
    ),
    "ownerships": Source(
        "owner",
        {
            "dwelling_id": _number("owned_dwelling"),
            "position": _place_of_owner(),
            "owner_id": _number("owner"),
            "owner_kind": _word("owner_is_organisation", lambda: OWNER_KINDS),
        },
    ),
    "registrations": Source(
        "registered_person",
        {
            "person_id": _number("registered_person"),
            "dwelling_id": _number("registered_dwelling"),
            "kind": _word("registration_kind", lambda: codes.REGISTRATION_KINDS),
        },
    ),
    "headcounts": Source(
        "rooms",
        {
            "dwelling_id": _row(),
            **{kind: _registered(number) for number, kind in enumerate(codes.REGISTRATION_KINDS)},
        },
    ),
}
"""Every table that a city fills but the note of which city it is, those ready early first."""
