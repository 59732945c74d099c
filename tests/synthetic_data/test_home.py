import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from domain.errors import BadInput
from synthetic_data.aside import alone, beside
from synthetic_data.city import City, Identity, stored_identity
from synthetic_data.generate import Ready
from synthetic_data.home import StoredCity, cities, find_city, last_made, make_city, parse_name


def arrays_beside(database: Path) -> Path:
    return database.with_name("city.npz")


class Loader:
    """Stands in for the registries' database: writes a line, or fails when told to."""

    def __init__(self, *, fails: bool = False) -> None:
        self.fails, self.calls = fails, 0

    def held(self, beside: Path) -> Identity | None:
        if not beside.exists():
            return None
        population, seed, _ = beside.read_text().split()
        return Identity(int(population), int(seed), stored_identity(arrays_beside(beside)).digest)

    def check(self, beside: Path) -> None:
        assert not beside.exists()

    def fill(self, city: City, beside: Path) -> None:
        self.calls += 1
        beside.write_text(f"{city.population} {city.seed} {self.calls}")
        if self.fails:
            message = "the disk is full"
            raise OSError(message)

    def fill_while(self, make: Callable[[Ready], City], beside: Path) -> City:
        self.check(beside)
        made = make(lambda _columns: None)
        self.fill(made, beside)
        return made


class Watching(Loader):
    """Looks which cities a reader sees while the database is filled."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def fill(self, city: City, beside: Path) -> None:
        super().fill(city, beside)
        self.seen += [seen.name for seen in cities(beside.parents[2])]


class Elsewhere(Loader):
    """Stands in for one database that is not beside the arrays, as `--database` names it."""

    def __init__(self) -> None:
        super().__init__()
        self.holds: Identity | None = None

    def held(self, beside: Path) -> Identity | None:
        assert beside.name == "registry.sqlite"
        return self.holds

    def fill(self, city: City, beside: Path) -> None:
        assert not beside.exists()
        self.calls += 1
        self.holds = city.identity()


def named(other: Elsewhere) -> str:
    return other.holds.name if other.holds else ""


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
        with pytest.raises(BadInput, match="a folder that can be written, got the disk is full"):
            make_city(tmp_path, size, Loader(fails=True), replace=True)
    assert names(tmp_path) == {"200-1", "last"}
    assert find_city(tmp_path).open().persons > 200


def test_while_a_city_is_made_nobody_sees_it(tmp_path: Path) -> None:
    load = Watching()
    make_city(tmp_path, (200, 1), load)
    make_city(tmp_path, (200, 2), load)
    assert load.seen == ["200:1"]


def leave(place: Path) -> None:
    """Leave what a process that was killed leaves: half a city, and a lock that nobody holds."""
    beside(place).mkdir(parents=True)
    (beside(place) / "city.npz").write_text("half")
    place.with_name(f".making-{place.name}.lock").touch()


@pytest.mark.parametrize("is_made", [False, True], ids=("left over", "being made"))
def test_what_a_killed_process_left_is_removed_and_a_running_ones_work_is_not(
    tmp_path: Path, *, is_made: bool
) -> None:
    place = tmp_path / "cities" / "300-1"
    with alone(place) if is_made else nullcontext():
        leave(place)
        make_city(tmp_path, (200, 1), Loader())
        left = {entry.name for entry in place.parent.glob(".making-*")}
        assert left == ({".making-300-1", ".making-300-1.lock"} if is_made else set())


def test_what_a_killed_process_left_of_the_same_city_is_no_hindrance(tmp_path: Path) -> None:
    leave(tmp_path / "cities" / "200-1")
    make_city(tmp_path, (200, 1), Loader())
    assert names(tmp_path) == {"200-1", "last"}


def test_readers_put_back_what_nobody_works_on_and_nothing_else(tmp_path: Path) -> None:
    city = make_city(tmp_path, (200, 1), Loader())
    with alone(city.folder):
        city.folder.rename(put_away(city))
        assert cities(tmp_path) == []
        put_away(city).rename(city.folder)
    city.folder.rename(put_away(city))
    assert [found.name for found in cities(tmp_path)] == ["200:1"]
    assert names(tmp_path) == {"200-1", "last"}


def put_away(city: StoredCity) -> Path:
    return city.folder.with_name(f".making-{city.folder.name}.old")


def test_a_city_that_is_a_link_to_another_disk_is_replaced_there(tmp_path: Path) -> None:
    load = Loader()
    city = make_city(tmp_path, (200, 1), load)
    other = tmp_path / "elsewhere" / "capital"
    other.parent.mkdir()
    city.folder.rename(other)
    city.folder.symlink_to(other)
    make_city(tmp_path, (200, 1), load, replace=True)
    assert city.folder.is_symlink()
    assert (other / "registry.sqlite").read_text() == "200 1 2"
    assert [entry.name for entry in other.parent.iterdir()] == ["capital"]


def test_registries_of_other_arrays_are_filled_anew(tmp_path: Path) -> None:
    other = Elsewhere()
    make_city(tmp_path, (200, 1), other)
    other.holds = Identity(200, 1, "of other arrays")
    make_city(tmp_path, (200, 1), other)
    assert other.calls == 2


def test_a_city_takes_its_place_only_when_all_of_it_is_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    safe, renamed, fsync, rename = set[str](), list[str](), os.fsync, Path.rename

    def sync(opened: int) -> None:
        safe.add(Path(f"/proc/self/fd/{opened}").readlink().name)
        fsync(opened)

    def checked(path: Path, target: Path) -> Path:
        assert {entry.name for entry in path.iterdir()} | {path.name} <= safe
        renamed.append(path.name)
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "rename", checked)
    make_city(tmp_path, (200, 1), Loader())
    assert renamed == [".making-200-1"]
    assert {"cities", ".making-last"} <= safe


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("100000", "expected population:seed"),
        ("100000-1", "expected population:seed"),
        ("a:b", "expected population:seed"),
        ("1_000:1", "expected population:seed"),
        ("٣٠٠:1", "expected population:seed"),
        ("9" * 5_000 + ":1", "expected population:seed"),
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


def test_a_database_that_does_not_hold_the_city_is_filled_from_its_arrays(tmp_path: Path) -> None:
    beside, other = Loader(), Elsewhere()
    for _ in range(2):
        make_city(tmp_path, (200, 1), beside)
        make_city(tmp_path, (200, 1), other)
    assert (beside.calls, other.calls, named(other)) == (1, 1, "200:1")
    make_city(tmp_path, (200, 2), other)
    make_city(tmp_path, (200, 1), other)
    assert (other.calls, named(other)) == (3, "200:1")


def test_a_missing_database_is_filled_again_beside_the_arrays(tmp_path: Path) -> None:
    city = make_city(tmp_path, (200, 1), Loader())
    city.database.unlink()
    journal = city.database.with_name("registry.sqlite-journal")
    journal.write_text("of the file that is gone")
    make_city(tmp_path, (200, 1), Loader())
    assert city.database.read_text() == "200 1 1"
    assert not journal.exists()
    assert names(tmp_path) == {"200-1", "last"}


@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_a_damaged_city_is_never_taken_for_a_good_one_and_the_way_out_is_named(
    tmp_path: Path, content: bytes | None
) -> None:
    city = make_city(tmp_path, (200, 1), Loader())
    arrays = city.folder / "city.npz"
    whole = arrays.read_bytes()
    arrays.write_bytes(whole[: len(whole) // 2] if content is None else content)
    way_out = "`tirkeu generate --population 200 --seed 1 --replace`"
    for use in (city.open, lambda: make_city(tmp_path, (200, 1), Loader())):
        with pytest.raises(BadInput, match=way_out):
            use()
    assert make_city(tmp_path, (200, 1), Loader(), replace=True).open().population == 200


def test_a_city_under_the_name_of_another_is_told(tmp_path: Path) -> None:
    one, other = (make_city(tmp_path, (200, seed), Loader()) for seed in (1, 2))
    (one.folder / "city.npz").replace(other.folder / "city.npz")
    with pytest.raises(BadInput, match=r"expected the city 200:2; .* got 200:1"):
        other.open()


def test_arrays_packed_in_a_way_that_nobody_knows_are_damaged(tmp_path: Path) -> None:
    city = make_city(tmp_path, (200, 1), Loader())
    arrays = city.folder / "city.npz"
    content = bytearray(arrays.read_bytes())
    first_entry = content.index(b"PK\x01\x02")
    content[first_entry + 10] = 99  # its method of compression
    arrays.write_bytes(content)
    with pytest.raises(BadInput, match="expected the city 200:1"):
        city.open()


def test_a_home_that_cannot_be_written_serves_the_city_made_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_city(tmp_path, (200, 2), Loader())
    city = make_city(tmp_path, (200, 1), Loader())

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    for change in ("write_text", "mkdir", "rename", "replace", "unlink"):
        monkeypatch.setattr(Path, change, refuse)
    assert make_city(tmp_path, (200, 1), Loader()) == city
    for size in ((200, 2), (200, 3)):
        with pytest.raises(BadInput, match=r"a folder that can be written, got .Errno 13"):
            make_city(tmp_path, size, Loader())


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00", b"200-1" * 1_000])
def test_a_broken_note_of_the_last_city_counts_as_none_and_is_written_anew(
    tmp_path: Path, content: bytes
) -> None:
    make_city(tmp_path, (200, 1), Loader())
    (tmp_path / "cities" / "last").write_bytes(content)
    assert last_made(tmp_path) is None
    assert make_city(tmp_path, (200, 1), Loader()) == last_made(tmp_path)


def test_a_folder_in_place_of_the_note_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "cities" / "last").mkdir(parents=True)
    assert last_made(tmp_path) is None
    with pytest.raises(BadInput, match="expected a folder that can be written"):
        make_city(tmp_path, (200, 1), Loader())
    assert names(tmp_path) == {"200-1", "last"}


def test_a_city_put_away_by_a_process_that_was_killed_is_put_back(tmp_path: Path) -> None:
    load = Loader()
    city = make_city(tmp_path, (200, 1), load)
    city.folder.rename(put_away(city))
    assert make_city(tmp_path, (200, 1), load) == city
    assert (load.calls, city.database.read_text()) == (1, "200 1 1")
    assert names(tmp_path) == {"200-1", "last"}


def test_a_city_put_away_comes_back_when_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = make_city(tmp_path, (200, 1), Loader())
    rename = Path.rename

    def once(path: Path, target: Path) -> Path:
        if target == city.folder and not path.name.endswith(".old"):
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", once)
    with pytest.raises(BadInput, match="Input/output error"):
        make_city(tmp_path, (200, 1), Loader(), replace=True)
    assert city.database.read_text() == "200 1 1"
    assert names(tmp_path) == {"200-1", "last"}


def test_what_an_earlier_city_left_away_goes_when_the_new_one_stands(tmp_path: Path) -> None:
    city = make_city(tmp_path, (200, 1), Loader())
    for left in (".making-200-1.old", ".making-200-1"):
        (city.folder.parent / left).mkdir()
    (city.folder.parent / ".making-last").write_text("200-1")
    make_city(tmp_path, (200, 1), Loader())
    assert names(tmp_path) == {"200-1", "last"}
