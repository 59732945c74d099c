from pathlib import Path

import pytest

from domain.errors import BadInput
from synthetic_data import evidence

WHOLE = 'value = 1\nunit = "persons"\nas_of = "2026"\nsource = "s"\nkind = "reported"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "figures.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_figure_of_the_city_has_unit_year_source_and_kind() -> None:
    found = evidence.everything()
    assert len(found) > 100
    assert all(f.unit and f.as_of and f.source and f.kind in evidence.KINDS for f in found)


def test_every_assumption_gives_its_reason() -> None:
    assumed = [f for f in evidence.everything() if f.kind == "assumed"]
    assert assumed
    assert [f.key for f in assumed if not f.note] == []


def test_a_whole_figure_is_read(tmp_path: Path) -> None:
    found = evidence.read(written(tmp_path, f"[people]\n{WHOLE}"))["people"]
    assert (found.key, found.value, found.unit, found.kind) == (
        "figures.people",
        1,
        "persons",
        "reported",
    )


@pytest.mark.parametrize("missing", ["value", "unit", "as_of", "source", "kind"])
def test_a_figure_without_it_is_refused_by_name(tmp_path: Path, missing: str) -> None:
    kept = "\n".join(line for line in WHOLE.splitlines() if not line.startswith(missing))
    with pytest.raises(BadInput, match=rf"^figures\.people\.{missing}: expected a {missing}"):
        evidence.read(written(tmp_path, f"[people]\n{kept}"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[p]\n" + WHOLE.replace("reported", "guessed"), r"figures\.p\.kind: expected measured"),
        ("[p]\n" + WHOLE.replace("reported", "assumed"), r"figures\.p\.note: expected the reason"),
        ("[p]\n" + WHOLE + 'colour = "red"', r"figures\.p: expected no other key, got colour"),
        ("p = 3", r"figures\.p: expected a table"),
        ("[p", "an evidence file in TOML"),
    ],
)
def test_a_figure_out_of_form_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        evidence.read(written(tmp_path, text))


def test_a_figure_that_does_not_exist_is_named() -> None:
    with pytest.raises(BadInput, match=r"got population\.nothing"):
        evidence.figure("population.nothing")


@pytest.mark.parametrize(
    ("read", "key"),
    [
        (evidence.number, "population.age_share_5y"),
        (evidence.numbers, "population.female_share"),
        (evidence.table, "population.female_share"),
    ],
)
def test_a_value_of_another_shape_is_refused(read: object, key: str) -> None:
    assert callable(read)
    with pytest.raises(BadInput, match=key):
        read(key)
