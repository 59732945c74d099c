import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synthetic_data.city import City
from synthetic_data.names import address, full_name, name_parts, organisation_name
from synthetic_data.tables import tables

COLUMNS = {
    "persons": "person_id iin sex born died region district dwelling_id family_name given_name "
    "patronymic",
    "incapacities": "person_id from until",
    "organisations": "organisation_id name",
    "mart_kinship": "person_id relative_id relation as_of",
    "births": "child_id father_id mother_id father_recorded mother_recorded",
    "marriages": "spouse_a_id spouse_b_id from until recorded",
    "adoptions": "child_id father_id mother_id date",
    "dwellings": "dwelling_id city district street house flat rooms total_area_m2 useful_area_m2 "
    "kind",
    "ownerships": "dwelling_id owner_id owner_kind",
    "registrations": "person_id dwelling_id kind",
    "enrolments": "person_id registry form city from until",
    "id_cards": "person_id issued expires data_changed",
    "guardianships": "ward_id representative_id",
}


@pytest.fixture(scope="module")
def words(city: City) -> dict[str, pd.DataFrame]:
    return tables(city)


def test_the_tables_and_their_columns_are_those_of_the_format(
    words: dict[str, pd.DataFrame],
) -> None:
    assert {name: " ".join(frame.columns) for name, frame in words.items()} == COLUMNS


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("persons", "born"),
        ("persons", "died"),
        ("incapacities", "until"),
        ("marriages", "until"),
        ("enrolments", "from"),
        ("id_cards", "expires"),
    ],
)
def test_days_are_iso_text_or_none(words: dict[str, pd.DataFrame], table: str, column: str) -> None:
    values = words[table][column].tolist()
    assert all(day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in values)
    assert any(day is not None for day in values)


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("persons", "sex", {"M", "F"}),
        ("ownerships", "owner_kind", {"person", "organisation"}),
        ("registrations", "kind", {"permanent", "temporary", "with_parent"}),
        ("enrolments", "form", {"full_time", "part_time"}),
        ("enrolments", "registry", {"nobd", "epvo"}),
        ("dwellings", "kind", {"flat", "house", "dormitory", "state_rental"}),
    ],
)
def test_codes_are_written_as_the_words_of_the_format(
    words: dict[str, pd.DataFrame], table: str, column: str, values: set[str]
) -> None:
    assert set(words[table][column]) == values


def test_numbers_are_twelve_digits_and_areas_have_one_decimal(
    words: dict[str, pd.DataFrame], city: City
) -> None:
    assert words["persons"]["iin"].str.fullmatch(r"\d{12}").all()
    areas = words["dwellings"]["total_area_m2"].tolist()
    again = [-1 if area is None else round(area * 10) for area in areas]
    assert again == city.total_area.tolist()


def test_names_in_the_table_are_those_on_display(
    words: dict[str, pd.DataFrame], city: City
) -> None:
    frame = words["persons"]
    for person in np.linspace(0, city.persons - 1, 200).astype(int):
        row = frame.iloc[person]
        assert (row.family_name, row.given_name, row.patronymic) == name_parts(city, int(person))
        assert full_name(city, int(person)).split()[0] == row.family_name


def test_addresses_name_the_city_and_the_flat(city: City) -> None:
    flat = int(np.flatnonzero((city.flat > 0) & (city.dwelling_city == 0))[0])
    house = int(np.flatnonzero(city.flat == 0)[0])
    assert re.fullmatch(r"Астана, .+, \d+, \d+-пәтер", address(city, flat))
    assert re.fullmatch(r"\w+, .+, \d+", address(city, house))
    assert organisation_name(city, 0) == "Тұрғын үй басқармасы"


def test_tables_can_be_written_and_read_again(
    words: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    for name, frame in words.items():
        frame.to_parquet(tmp_path / f"{name}.parquet")
        again = pd.read_parquet(tmp_path / f"{name}.parquet")
        assert list(again.columns) == list(frame.columns)
        assert len(again) == len(frame)
