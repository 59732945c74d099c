"""Words on display: the codes of a city as names and addresses."""

from __future__ import annotations

from synthetic_data.city import CITIES, DISTRICTS, PEOPLES, SEXES, City
from synthetic_data.words import feminine, organisations, patronymic, words

GIVEN = {"M": "male", "F": "female"}


def name_parts(city: City, person: int) -> tuple[str, str, str]:
    """Return family name, given name and patronymic in the person's own style.

    Args:
        city: the city.
        person: row of the persons.
    """
    people, sex = PEOPLES[city.people[person]], SEXES[city.sex[person]]
    lists = words("names")[people]
    family = lists["family"][city.family_name[person]]
    given = lists[GIVEN[sex]][city.given_name[person]]
    father = lists["male"][city.patronymic[person]]
    family = feminine(family) if sex == "F" else family
    return family, given, patronymic(people, father, sex)


def full_name(city: City, person: int) -> str:
    """Return family name, given name and patronymic as one text.

    Args:
        city: the city.
        person: row of the persons.
    """
    return " ".join(name_parts(city, person))


def address(city: City, dwelling: int) -> str:
    """Return the address of a dwelling: city, street, house and flat.

    Args:
        city: the city.
        dwelling: row of the dwellings.
    """
    places = words("places")
    flat = int(city.flat[dwelling])
    form = places["address"]["flat" if flat else "house"]
    return str(form).format(
        city=places["cities"][CITIES[city.dwelling_city[dwelling]]],
        district=places["districts"][DISTRICTS[city.dwelling_district[dwelling]]],
        street=places["streets"][city.street[dwelling]],
        house=int(city.house[dwelling]),
        flat=flat,
    )


def organisation_name(city: City, organisation: int) -> str:
    """Return the name of an organisation.

    Args:
        city: the city.
        organisation: row of the organisations.
    """
    name: str = organisations()[city.organisation_name[organisation]]
    return name
