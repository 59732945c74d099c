"""Margins and joints of the homes: households, dwellings, owners, registrations.

Where nothing is published on a joint its target is the product of its two margins, so
that the distance says how strongly the two are tied in the generated city.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from synthetic_data.city import City
from synthetic_data.draws import Ints
from synthetic_data.dwellings import DORMITORY_ROOM
from synthetic_data.gathering import TYPES
from synthetic_data.quality import filing, living, owners, stock
from synthetic_data.quality.margin import Margin, margin

ROOMS = tuple(str(rooms) for rooms in range(1, 5))


def margins(city: City) -> Iterator[Margin]:
    """Yield the margins; each must be met, TVD below 0.01 in a full city.

    Args:
        city: any city.
    """
    parts = (living, stock, filing, owners)
    return chain.from_iterable(part.margins(city) for part in parts)


def joints(city: City) -> Iterator[Margin]:
    """Yield the joints that matter.

    Args:
        city: any city.
    """
    types, size = living.household_types(city)
    lived = np.flatnonzero(size)
    rooms = city.rooms.astype(np.int64) - 1
    sizes = np.minimum(size, living.LARGEST) - 1
    yield stock.area_by_rooms(city)
    yield living.stays_with_parents(city)
    yield _joint(
        ("homes/household_size_by_rooms", "housing.size_jitter"),
        (living.SIZES, ROOMS),
        (sizes[lived], rooms[lived]),
    )
    yield owners.names_by_district(city)
    private = lived[city.kind[lived] < DORMITORY_ROOM]
    yield _joint(
        ("homes/tenure_by_household_type", "housing.rent_weight"),
        (("held", "rented"), TYPES),
        (~stock.held(city)[private], types[private]),
    )
    heads = filing.heads(city)
    capital = np.flatnonzero(city.dwelling_city == 0)
    yield _joint(
        ("homes/registered_per_dwelling_by_rooms", "housing.registered_per_dwelling"),
        (filing.CLASSES, ROOMS),
        (filing.head_class(heads[capital]), rooms[capital]),
    )
    yield _joint(
        ("homes/age_by_registered_elsewhere", "housing.registered_at_home"),
        (filing.AGES, ("at_home", "elsewhere")),
        filing.age_and_elsewhere(city),
    )


def _joint(
    name: tuple[str, str], classes: Sequence[Sequence[str]], codes: Sequence[Ints]
) -> Margin:
    """Return a joint beside the product of its margins; ``name`` is its name and source."""
    rows, columns = len(classes[0]), len(classes[1])
    cells = np.asarray(codes[0], np.int64) * columns + codes[1]
    counts = np.bincount(cells, minlength=rows * columns).reshape(rows, columns)
    product = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / max(counts.sum(), 1)
    labels = [f"{row}/{column}" for row in classes[0] for column in classes[1]]
    return margin(*name, labels, product.ravel(), counts.ravel())
