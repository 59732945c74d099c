from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from domain.errors import BadInput
from synthetic_data.city import COLUMNS, City
from synthetic_data.generate import generate_city


def same(one: City, other: City) -> bool:
    return all(
        getattr(one, name).dtype == getattr(other, name).dtype
        and np.array_equal(getattr(one, name), getattr(other, name))
        for name in COLUMNS
    )


def test_a_saved_city_is_read_back_as_it_was(
    tmp_path: Path, city_of: Callable[[int, int], City]
) -> None:
    city = city_of(500, 1)
    city.save(tmp_path / "city.npz")
    again = City.load(tmp_path / "city.npz")
    assert same(city, again)
    assert (again.population, again.seed, again.as_of) == (500, 1, 20260101)


def test_the_same_city_is_saved_as_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        generate_city(200, 3).save(tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_the_digest_is_that_of_the_scalars_names_types_and_values(
    city_of: Callable[[int, int], City], tmp_path: Path
) -> None:
    city = city_of(500, 1)
    city.save(tmp_path / "city.npz")
    assert generate_city(500, 1).sha256() == City.load(tmp_path / "city.npz").sha256()
    moved = city.born.copy()
    moved[7] += 1
    others = [
        city_of(500, 2),
        replace(city, seed=2),
        replace(city, born=moved),
        replace(city, born=city.born.astype(np.int64)),
        replace(city, ward=city.ward[:-1], guardian=np.append(city.ward[-1:], city.guardian)),
        replace(city, father=city.mother, mother=city.father),
    ]
    digests = [each.sha256() for each in (city, *others)]
    assert len(set(digests)) == len(digests)
    assert all(len(digest) == 64 for digest in digests)


def test_the_digest_is_the_same_on_a_machine_of_the_other_byte_order(
    city_of: Callable[[int, int], City],
) -> None:
    city = city_of(500, 1)
    swapped = replace(city, born=city.born.astype(city.born.dtype.newbyteorder()))
    assert swapped.born.tobytes() != city.born.tobytes()
    assert swapped.sha256() == city.sha256()


def test_nobody_can_write_into_a_city(city: City, tmp_path: Path) -> None:
    city.save(tmp_path / "city.npz")
    for each in (city, City.load(tmp_path / "city.npz")):
        for name in COLUMNS:
            assert not getattr(each, name).flags.writeable, name


@pytest.mark.parametrize("content", [None, b"", b"no city", b"PK\x03\x04 half"])
def test_a_file_that_is_no_city_is_refused_by_name(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "city.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadInput, match=r"city\.npz: expected a saved city"):
        City.load(path)


def test_a_file_that_lacks_a_column_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "city.npz", born=np.arange(3))
    with pytest.raises(BadInput, match="expected a saved city"):
        City.load(tmp_path / "city.npz")


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("born died father mother home registered_dwelling owner total_area expires", np.int32),
        ("sex people region district kind dwelling_city registration_kind mart_relation", np.int8),
        ("act_recorded marriage_recorded owner_is_organisation full_time data_changed", np.bool_),
        ("iin", np.int64),
    ],
)
def test_columns_have_the_types_that_readers_count_on(
    city: City, names: str, kind: type[np.generic]
) -> None:
    assert {name: getattr(city, name).dtype for name in names.split()} == dict.fromkeys(
        names.split(), np.dtype(kind)
    )
