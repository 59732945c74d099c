"""The quality of a stored city: measured once, kept beside it, measured anew when it may differ."""

from collections.abc import Callable
from pathlib import Path

import pytest

from synthetic_data.city import City
from synthetic_data.quality import beside
from synthetic_data.quality.beside import known_or_measured
from synthetic_data.quality.report import document, quality


@pytest.fixture
def arrays(tmp_path: Path, city_of: Callable[[int, int], City]) -> Path:
    file = tmp_path / "city.npz"
    city_of(3_000, 1).save(file)
    return file


def reports(arrays: Path) -> list[str]:
    return sorted(path.name for path in arrays.parent.glob("quality-*"))


def test_a_city_is_measured_once(
    arrays: Path, city_of: Callable[[int, int], City], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = document(quality(city_of(3_000, 1)))
    assert known_or_measured(arrays) == expected
    monkeypatch.setattr(beside, "quality", None)
    assert known_or_measured(arrays) == expected
    assert len(reports(arrays)) == 1


def test_a_report_that_cannot_be_read_is_measured_anew(arrays: Path) -> None:
    expected = known_or_measured(arrays)
    for text in ("", "[]", "{", "\udcff"):
        damaged = arrays.with_name(reports(arrays)[0])
        damaged.write_bytes(text.encode("utf-8", "surrogateescape"))
        assert known_or_measured(arrays) == expected


def test_other_evidence_and_another_city_are_measured_anew_and_the_old_report_goes(
    arrays: Path, city_of: Callable[[int, int], City], monkeypatch: pytest.MonkeyPatch
) -> None:
    known_or_measured(arrays)
    (first,) = reports(arrays)
    monkeypatch.setattr(beside, "SOURCES", ("evidence/*.toml",))
    known_or_measured(arrays)
    (second,) = reports(arrays)
    city_of(3_000, 2).save(arrays)
    assert known_or_measured(arrays)["seed"] == 2
    (third,) = reports(arrays)
    assert len({first, second, third}) == 3


def test_a_home_that_cannot_be_written_gets_its_report_all_the_same(
    arrays: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_aside: Path, _file: Path) -> None:
        raise OSError

    monkeypatch.setattr(beside, "put_file_in_place", full)
    assert known_or_measured(arrays)["population"] == 3_000
    assert reports(arrays) == []
