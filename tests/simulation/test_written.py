"""Files that appear whole or not at all."""

import os
from pathlib import Path

import pytest

from domain.errors import BadInput
from simulation.written import written


@pytest.mark.parametrize("before", [None, "old"])
@pytest.mark.parametrize("name", ["rows.csv", "x" * 255])
def test_a_file_has_its_name_only_when_it_is_complete(
    before: str | None, name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if before is not None:
        path.write_text(before, "utf-8")
    with written(path, "--events") as file:
        file.write("new\n")
        assert (path.read_text("utf-8") if path.exists() else None) == before
    assert path.read_text("utf-8") == "new\n"
    assert list(tmp_path.iterdir()) == [path]


def test_whoever_stops_leaves_what_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("old", "utf-8")

    def stopped() -> None:
        with written(path, "--events") as file:
            file.write("new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    path, link = tmp_path / "rows.csv", tmp_path / "link.csv"
    link.symlink_to(path)
    with written(link, "--events") as file:
        file.write("new")
    assert link.is_symlink()
    assert path.read_text("utf-8") == "new"


def test_a_device_is_written_to_and_stays_a_device() -> None:
    with written(Path(os.devnull), "--events") as file:
        file.write("new")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("name", [".", "missing/rows.csv", "x" * 300])
def test_what_cannot_be_written_is_refused_before_anything_is_done(
    name: str, tmp_path: Path
) -> None:
    done = []

    def wrote() -> None:
        with written(tmp_path / name, "--out"):
            done.append("work")

    with pytest.raises(BadInput, match="--out: expected a file that can be written"):
        wrote()
    assert not done


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk to try")
@pytest.mark.parametrize("size", [1, 1_000_000])
def test_a_full_disk_is_told_in_words(size: int) -> None:
    def wrote() -> None:
        with written(Path("/dev/full"), "--out") as file:
            file.write("x" * size)

    with pytest.raises(BadInput, match="--out: expected a file that can be written"):
        wrote()
