"""Arrays read straight from an archive are those that were written, or the damage is told."""

from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pytest

from synthetic_data.npz import read_arrays

COLUMNS: dict[str, np.ndarray] = {
    "day": np.arange(1_000, dtype=np.int32),
    "code": np.full(7, -1, np.int8),
    "number": np.array([2**62], np.int64),
    "nobody": np.empty(0, np.int32),
    "flag": np.array([True, False]),
    "seed": np.array(3),
}


def saved(folder: Path, *, packed: bool = False) -> Path:
    path = folder / "columns.npz"
    (np.savez_compressed if packed else np.savez)(path, allow_pickle=False, **COLUMNS)
    return path


def read(path: Path, *names: str) -> dict[str, np.ndarray]:
    with path.open("rb") as file:
        return read_arrays(file, names or tuple(COLUMNS))


@pytest.mark.parametrize("packed", [False, True])
def test_what_was_written_is_read(tmp_path: Path, *, packed: bool) -> None:
    found = read(saved(tmp_path, packed=packed))
    for name, column in COLUMNS.items():
        assert found[name].dtype == column.dtype
        assert found[name].shape == column.shape
        assert np.array_equal(found[name], column)
        assert found[name].flags.aligned


def test_a_byte_changed_anywhere_is_told_or_changes_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path)
    whole = path.read_bytes()
    told = 0
    for at in range(0, len(whole), 37):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            found = read(path)
        except (BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError):
            told += 1
        else:
            assert all(np.array_equal(found[name], column) for name, column in COLUMNS.items())
    assert told > len(whole) // 37 // 2


@pytest.mark.parametrize("kept", [0, 10, 300, 4_000, -30])
def test_a_file_cut_short_is_told(tmp_path: Path, kept: int) -> None:
    path = saved(tmp_path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BadZipFile):
        read(path)


def test_a_missing_array_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="rooms"):
        read(saved(tmp_path), "day", "rooms")


def test_objects_are_never_read(tmp_path: Path) -> None:
    path = tmp_path / "objects.npz"
    np.savez(path, day=np.array([{}], object))
    with pytest.raises(ValueError, match="objects"):
        read(path, "day")
