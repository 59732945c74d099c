"""A city of the few people and dwellings that a test names, written in words."""

from datetime import date

import numpy as np

from synthetic_data.city import CITIES, COLUMNS, City
from synthetic_data.words import words

KAZAKH = words("names")["kazakh"]
STREETS = words("places")["streets"]

Person = tuple[str, str, str, date]
"""Family name as a man bears it, given name, the father's given name, day of birth."""

Place = tuple[str, str, int, int]
"""City, street, house, flat."""


def number(day: date) -> int:
    """Return a day as a city keeps it."""
    return day.year * 10_000 + day.month * 100 + day.day


def few(people: list[Person], places: list[Place], **columns: list[int]) -> City:
    """Return a city of some people, whose IIN end in 70000 and their row, and some dwellings."""
    female = [given in KAZAKH["female"] for _, given, _, _ in people]
    filled = {
        "born": [number(born) for *_, born in people],
        "died": [0] * len(people),
        "sex": female,
        "iin": [int(f"{born:%y%m%d}70000{row}") for row, (*_, born) in enumerate(people)],
        **{name: [0] * len(people) for name in ("region", "district", "people", "act_recorded")},
        **{name: [-1] * len(people) for name in ("home", "father", "mother")},
        **{name: [-1] * len(people) for name in ("father_recorded", "mother_recorded")},
        "family_name": [KAZAKH["family"].index(family) for family, *_ in people],
        "given_name": [
            KAZAKH["female" if is_female else "male"].index(given)
            for is_female, (_, given, _, _) in zip(female, people, strict=True)
        ],
        "patronymic": [KAZAKH["male"].index(father) for _, _, father, _ in people],
        "dwelling_city": [CITIES.index(place) for place, *_ in places],
        "street": [STREETS.index(street) for _, street, *_ in places],
        "house": [house for *_, house, _ in places],
        "flat": [flat for *_, flat in places],
        **{name: [0] * len(places) for name in ("dwelling_district", "rooms", "kind")},
        **{name: [-1] * len(places) for name in ("total_area", "useful_area")},
        **columns,
    }
    arrays = {name: np.array(filled.get(name, []), np.int64) for name in COLUMNS}
    small = {"sex", "people", "dwelling_city", "act_recorded"}
    typed = {
        n: a if n == "iin" else a.astype(np.int8 if n in small else np.int32)
        for n, a in arrays.items()
    }
    return City(population=len(people), seed=1, as_of=20260202, **typed)
