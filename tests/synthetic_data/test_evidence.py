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


def test_every_assumption_gives_its_reason_and_what_would_replace_it() -> None:
    assumed = [f for f in evidence.everything() if f.kind == "assumed"]
    assert assumed
    assert [f.key for f in assumed if not (f.note and f.replaced_by)] == []


def test_every_key_is_that_of_one_figure() -> None:
    keys = [f.key for f in evidence.everything()]
    assert len(set(keys)) == len(keys)
    assert all(evidence.figure(key).key == key for key in keys)


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
        (
            "[p]\n" + WHOLE.replace("reported", "assumed") + 'note = "n"',
            r"figures\.p\.replaced_by: expected what would replace an assumption, got nothing",
        ),
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


# ------------------------------------------------------- the figures collected beforehand

BANDS = {
    f"{first}": share
    for first, share in zip(
        range(0, 85, 5),
        (
            0.093,
            0.105,
            0.104,
            0.075,
            0.070,
            0.075,
            0.094,
            0.094,
            0.075,
            0.055,
            0.042,
            0.035,
            0.031,
            0.024,
            0.015,
            0.007,
            0.006,
        ),
        strict=True,
    )
}

COLLECTED = [
    ("anchors.total_mid_2025", 1_566_566),
    ("population.total_2026", 1_630_000),
    ("population.female_share", 0.5258),
    ("population.age_share_5y", BANDS),
    (
        "population.marital_status",
        {"married": 0.609, "never": 0.280, "widowed": 0.053, "divorced": 0.058},
    ),
    ("population.people_share", {"kazakh": 0.8039, "russian": 0.1183}),
    (
        "anchors.ethnicity",
        {"kazakh": 0.8039, "russian": 0.1183, "ukrainian": 0.0121, "other": 0.0657},
    ),
    ("anchors.marriages_q1", 1_914),
    ("anchors.divorces_per_marriage_kz", 0.33),
    ("anchors.dependents_per_1000_working", 625),
    (
        "anchors.district_old_counts",
        {"baiqonyr_2019": 233_351, "esil_2019": 222_736, "esil_2022_before_split": 350_000},
    ),
    (
        "housing.district_share",
        {
            "esil": 0.16,
            "nura": 0.19,
            "almaty": 0.20,
            "saraishyq": 0.13,
            "saryarqa": 0.17,
            "baiqonyr": 0.15,
        },
    ),
    ("anchors.mean_household_kz", 3.4),
    ("anchors.mean_household", 3.2),
    (
        "housing.size_distribution",
        {"1": 0.17, "2": 0.20, "3": 0.21, "4": 0.21, "5": 0.12, "6": 0.06, "7": 0.03},
    ),
    ("housing.rented_share", 0.22),
    ("anchors.stock_area_m2_2023", 33_850_000),
    ("anchors.new_area_m2_2024", 4_400_000),
    ("anchors.stock_area_m2_2026", 43_000_000),
    ("anchors.dwellings_2024", 500_000),
    ("anchors.dwellings_2026", 630_000),
    ("anchors.area_per_person_of_the_statistics_m2", 32),
    ("anchors.area_per_registered_person_m2_2024", 23.7),
    ("housing.area_per_registered_person", 26.4),
    ("housing.by_rooms", {"1": 0.30, "2": 0.34, "3": 0.25, "4": 0.11}),
    ("housing.area_mean_m2", [40, 60, 85, 130]),
    ("housing.area_deviation_m2", [7, 9, 14, 40]),
    ("housing.co_owned_share", 0.25),
    ("housing.owner_protected_share", 0.02),
    ("housing.registered_elsewhere_share", 0.20),
    ("anchors.rubber_flats", 924),
    ("anchors.rubber_max_cases", [800, 937, 3450]),
    (
        "registers.digitised_share_by_birth_year",
        {"1800": 0.55, "1950": 0.75, "1970": 0.88, "1990": 0.96, "2008": 0.995},
    ),
    ("registers.foreign_act_share", 0.03),
    ("registers.foreign_act_range", [0.01, 0.06]),
    ("registers.father_missing_share", 0.06),
    ("registers.father_missing_range", [0.03, 0.10]),
    ("registers.act_update_days", {"low": 2, "mode": 7, "high": 30}),
    ("volumes.residence_reg_online_kz_2025_ytd", 750_000),
    ("volumes.residence_reg_online_share_2025", 0.70),
    ("volumes.residence_reg_kz_per_year", 1_215_000),
    ("volumes.residence_reg_astana_per_year", 240_000),
    ("volumes.arrivals_astana_h1_2025", 80_000),
    ("volumes.departures_astana_h1_2025", 43_600),
    ("volumes.net_migration_astana_2025", 87_459),
    ("volumes.id_cards_kz_2025", 1_900_000),
    ("volumes.passports_kz_2025", 1_100_000),
    ("volumes.id_cards_astana_per_year", 152_000),
    ("volumes.id_expiry_renewals_astana_per_year", 95_000),
    ("volumes.june_factor_documents", 1.23),
    ("volumes.id_online_share_of_eligible", 0.25),
    ("volumes.id_photo_rejection", 0.08),
    ("volumes.biometric_failure", 0.04),
    ("volumes.owner_consent_given", 0.85),
    ("volumes.students_full_time", 90_000),
    ("volumes.full_time_share_university_kz", 0.83),
    ("volumes.dorm_places_2018", 14_200),
    ("held_out.people_in_households_of_5_or_more", 0.26),
    ("held_out.owner_occupied", 0.868),
    ("held_out.births_per_year", 24_100),
]
"""Figures collected for the project before the city was made, under the keys they have here."""

PARTS = [
    ("housing.kinds", "house", 0.09),
    ("housing.useful_to_total", 0, 0.95),
    ("housing.rubber_size", 0, 20),
    ("housing.rubber_size", 1, 1.1),
    ("housing.rubber_cases", 0, 3450),
    ("housing.rubber_cases", 1, 937),
    ("housing.rubber_one_room", 1, 35.7),
    ("volumes.origin_share", "akmola", 0.181),
    ("volumes.origin_share", "turkistan", 0.099),
    ("volumes.origin_share", "almaty", 0.0875),
]


@pytest.mark.parametrize(("key", "value"), COLLECTED)
def test_a_figure_that_was_collected_is_used_as_it_was_found(key: str, value: object) -> None:
    assert evidence.figure(key).value == value


@pytest.mark.parametrize(("key", "part", "value"), PARTS)
def test_a_part_of_a_figure_is_as_it_was_found(key: str, part: int | str, value: float) -> None:
    assert evidence.figure(key).value[part] == value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("housing.dwellings_per_resident", 630_000 / 1_630_000),
        ("housing.rubber_flats", 924 / 618_400),
    ],
)
def test_a_figure_that_is_derived_follows_from_those_that_were_found(
    key: str, value: float
) -> None:
    assert evidence.number(key) == pytest.approx(value, rel=1e-3)
