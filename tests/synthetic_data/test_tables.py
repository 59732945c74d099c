import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from synthetic_data import city as codes
from synthetic_data.city import City
from synthetic_data.names import address, full_name, name_parts, organisation_name
from synthetic_data.typed_tables import TABLES, batches

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
    return {name: words_of(city, name) for name in TABLES}


def words_of(city: City, table: str) -> pd.DataFrame:
    """A table as its Arrow batches have it: whole numbers, days, None."""
    made = pa.Table.from_batches(list(batches(city, table))).to_pydict()
    return pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in made.items()})


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
def test_days_are_days_or_none(words: dict[str, pd.DataFrame], table: str, column: str) -> None:
    values = words[table][column].tolist()
    assert all(day is None or type(day) is date for day in values)
    assert any(day is not None for day in values)


@pytest.mark.parametrize(
    ("table", "column", "source"),
    [
        ("persons", "born", "born"),
        ("persons", "died", "died"),
        ("incapacities", "from", "incapacitated_from"),
        ("incapacities", "until", "incapacitated_until"),
        ("mart_kinship", "as_of", "mart_as_of"),
        ("marriages", "from", "married_from"),
        ("marriages", "until", "married_until"),
        ("adoptions", "date", "adopted_on"),
        ("enrolments", "from", "study_from"),
        ("enrolments", "until", "study_until"),
        ("id_cards", "issued", "issued"),
        ("id_cards", "expires", "expires"),
    ],
)
def test_every_day_is_that_of_the_column(
    words: dict[str, pd.DataFrame], city: City, table: str, column: str, source: str
) -> None:
    told = [0 if day is None else int(f"{day:%Y%m%d}") for day in words[table][column]]
    assert told == getattr(city, source).tolist()


@pytest.mark.parametrize(
    ("table", "column", "source"),
    [
        ("persons", "dwelling_id", "home"),
        ("incapacities", "person_id", "incapacitated_person"),
        ("mart_kinship", "person_id", "mart_person"),
        ("mart_kinship", "relative_id", "mart_relative"),
        ("births", "father_id", "father"),
        ("births", "mother_id", "mother"),
        ("births", "father_recorded", "father_recorded"),
        ("births", "mother_recorded", "mother_recorded"),
        ("marriages", "spouse_a_id", "spouse_a"),
        ("marriages", "spouse_b_id", "spouse_b"),
        ("adoptions", "child_id", "adopted_child"),
        ("adoptions", "father_id", "adoptive_father"),
        ("adoptions", "mother_id", "adoptive_mother"),
        ("dwellings", "rooms", "rooms"),
        ("ownerships", "dwelling_id", "owned_dwelling"),
        ("ownerships", "owner_id", "owner"),
        ("registrations", "person_id", "registered_person"),
        ("registrations", "dwelling_id", "registered_dwelling"),
        ("enrolments", "person_id", "student"),
        ("id_cards", "person_id", "card_holder"),
        ("guardianships", "ward_id", "ward"),
        ("guardianships", "representative_id", "guardian"),
    ],
)
def test_every_key_is_that_of_the_column(
    words: dict[str, pd.DataFrame], city: City, table: str, column: str, source: str
) -> None:
    told = [-1 if key is None else int(key) for key in words[table][column]]
    assert told == getattr(city, source).tolist()


@pytest.mark.parametrize(
    ("table", "column", "source", "names"),
    [
        ("persons", "sex", "sex", codes.SEXES),
        ("persons", "region", "region", codes.REGIONS),
        ("persons", "district", "district", [*codes.DISTRICTS[:-1], None]),
        ("mart_kinship", "relation", "mart_relation", codes.MART_RELATIONS),
        ("marriages", "recorded", "marriage_recorded", (False, True)),
        ("dwellings", "city", "dwelling_city", codes.CITIES),
        ("dwellings", "kind", "kind", codes.DWELLING_KINDS),
        ("ownerships", "owner_kind", "owner_is_organisation", ("person", "organisation")),
        ("registrations", "kind", "registration_kind", codes.REGISTRATION_KINDS),
        ("enrolments", "registry", "education_registry", codes.EDUCATION_REGISTRIES),
        ("enrolments", "form", "full_time", ("part_time", "full_time")),
        ("enrolments", "city", "study_city", codes.CITIES),
        ("id_cards", "data_changed", "data_changed", (False, True)),
    ],
)
def test_every_code_has_the_word_of_its_place(
    words: dict[str, pd.DataFrame],
    city: City,
    table: str,
    column: str,
    source: str,
    names: Sequence[str | bool | None],
) -> None:
    told = words[table][column].tolist()
    assert told == [names[int(code)] for code in getattr(city, source)]


def test_house_and_flat_are_text_and_a_house_has_no_flat(
    words: dict[str, pd.DataFrame], city: City
) -> None:
    homes = words["dwellings"]
    assert homes["house"].tolist() == [str(number) for number in city.house]
    assert homes["flat"].tolist() == [str(number) if number else None for number in city.flat]


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
