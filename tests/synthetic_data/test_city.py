from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from domain.errors import BadInput
from synthetic_data.city import COLUMNS, City
from synthetic_data.city_shape import TYPES
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


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "city.npz"
    generate_city(200, 3).save(path)
    return path


def columns_of(path: Path) -> dict[str, Any]:
    with np.load(path) as stored:
        return dict(stored)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c.pop("mother"), "mother"),  # as a city saved by an earlier version would
        (lambda c: c.pop("seed"), "seed"),
        (
            lambda c: c.update(sex=c["sex"].astype(np.int32)),
            "column sex of int32 instead of a row of int8",
        ),
        (
            lambda c: c.update(iin=c["iin"].astype(np.float64)),
            "column iin of float64 instead of a row of int64",
        ),
        (
            lambda c: c.update(father=c["father"].astype(">i4")),
            "column father of >i4 instead of a row of int32",
        ),
        (
            lambda c: c.update(flat=c["flat"][:-1]),
            "column flat of {less} rows beside {rows} of dwelling_city",
        ),
        (
            lambda c: c.update(expires=c["expires"].reshape(1, -1)),
            "column expires of 2 dimensions of int32 instead of a row of int32",
        ),
        (lambda c: c.update(owner=np.array(0, np.int32)), "column owner of 0 dimensions of int32"),
        (lambda c: c.update(population=np.arange(3)), "only "),
    ],
)
def test_a_column_of_another_form_is_named(
    tmp_path: Path, saved: Path, change: Callable[[dict[str, Any]], object], message: str
) -> None:
    columns = columns_of(saved)
    rows = len(columns["rooms"])
    change(columns)
    np.savez(tmp_path / "city.npz", allow_pickle=False, **columns)
    said = message.format(rows=rows, less=rows - 1)
    with pytest.raises(BadInput, match=f"expected a saved city, got .*{said}"):
        City.load(tmp_path / "city.npz")


def test_wherever_a_file_is_cut_it_is_refused(tmp_path: Path, saved: Path) -> None:
    whole, path = saved.read_bytes(), tmp_path / "city.npz"
    for length in range(0, len(whole), len(whole) // 97):
        path.write_bytes(whole[:length])
        with pytest.raises(BadInput, match="expected a saved city"):
            City.load(path)


def test_whichever_bytes_are_damaged_the_city_is_the_same_or_refused(
    tmp_path: Path, saved: Path
) -> None:
    whole, path = saved.read_bytes(), tmp_path / "city.npz"
    random, refused = np.random.default_rng(5), 0
    for _ in range(150):
        content = bytearray(whole)
        place = int(random.integers(len(whole) - 16))
        content[place : place + 16] = random.bytes(16)
        path.write_bytes(content)
        try:
            assert City.load(path).sha256() == City.load(saved).sha256()
        except BadInput:
            refused += 1
    assert refused > 100


def test_every_column_of_a_city_has_a_form() -> None:
    assert TYPES.keys() == set(COLUMNS)


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
