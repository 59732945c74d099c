import os
from pathlib import Path

import pytest

from domain.errors import BadInput
from synthetic_data.city import City
from synthetic_data.home import cities, find_city, last_made, make_city, parse_name


class Loader:
    """Stands in for the registries' database: writes a line, or fails when told to."""

    def __init__(self, *, fails: bool = False) -> None:
        self.fails, self.calls = fails, 0

    def __call__(self, city: City, path: Path) -> None:
        self.calls += 1
        path.write_text(f"{city.population} {city.seed} {self.calls}")
        if self.fails:
            message = "the disk is full"
            raise OSError(message)


def names(home: Path) -> set[str]:
    return {entry.name for entry in (home / "cities").iterdir()}


def test_cities_stand_side_by_side_and_the_last_one_made_is_known(tmp_path: Path) -> None:
    for size in ((300, 1), (200, 2), (200, 1)):
        make_city(tmp_path, size, Loader())
    assert [city.name for city in cities(tmp_path)] == ["200:1", "200:2", "300:1"]
    assert find_city(tmp_path) == last_made(tmp_path) == cities(tmp_path)[0]
    assert find_city(tmp_path, "300:1").open().population == 300
    assert find_city(tmp_path).database.read_text() == "200 1 1"


def test_a_city_that_is_there_is_kept_and_becomes_the_last_one(tmp_path: Path) -> None:
    load = Loader()
    make_city(tmp_path, (200, 1), load)
    make_city(tmp_path, (200, 2), load)
    kept = make_city(tmp_path, (200, 1), load)
    assert load.calls == 2
    assert last_made(tmp_path) == kept


def test_a_city_is_replaced_when_asked(tmp_path: Path) -> None:
    load = Loader()
    make_city(tmp_path, (200, 1), load)
    city = make_city(tmp_path, (200, 1), load, replace=True)
    assert city.database.read_text() == "200 1 2"
    assert names(tmp_path) == {"200-1", "last"}


def test_a_failure_leaves_no_half_city_and_the_old_one_as_it_was(tmp_path: Path) -> None:
    make_city(tmp_path, (200, 1), Loader())
    for size in ((200, 1), (200, 2)):
        with pytest.raises(OSError, match="the disk is full"):
            make_city(tmp_path, size, Loader(fails=True), replace=True)
    assert names(tmp_path) == {"200-1", "last"}
    assert find_city(tmp_path).open().persons > 200


def test_while_a_city_is_made_nobody_sees_it(tmp_path: Path) -> None:
    seen: list[int] = []

    def load(_city: City, path: Path) -> None:
        path.write_text("half")
        seen.append(len(cities(tmp_path)))

    make_city(tmp_path, (200, 1), load)
    assert seen == [0]


@pytest.mark.parametrize(
    ("process", "left"),
    [(os.getpid(), 0), (2**22 + 1, 0), (10**40, 0), (1, 1)],
)
def test_what_a_killed_process_left_is_removed_and_a_running_ones_work_is_not(
    tmp_path: Path, process: int, left: int
) -> None:
    unfinished = tmp_path / "cities" / f".making-300-1-{process}"
    unfinished.mkdir(parents=True)
    make_city(tmp_path, (200, 1), Loader())
    assert len(list((tmp_path / "cities").glob(".making-*"))) == left


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("100000", "expected population:seed"),
        ("100000-1", "expected population:seed"),
        ("a:b", "expected population:seed"),
        ("0200:1", "expected population:seed"),
        ("200:1:2", "expected population:seed"),
        ("199:1", "population: expected a whole number from 200"),
        ("200:2147483648", "seed: expected a whole number from 0"),
    ],
)
def test_a_name_out_of_form_is_refused(name: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        parse_name(name)


def test_a_city_that_was_not_made_is_refused_and_those_there_are_named(tmp_path: Path) -> None:
    make_city(tmp_path, (200, 1), Loader())
    with pytest.raises(BadInput, match="expected 200:1, got 300:1"):
        find_city(tmp_path, "300:1")


@pytest.mark.parametrize("content", [None, "", "../../elsewhere", "900-9"])
def test_without_a_city_the_home_is_empty(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "cities").mkdir()
        (tmp_path / "cities" / "last").write_text(content)
    assert last_made(tmp_path) is None
    assert cities(tmp_path) == []
    with pytest.raises(BadInput, match="tirkeu generate"):
        find_city(tmp_path)


def test_a_home_that_cannot_be_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(BadInput, match="expected a folder that can be written"):
        make_city(tmp_path / "home", (200, 1), Loader())
