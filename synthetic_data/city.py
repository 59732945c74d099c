"""The city as arrays: one frozen record of NumPy columns, saved as npz.

Ids are row numbers (int32) and "none" is -1. Dates are int32 ``yyyymmdd`` and
"none" is 0, so that dates compare as numbers and a person is a minor on a day
exactly when ``day - born < 180000``. Areas are int32 tenths of m2, -1 is "not
in the cadastre". Codes are int8 positions in the tuples below. Names are codes
into the word lists of ``synthetic_data.provider``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from domain.errors import BadInput
from synthetic_data.city_shape import fault_of
from synthetic_data.npz import read_arrays

if TYPE_CHECKING:
    from pathlib import Path

Ints = NDArray[Any]

SEXES = ("M", "F")
PEOPLES = ("kazakh", "russian")
REGIONS = (
    "astana",
    "almaty",
    "shymkent",
    "akmola",
    "almaty_region",
    "turkistan",
    "karaganda",
    "kostanay",
    "pavlodar",
    "north_kazakhstan",
    "east_kazakhstan",
    "zhambyl",
    "kyzylorda",
    "other",
)
DISTRICTS = ("esil", "nura", "almaty", "saraishyq", "saryarqa", "baiqonyr", "outside")
CITIES = ("astana", "almaty", "shymkent", "karaganda")
DWELLING_KINDS = ("flat", "house", "dormitory", "state_rental")
REGISTRATION_KINDS = ("permanent", "temporary", "with_parent")
EDUCATION_REGISTRIES = ("nobd", "epvo")
MART_RELATIONS = (
    "father",
    "mother",
    "birth_father",
    "birth_mother",
    "spouse",
    "former_spouse",
)
DEFECTS = (
    "none",
    "paper_only",
    "foreign_act",
    "father_missing",
    "marriage_abroad",
    "not_yet_digitised",
)

ASTANA = 0
OUTSIDE_DISTRICT = DISTRICTS.index("outside")


class Identity(NamedTuple):
    """Which city it is.

    Attributes:
        population: its residents.
        seed: its seed.
        digest: of its arrays, as `City.sha256` returns it; empty: they are not made yet.
    """

    population: int
    seed: int
    digest: str = ""

    @property
    def name(self) -> str:
        """How the city is called on the command line."""
        return f"{self.population}:{self.seed}"


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class City:
    """All columns of one generated city; every array is read-only.

    Columns that start a group have the group's number of rows:

    * persons: ``born`` … ``people``, and the births of the same persons:
      ``father``, ``mother`` (the truth, -1 unknown), ``father_recorded``,
      ``mother_recorded`` (what the civil register holds), ``act_recorded``
      (whether a digital birth act exists at all) and ``birth_defect`` (why the
      act, or the father on it, is missing, a code of ``DEFECTS``). ``home`` is the dwelling a
      person really lives in, -1 outside the modelled dwellings. ``region`` is
      where the population register has the person. ``people`` is the style in
      which the name is written.
    * marriages ``spouse_a`` (husband), ``spouse_b`` (wife) …; the first day is
      inside, ``married_until`` (divorce or death) is outside; ``marriage_defect``
      is why there is no digital act, a code of ``DEFECTS``.
    * adoptions ``adopted_child`` …: from ``adopted_on`` on the adoptive pair
      replaces the birth parents, -1 where one adopter is missing.
    * dwellings ``dwelling_city`` … ``kind``.
    * ownerships ``owned_dwelling`` …, sorted by dwelling; the order inside a
      dwelling is the order of owners. ``owner`` is a person, or an organisation
      where ``owner_is_organisation``.
    * registrations, incapacities (``incapacitated_until`` 0: open),
      guardianships, enrolments (both days inside), id cards, and the pairs of
      the kinship data mart.
    """

    population: int
    seed: int
    as_of: int

    born: Ints
    died: Ints
    sex: Ints
    iin: Ints
    region: Ints
    district: Ints
    home: Ints
    family_name: Ints
    given_name: Ints
    patronymic: Ints
    people: Ints

    father: Ints
    mother: Ints
    father_recorded: Ints
    mother_recorded: Ints
    act_recorded: Ints
    birth_defect: Ints

    spouse_a: Ints
    spouse_b: Ints
    married_from: Ints
    married_until: Ints
    marriage_recorded: Ints
    marriage_defect: Ints

    adopted_child: Ints
    adoptive_father: Ints
    adoptive_mother: Ints
    adopted_on: Ints

    dwelling_city: Ints
    dwelling_district: Ints
    street: Ints
    house: Ints
    flat: Ints
    rooms: Ints
    total_area: Ints
    useful_area: Ints
    kind: Ints

    owned_dwelling: Ints
    owner: Ints
    owner_is_organisation: Ints
    organisation_name: Ints

    registered_person: Ints
    registered_dwelling: Ints
    registration_kind: Ints

    incapacitated_person: Ints
    incapacitated_from: Ints
    incapacitated_until: Ints

    ward: Ints
    guardian: Ints

    student: Ints
    education_registry: Ints
    full_time: Ints
    study_city: Ints
    study_from: Ints
    study_until: Ints

    card_holder: Ints
    issued: Ints
    expires: Ints
    data_changed: Ints

    mart_person: Ints
    mart_relative: Ints
    mart_relation: Ints
    mart_as_of: Ints

    def __post_init__(self) -> None:
        """Make every column read-only, so that no reader can change the city."""
        for name in COLUMNS:
            getattr(self, name).setflags(write=False)

    @property
    def persons(self) -> int:
        """The number of persons, residents or not, alive or dead."""
        return len(self.born)

    @property
    def dwellings(self) -> int:
        """The number of dwellings, in every modelled city."""
        return len(self.rooms)

    def sha256(self) -> str:
        """Return the digest of every scalar and column: equal cities, equal digests, anywhere.

        Names, types and lengths go in with the values, in the order of the columns; the bytes
        of a value are little-endian whatever the machine. As nobody can change a city, it is read
        for that once.
        """
        if self not in _DIGESTS:
            _DIGESTS[self] = self._digested()
        return _DIGESTS[self]

    def _digested(self) -> str:
        digest = sha256()
        for name in SCALARS:
            digest.update(f"{name} {getattr(self, name)}\n".encode())
        for name in COLUMNS:
            column = getattr(self, name)
            plain = np.ascontiguousarray(column, column.dtype.newbyteorder("<"))
            digest.update(f"{name} {plain.dtype.str} {len(plain)}\n".encode())
            digest.update(plain.data)
        return digest.hexdigest()

    def identity(self) -> Identity:
        """Return which city it is, by the digest of all its bytes."""
        return Identity(self.population, self.seed, self.sha256())

    def save(self, path: Path) -> None:
        """Write the city as an uncompressed npz, and its digest for `stored_identity`.

        Args:
            path: the file to make; its name should end in ``.npz``.
        """
        columns = {name: getattr(self, name) for name in (*SCALARS, *COLUMNS)}
        np.savez(path, allow_pickle=False, **columns, **{DIGEST: np.array(self.sha256())})

    @classmethod
    def load(cls, path: Path) -> City:
        """Read a city written by ``save``.

        Args:
            path: an npz file.

        Returns:
            The same city, with read-only arrays.

        Raises:
            BadInput: the file is missing, is no npz, lacks a column, or one has another form.
        """
        try:
            with path.open("rb") as file:
                columns: dict[str, Any] = read_arrays(file, (*COLUMNS, *SCALARS))
            columns.update({name: int(columns[name]) for name in SCALARS})
        except UNREADABLE as reason:
            raise BadInput(str(path), "a saved city", str(reason)) from reason
        fault = fault_of(columns)
        if fault is not None:
            raise BadInput(str(path), "a saved city", fault)
        return cls(**columns)


def stored_identity(path: Path) -> Identity:
    """Return which city a file holds; its columns are not read.

    Args:
        path: a file that `City.save` wrote.

    Raises:
        BadInput: the file is missing, or is no npz with the numbers and the digest of a city.
    """
    try:
        with path.open("rb") as file:
            known = read_arrays(file, ("population", "seed", DIGEST))
        return Identity(int(known["population"]), int(known["seed"]), str(known[DIGEST]))
    except UNREADABLE as reason:
        raise BadInput(str(path), "a saved city", str(reason)) from reason


_DIGESTS: WeakKeyDictionary[City, str] = WeakKeyDictionary()
DIGEST = "sha256"
UNREADABLE = (OSError, ValueError, KeyError, EOFError, BadZipFile, TypeError, RuntimeError)
"""What reading a damaged npz raises; RuntimeError: packed or encrypted in an unknown way."""

SCALARS = ("population", "seed", "as_of")
COLUMNS = tuple(field.name for field in fields(City) if field.name not in SCALARS)
