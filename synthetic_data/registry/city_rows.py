"""The rows of a generated city."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Engine, create_engine

from synthetic_data.city import REGISTRATION_KINDS, City
from synthetic_data.draws import Ints
from synthetic_data.registry.load import Filling, clear, fill
from synthetic_data.tables import MAKERS, ids


def load_city(city: City, engine: Engine) -> None:
    """Fill a database with the registries of a city, in place of what they held before.

    Args:
        city: any city.
        engine: a database; other tables in it are left alone.
    """
    clear(engine)
    fill(engine, fillings(city))


def load_city_file(city: City, path: Path) -> None:
    """Fill a new SQLite file with the registries of a city.

    Args:
        city: any city.
        path: the file to make.
    """
    engine = create_engine(f"sqlite:///{path}")
    try:
        load_city(city, engine)
    finally:
        engine.dispose()


def fillings(city: City) -> Iterator[Filling]:
    """Yield the rows of every table that a city fills, and last which city that is."""
    for name, make in MAKERS.items():
        yield _filling(name, make(city) | own_columns(city, name))
    yield _filling("headcounts", headcounts(city))
    yield Filling("city", ("population", "seed"), [(city.population, city.seed)])


def _filling(name: str, columns: dict[str, Any]) -> Filling:
    kept = {column: values for column, values in columns.items() if values is not None}
    lists = (np.asarray(values).tolist() for values in kept.values())
    return Filling(name, tuple(kept), zip(*lists, strict=True))


def own_columns(city: City, table: str) -> dict[str, Any]:
    """Return the columns that the database keeps and the published tables do not.

    Areas stay whole tenths of m² (None takes a published column away), the order of owners and
    the existence of an act are told.
    """
    if table == "dwellings":
        return {
            "total_area_m2": None,
            "useful_area_m2": None,
            "total_area_tenths": ids(city.total_area),
            "useful_area_tenths": ids(city.useful_area),
        }
    if table == "ownerships":
        return {"position": places(city.owned_dwelling)}
    if table == "births":
        return {"act_recorded": city.act_recorded.astype(bool)}
    return {}


def places(groups: Ints) -> Ints:
    """Return the place of each row within its group, from 0; rows of a group stand together."""
    first = np.searchsorted(groups, groups, side="left")
    return np.arange(len(groups)) - first


def headcounts(city: City) -> dict[str, Ints]:
    """Return how many are registered in every dwelling, by kind of registration."""
    counts = {
        kind: np.bincount(
            city.registered_dwelling[city.registration_kind == number], minlength=city.dwellings
        )
        for number, kind in enumerate(REGISTRATION_KINDS)
    }
    return {"dwelling_id": np.arange(city.dwellings), **counts}
