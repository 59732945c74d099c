"""The books: one list of records of one system each, as columns of a city.

What a book holds is what its system holds, never the truth: a birth act that was not digitised
is no row of the civil register.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from synthetic_data import city as codes
from synthetic_data.city import City
from synthetic_data.draws import Ints
from synthetic_data.listing.choices import CHOICES, Choice

Held = Callable[[City], Ints]


@dataclass(frozen=True, slots=True)
class Book:
    """A list of records.

    Attributes:
        name: of the list.
        system: that holds it.
        table: a column of the city whose rows are those of the list.
        people: columns of persons in whom a search looks; ``self``: the row is the person.
        dwelling: column of the dwelling in which a search looks; ``self``: the row is one.
        held: which rows the system holds; None: all.
        filters: names of `CHOICES`, and ``born`` for the year of birth of the first person.
        sorts: key by name of a sortable column: ``person`` or ``dwelling`` and a column of it,
            or a column of the city.
    """

    name: str
    system: str
    table: str
    people: tuple[str, ...] = ()
    dwelling: str = ""
    held: Held | None = None
    filters: tuple[str, ...] = ()
    sorts: Mapping[str, str] = field(default_factory=dict)

    def size(self, city: City) -> int:
        """Return how many rows the table has, held or not."""
        return len(getattr(city, self.table))

    def choices(self) -> list[Choice]:
        """Return its filters but the year of birth."""
        return [CHOICES[name] for name in self.filters if name != "born"]

    def persons(self, city: City, column: str) -> Ints | None:
        """Return the persons of a column; None: the row is the person."""
        return None if column == "self" else getattr(city, column)


def _in(registry: str) -> Held:
    code = codes.EDUCATION_REGISTRIES.index(registry)
    return lambda city: city.education_registry == code


def _act(city: City) -> Ints:
    return city.act_recorded


def _marriage(city: City) -> Ints:
    return city.marriage_recorded


def _course(registry: str) -> Book:
    return Book(
        registry,
        registry,
        "student",
        people=("student",),
        held=_in(registry),
        filters=("form", "study_city", "course", "born"),
        sorts={"person": "person:student", "from": "study_from", "until": "study_until"},
    )


def _person_sorts(column: str) -> dict[str, str]:
    return {"person": f"person:{column}", "born": f"born:{column}"}


_LISTED = (
    Book(
        "persons",
        "gbd_fl",
        "born",
        people=("self",),
        filters=("district", "sex", "life", "born"),
        sorts=_person_sorts("self"),
    ),
    Book(
        "registrations",
        "gbd_fl",
        "registered_person",
        people=("registered_person",),
        dwelling="registered_dwelling",
        filters=("registration", "place_district", "born"),
        sorts={
            **_person_sorts("registered_person"),
            "dwelling": "dwelling:registered_dwelling",
        },
    ),
    Book(
        "id_cards",
        "rp_drn",
        "card_holder",
        people=("card_holder",),
        filters=("card", "changed", "born"),
        sorts={"person": "person:card_holder", "issued": "issued", "expires": "expires"},
    ),
    Book(
        "dwellings",
        "egkn",
        "rooms",
        dwelling="self",
        filters=("dwelling_district", "kind", "standing"),
        sorts={
            "dwelling": "dwelling:self",
            "area": "total_area",
            "rooms": "rooms",
            "registered": "headcount",
        },
    ),
    Book(
        "ownerships",
        "egkn",
        "owned_dwelling",
        people=("owner",),
        dwelling="owned_dwelling",
        filters=("owner",),
        sorts={"dwelling": "dwelling:owned_dwelling"},
    ),
    Book(
        "incapacities",
        "e_sobes",
        "incapacitated_person",
        people=("incapacitated_person",),
        filters=("decision", "born"),
        sorts={
            **_person_sorts("incapacitated_person"),
            "from": "incapacitated_from",
            "until": "incapacitated_until",
        },
    ),
    Book(
        "guardianships",
        "e_sobes",
        "ward",
        people=("ward", "guardian"),
        filters=("ward", "born"),
        sorts={**_person_sorts("ward"), "guardian": "person:guardian"},
    ),
    Book(
        "births",
        "zags",
        "born",
        people=("self", "father_recorded", "mother_recorded"),
        held=_act,
        filters=("parents", "born"),
        sorts=_person_sorts("self"),
    ),
    Book(
        "marriages",
        "zags",
        "spouse_a",
        people=("spouse_a", "spouse_b"),
        held=_marriage,
        filters=("marriage",),
        sorts={
            "husband": "person:spouse_a",
            "wife": "person:spouse_b",
            "from": "married_from",
            "until": "married_until",
        },
    ),
    Book(
        "adoptions",
        "zags",
        "adopted_child",
        people=("adopted_child", "adoptive_father", "adoptive_mother"),
        filters=("adopters", "born"),
        sorts={"person": "person:adopted_child", "on": "adopted_on"},
    ),
    Book(
        "pairs",
        "smart_data_ukimet",
        "mart_person",
        people=("mart_person", "mart_relative"),
        filters=("relation",),
    ),
    _course("nobd"),
    _course("epvo"),
)

BOOKS: Final[Mapping[str, Book]] = {book.name: book for book in _LISTED}
"""Every list by its name; lists of one system stand together."""


def headcounts(city: City) -> Ints:
    """Return how many are registered in each dwelling, of every kind; int32."""
    counted = np.bincount(city.registered_dwelling, minlength=city.dwellings)
    return counted.astype(np.int32)
