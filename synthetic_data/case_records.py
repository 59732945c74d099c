"""The small registries of a case file: their form, and what their records say of one another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.errors import BadInput
from domain.iin import SERIALS, is_well_formed, synthetic
from domain.records import ASTANA
from synthetic_data.json_shape import (
    Field,
    choice,
    day,
    flag,
    needed,
    pair,
    record,
    rows,
    scaled,
    text,
    whole,
    word,
)

AREA_M2 = 1_000_000
PEOPLE = 1_000_000
"""The largest area and the largest count that a record may state."""

SINCE_EVER = date.min
"""A first day that the author leaves out: whatever it is, it has passed."""

FOR_EVER = date.max
"""A last day that the author leaves out."""

FIELDS: Mapping[str, Mapping[str, Field]] = {
    "persons": {
        "id": needed(word),
        "sex": Field(choice("M", "F")),
        "born": Field(day, SINCE_EVER),
        "died": Field(day),
        "incapacitated": Field(flag, default=False),
        "iin": Field(text),
        "region": Field(word, ASTANA),
        "card_data_changed": Field(flag, default=False),
    },
    "organisations": {"id": needed(word)},
    "births": {"child": needed(word), "father": Field(word), "mother": Field(word)},
    "adoptions": {
        "child": needed(word),
        "father": Field(word),
        "mother": Field(word),
        "date": Field(day, SINCE_EVER),
    },
    "marriages": {
        "spouses": needed(pair(word)),
        "from": Field(day, SINCE_EVER),
        "until": Field(day),
    },
    "guardianships": {"ward": needed(word), "representative": needed(word)},
    "dwellings": {
        "id": needed(word),
        "city": Field(word, ASTANA),
        "total_area_m2": Field(scaled(10, AREA_M2, "m² with at most one decimal")),
        "useful_area_m2": Field(scaled(10, AREA_M2, "m² with at most one decimal")),
        "owners": needed(rows(word)),
        "registered_permanent": Field(whole(0, PEOPLE), 0),
        "registered_temporary": Field(whole(0, PEOPLE), 0),
        "registered_with_parent": Field(whole(0, PEOPLE), 0),
        "residents": Field(rows(word), ()),
    },
    "enrolments": {
        "student": needed(word),
        "registry": Field(choice("epvo", "nobd"), "epvo"),
        "form": Field(choice("full_time", "part_time"), "full_time"),
        "city": Field(word, ASTANA),
        "from": Field(day, SINCE_EVER),
        "until": Field(day, FOR_EVER),
    },
    "id_cards": {"holder": needed(word), "expires": Field(day)},
}
COUNTS = ("registered_permanent", "registered_temporary", "registered_with_parent")
"""How many are registered in a dwelling, those known by name among them."""

LISTS = {name: Field(rows(record(fields)), ()) for name, fields in FIELDS.items()}
"""The lists of a case's registries, as fields of a record."""

RecordRows = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Records:
    """What the registries of a case hold; every list is that of contracts.md section 1.

    Areas are tenths of m², days are days, left-out fields are filled in, every person has an
    ``iin``.
    """

    as_of: date
    persons: RecordRows
    organisations: RecordRows
    births: RecordRows
    adoptions: RecordRows
    marriages: RecordRows
    guardianships: RecordRows
    dwellings: RecordRows
    enrolments: RecordRows
    id_cards: RecordRows

    @property
    def person_ids(self) -> frozenset[str]:
        """The keys of all persons."""
        return frozenset(person["id"] for person in self.persons)

    @property
    def dwelling_ids(self) -> frozenset[str]:
        """The keys of all dwellings."""
        return frozenset(dwelling["id"] for dwelling in self.dwellings)

    def region_of(self, person: str) -> str:
        """Return the region where a known person is registered."""
        return next(str(known["region"]) for known in self.persons if known["id"] == person)


def records_from(lists: Mapping[str, RecordRows], as_of: date, where: str) -> Records:
    """Check what lists read by `LISTS` say of one another.

    Args:
        lists: rows by the name of their list.
        as_of: the day of the case, as of which the data mart holds its pairs.
        where: the place of the lists.

    Raises:
        BadInput: for a key used twice, an unknown person, or facts that cannot be.
    """
    place = Places(where)
    for check in CHECKS:
        check(lists, place)
    persons = _numbered(lists["persons"], place)
    return Records(as_of=as_of, **{**lists, "persons": persons})


@dataclass(frozen=True, slots=True)
class Places:
    """Names the places of records."""

    where: str

    def __call__(self, name: str, number: int, field: str) -> str:
        """Return the place of a field of a record of a list."""
        return f"{self.where}.{name}[{number}].{field}"


Lists = Mapping[str, RecordRows]
PERSON_FIELDS = {
    "births": ("child", "father", "mother"),
    "adoptions": ("child", "father", "mother"),
    "guardianships": ("ward", "representative"),
    "enrolments": ("student",),
    "id_cards": ("holder",),
}
"""Fields that name one person."""


def _check_keys(lists: Lists, place: Places) -> None:
    """Persons and organisations share one name space, as owners do; dwellings have their own."""
    owners = [("persons", "id"), ("organisations", "id")]
    for space in (owners, [("dwellings", "id")], [("births", "child")], [("id_cards", "holder")]):
        seen: set[str] = set()
        for name, field in space:
            for number, row in enumerate(lists[name]):
                if row[field] in seen:
                    raise BadInput(place(name, number, field), "every one once", row[field])
                seen.add(row[field])


def _check_persons_known(lists: Lists, place: Places) -> None:
    known = {person["id"] for person in lists["persons"]}
    for name, fields in PERSON_FIELDS.items():
        for number, row in enumerate(lists[name]):
            for field in fields:
                if row[field] is not None and row[field] not in known:
                    raise BadInput(place(name, number, field), "a known person", row[field])
    for where, person in _listed_persons(lists, place):
        if person not in known:
            raise BadInput(where, "a known person", person)


def _listed_persons(lists: Lists, place: Places) -> Iterator[tuple[str, str]]:
    for name, field in (("marriages", "spouses"), ("dwellings", "residents")):
        for number, row in enumerate(lists[name]):
            for position, person in enumerate(row[field]):
                yield f"{place(name, number, field)}[{position}]", person


def _check_parents(lists: Lists, place: Places) -> None:
    for name in ("births", "adoptions"):
        for number, row in enumerate(lists[name]):
            for field in ("father", "mother"):
                if row[field] == row["child"]:
                    raise BadInput(place(name, number, field), "another than the child", row[field])
            if row["father"] is not None and row["father"] == row["mother"]:
                where = place(name, number, "mother")
                raise BadInput(where, "another than the father", row["mother"])


def _check_adopters(lists: Lists, place: Places) -> None:
    for number, row in enumerate(lists["adoptions"]):
        if row["father"] is None and row["mother"] is None:
            raise BadInput(place("adoptions", number, "father"), "at least one adopter", "")


def _check_couples(lists: Lists, place: Places) -> None:
    for number, row in enumerate(lists["marriages"]):
        a, b = row["spouses"]
        if a == b:
            raise BadInput(place("marriages", number, "spouses"), "two persons", f"{a} twice")


def _check_representatives(lists: Lists, place: Places) -> None:
    for number, row in enumerate(lists["guardianships"]):
        if row["ward"] == row["representative"]:
            where = place("guardianships", number, "representative")
            raise BadInput(where, "another than the ward", row["ward"])


def _check_days(lists: Lists, place: Places) -> None:
    for name, first, last in (
        ("persons", "born", "died"),
        ("marriages", "from", "until"),
        ("enrolments", "from", "until"),
    ):
        for number, row in enumerate(lists[name]):
            if row[last] is not None and row[last] < row[first]:
                where = place(name, number, last)
                raise BadInput(where, f"a day not before {row[first]}", row[last])


def _check_dwellings(lists: Lists, place: Places) -> None:
    owners = {row["id"] for name in ("persons", "organisations") for row in lists[name]}
    for number, row in enumerate(lists["dwellings"]):
        where = place("dwellings", number, "owners")
        if not row["owners"]:
            raise BadInput(where, "at least one owner", "")
        for position, owner in enumerate(row["owners"]):
            if owner not in owners:
                raise BadInput(f"{where}[{position}]", "a known person or organisation", owner)
        for field in ("owners", "residents"):
            if len(set(row[field])) < len(row[field]):
                where = place("dwellings", number, field)
                raise BadInput(where, "every one once", ", ".join(row[field]))


def _check_counts(lists: Lists, place: Places) -> None:
    """Check that known residents are among those counted (contracts.md section 1)."""
    for number, row in enumerate(lists["dwellings"]):
        counted, known = sum(row[count] for count in COUNTS), len(row["residents"])
        if known > counted:
            where = place("dwellings", number, "residents")
            raise BadInput(where, f"at most the {counted} counted as registered", known)


CHECKS: tuple[Callable[[Lists, Places], None], ...] = (
    _check_keys,
    _check_persons_known,
    _check_parents,
    _check_adopters,
    _check_couples,
    _check_representatives,
    _check_days,
    _check_dwellings,
    _check_counts,
)


def _numbered(persons: RecordRows, place: Places) -> RecordRows:
    """Give a number to every person who has none; numbers are well formed and unique."""
    taken: set[str] = set()
    for number, person in enumerate(persons):
        iin = person["iin"]
        if iin is None:
            continue
        if not is_well_formed(iin):
            where = place("persons", number, "iin")
            raise BadInput(where, "twelve digits with the right control digit", iin)
        if iin in taken:
            raise BadInput(place("persons", number, "iin"), "every number once", iin)
        taken.add(iin)
    makers: dict[tuple[date, str], Iterator[str]] = {}
    return tuple(
        person if person["iin"] else {**person, "iin": _free(person, makers, taken)}
        for person in persons
    )


def _free(
    person: Mapping[str, Any], makers: dict[tuple[date, str], Iterator[str]], taken: set[str]
) -> str:
    key = person["born"], person["sex"] or "M"
    numbers = makers.setdefault(key, _numbers(*key))
    number = next(number for number in numbers if number not in taken)
    taken.add(number)
    return number


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)
"""The days that a synthetic number can tell apart; it need not agree with the birth day."""


def _numbers(born: date, sex: str) -> Iterator[str]:
    """Make numbers of one birth day and sex, and when they run out those of other days."""
    start = born if FIRST_DAY <= born <= LAST_DAY else FIRST_DAY
    for offset in range((LAST_DAY - start).days + 1):
        for serial in range(SERIALS):
            number = synthetic(start + timedelta(days=offset), sex, serial)
            if number is not None:
                yield number
