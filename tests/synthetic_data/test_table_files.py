"""The tables that leave the house: read back, they are the arrays, and the rules hold in them."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from domain.errors import BadInput
from domain.iin import is_well_formed
from synthetic_data import table_files
from synthetic_data.city import City
from synthetic_data.table_files import NOTE, Target, write_tables
from synthetic_data.typed_tables import TABLES, batches, length
from tests.synthetic_data.test_tables import words_of

Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def folder(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "new" / "parquet"
    write_tables(city, Target(path))
    return path


@pytest.fixture(scope="module")
def frames(folder: Path) -> Frames:
    return {name: parquet.read_table(folder / f"{name}.parquet").to_pandas() for name in TABLES}


@pytest.fixture(scope="module")
def words(city: City) -> Frames:
    """The tables as their batches have them."""
    return {name: words_of(city, name) for name in TABLES}


@pytest.fixture(scope="module")
def texts(city: City, tmp_path_factory: pytest.TempPathFactory) -> Frames:
    path = tmp_path_factory.mktemp("tables") / "csv"
    write_tables(city, Target(path, "csv"))
    return {
        name: pd.read_csv(path / f"{name}.csv", dtype=str, keep_default_na=False) for name in TABLES
    }


def plain(value: object) -> object:
    """A value as the tables of words have it: ISO text, whole numbers, None."""
    if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return None
    return str(value) if hasattr(value, "isoformat") else value


@pytest.mark.parametrize("table", TABLES)
def test_parquet_read_back_is_the_city(frames: Frames, words: Frames, table: str) -> None:
    wanted = words[table]
    assert list(frames[table].columns) == list(wanted.columns)
    assert len(frames[table]) == len(wanted) > 0
    for name in wanted:
        got = [plain(value) for value in frames[table][name].tolist()]
        assert got == [plain(value) for value in wanted[name].tolist()], name


@pytest.mark.parametrize("table", TABLES)
def test_csv_says_the_same_in_text(texts: Frames, words: Frames, table: str) -> None:
    wanted = words[table]
    assert list(texts[table].columns) == list(wanted.columns)
    for name in wanted:
        assert texts[table][name].tolist() == [written(v) for v in wanted[name].tolist()], name


def written(value: object) -> str:
    value = plain(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("persons", "person_id", pa.int32()),
        ("persons", "dwelling_id", pa.int32()),
        ("persons", "iin", pa.string()),
        ("persons", "born", pa.date32()),
        ("persons", "died", pa.date32()),
        ("births", "father_recorded", pa.int32()),
        ("marriages", "until", pa.date32()),
        ("marriages", "recorded", pa.bool_()),
        ("dwellings", "rooms", pa.int32()),
        ("dwellings", "total_area_m2", pa.float64()),
        ("dwellings", "house", pa.string()),
        ("id_cards", "data_changed", pa.bool_()),
    ],
)
def test_parquet_columns_have_types(folder: Path, table: str, column: str, kind: object) -> None:
    assert parquet.read_schema(folder / f"{table}.parquet").field(column).type == kind


@pytest.mark.parametrize("rows", [1, 7, 499, 500, 10**6])
def test_batches_of_any_size_add_up_to_the_table(city: City, rows: int) -> None:
    parts = list(batches(city, "adoptions", rows))
    assert sum(len(part) for part in parts) == length(city, "adoptions")
    whole = next(iter(batches(city, "adoptions")))
    assert pa.Table.from_batches(parts).combine_chunks().equals(pa.Table.from_batches([whole]))


def test_no_cell_can_be_read_as_a_formula(texts: Frames) -> None:
    for table, frame in texts.items():
        for name in frame:
            assert not frame[name].str.match(r"[=+\-@\t]").any(), (table, name)


def test_the_note_says_which_city_it_is(folder: Path, city: City, frames: Frames) -> None:
    note = json.loads((folder / NOTE).read_text("utf-8"))
    rows = {table: len(frame) for table, frame in frames.items()}
    assert note == {
        "population": 20_000,
        "seed": 1,
        "as_of": 20260101,
        "sha256": city.sha256(),
        "format": "parquet",
        "rows": rows,
    }


# ------------------------------------------------- the rules again, over what was written


def test_every_key_in_the_files_is_in_the_table_it_points_at(frames: Frames) -> None:
    persons, dwellings = (len(frames[name]) for name in ("persons", "dwellings"))
    for table, frame in frames.items():
        for name in [n for n in map(str, frame) if n.endswith(("_id", "_recorded"))]:
            rows = dwellings if name == "dwelling_id" else persons
            known = frame[name].dropna()
            if name == "owner_id":
                known = known[frame["owner_kind"] == "person"]
            assert known.between(0, rows - 1).all(), (table, name)


def test_in_the_files_too_parents_are_thirteen_years_older_and_never_dead(frames: Frames) -> None:
    persons = frames["persons"].set_index("person_id")
    born, died = (pd.to_datetime(persons[name]) for name in ("born", "died"))
    for parent in ("father_id", "mother_id"):
        pairs = frames["births"][["child_id", parent]].dropna().astype(int)
        child, elder = pairs["child_id"].to_numpy(), pairs[parent].to_numpy()
        older = born.loc[elder].reset_index(drop=True) + pd.DateOffset(years=13)
        assert (older <= born.loc[child].reset_index(drop=True)).all()
        assert (persons["sex"].loc[elder] == ("M" if parent == "father_id" else "F")).all()
    assert (died.dropna() >= born[died.notna()]).all()


def test_in_the_files_too_numbers_are_unique_and_well_formed(frames: Frames) -> None:
    iin = frames["persons"]["iin"]
    assert iin.is_unique
    assert iin.str[6].isin(list("7890")).all()
    assert all(map(is_well_formed, iin.iloc[::17]))


def test_in_the_files_too_nobody_has_two_spouses_or_two_registrations(frames: Frames) -> None:
    now = frames["marriages"][frames["marriages"]["until"].isna()]
    assert pd.concat([now["spouse_a_id"], now["spouse_b_id"]]).is_unique
    assert frames["registrations"]["person_id"].is_unique
    assert frames["id_cards"]["person_id"].is_unique
    assert set(frames["ownerships"]["dwelling_id"]) == set(frames["dwellings"]["dwelling_id"])


# ------------------------------------------------------------------- whole or not at all


def test_a_run_that_fails_leaves_nothing(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(parts: Iterator[Any], path: Path) -> None:
        path.write_bytes(b"half")
        if path.name.startswith("dwellings"):
            raise OSError(28, "No space left on device")

    monkeypatch.setitem(table_files.WRITERS, "csv", full)
    (tmp_path / "there").mkdir()
    for name in ("there", "new"):
        with pytest.raises(BadInput, match="--out: expected a folder that can be written, got"):
            write_tables(city, Target(tmp_path / name, "csv"))
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


def test_what_a_killed_run_left_goes_with_the_next_one(city: City, tmp_path: Path) -> None:
    left = tmp_path / ".making-out"
    left.mkdir()
    (left / "persons.csv").write_text("half")
    write_tables(city, Target(tmp_path / "out"))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_tables_that_are_there_are_kept_unless_told_otherwise(city: City, tmp_path: Path) -> None:
    (tmp_path / "births.parquet").write_text("mine")
    (tmp_path / "letter.txt").write_text("mine too")
    with pytest.raises(BadInput, match=r"--out: expected a folder without births\.parquet; --repl"):
        write_tables(city, Target(tmp_path))
    assert len(list(tmp_path.iterdir())) == 2
    write_tables(city, Target(tmp_path, replace=True))
    assert parquet.read_metadata(tmp_path / "births.parquet").num_rows == city.persons
    assert (tmp_path / "letter.txt").read_text() == "mine too"
    assert len(list(tmp_path.iterdir())) == 1 + len(TABLES) + 1


def test_no_note_ever_stands_beside_tables_of_another_city(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tables(city, Target(tmp_path / "out"))
    taken, replace = list[tuple[str, bool]](), Path.replace

    def watched(path: Path, target: Path) -> Path:
        taken.append((target.name, (tmp_path / "out" / NOTE).exists()))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", watched)
    write_tables(city, Target(tmp_path / "out", replace=True))
    assert taken == [*((f"{table}.parquet", False) for table in TABLES), (NOTE, False)]


@pytest.mark.parametrize("is_there", [False, True], ids=("new", "there"))
def test_of_several_at_once_one_writes_and_the_others_are_told(
    city: City, tmp_path: Path, *, is_there: bool
) -> None:
    target = Target(tmp_path / "out")
    if is_there:
        target.folder.mkdir()
    with ThreadPoolExecutor(3) as threads:
        runs = [threads.submit(write_tables, city, target) for _ in range(3)]
    said = [run.exception() for run in runs]
    assert sorted(map(str, said)) == sorted(
        ["None", *[str(BadInput("--out", MINE, target.folder))] * 2]
    )
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert {path.name for path in target.folder.iterdir()} == set(target.names)


MINE = "a folder without persons.parquet; --replace writes over it"


def test_a_file_is_no_folder(city: City, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(BadInput, match="--out: expected a folder, got"):
        write_tables(city, Target(tmp_path / "file"))


def test_tables_are_told_as_they_begin(city: City, tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    write_tables(city, Target(tmp_path / "out"), lambda name, share: told.append((name, share)))
    assert [name for name, _ in told] == [*TABLES, "done"]
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
