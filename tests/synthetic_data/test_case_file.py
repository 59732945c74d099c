import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.errors import BadInput
from domain.iin import is_well_formed
from domain.records import (
    DOCUMENTS,
    REASONS,
    Annulled,
    Choices,
    Registration,
    Renewal,
    Review,
)
from synthetic_data.case_file import read_case
from synthetic_data.json_shape import FILE_BYTES, LIST_RECORDS
from tests.synthetic_data.small_cases import FAMILY, as_text, changed

PERSON, HOME, MARRIAGE = "registries.persons.0", "registries.dwellings.0", "registries.marriages.0"
IIN = "650301700175"


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("format", "tirkeu.case/2", "format"),
        ("format", None, "format"),
        ("title", 5, "title"),
        ("colour", "blue", "colour"),
        ("date", None, "date"),
        ("date", "2026-02-30", "date"),
        ("date", "20260202", "date"),
        ("date", "2026-W05-1", "date"),
        ("date", 20260202, "date"),
        ("service", "passport", "service"),
        ("service", ["residence"], "service"),
        ("channel", "document_app", "channel"),
        ("channel", "fax", "channel"),
        ("parameters", [], "parameters"),
        ("parameters.norm", 15, "norm"),
        ("parameters.norm_m2", 0, "norm_m2"),
        ("parameters.norm_m2", -15, "norm_m2"),
        ("parameters.norm_m2", True, "norm_m2"),
        ("parameters.norm_m2", "15,0", "norm_m2"),
        ("parameters.norm_m2", "١٥", "norm_m2"),
        ("parameters.norm_m2", 15.25, "norm_m2"),
        ("parameters.norm_m2", "15.25", "norm_m2"),
        ("parameters.norm_m2", float("nan"), "norm_m2"),
        ("parameters.norm_m2", float("inf"), "norm_m2"),
        ("parameters.norm_m2", 1e300, "norm_m2"),
        ("parameters.useful_to_total", 0, "useful_to_total"),
        ("parameters.useful_to_total", 1.001, "useful_to_total"),
        ("parameters.useful_to_total", 0.9555, "useful_to_total"),
        ("parameters.window_before_days", -1, "window_before_days"),
        ("parameters.window_before_days", 30.5, "window_before_days"),
        ("parameters.window_after_days", "10", "window_after_days"),
        ("parameters.window_after_days", False, "window_after_days"),
        ("parameters.residence_pilot", ["2026-01-01"], "residence_pilot"),
        ("parameters.residence_pilot", ["2026-01-02", "2026-01-01"], "residence_pilot"),
        ("parameters.id_card_pilot", ["2026-01-01", "2026-13-01"], "id_card_pilot[1]"),
        ("readings.sibling", "some", "sibling"),
        ("readings.siblings", "any", "siblings"),
        ("readings.count_temporary", "true", "count_temporary"),
        ("readings.count_temporary", 1, "count_temporary"),
        ("readings", "any", "readings"),
        ("registries", [], "registries"),
        ("registries.people", [], "people"),
        ("registries.persons", {}, "persons"),
        ("registries.persons", [{"id": "X"}] * (LIST_RECORDS + 1), "persons"),
        (f"{PERSON}.id", None, "persons[0].id"),
        (f"{PERSON}.id", " ", "persons[0].id"),
        (f"{PERSON}.id", 1, "persons[0].id"),
        (f"{PERSON}.name", "Ivan", "persons[0]"),
        (f"{PERSON}.sex", "X", "persons[0].sex"),
        (f"{PERSON}.born", "1965-02-29", "persons[0].born"),
        (f"{PERSON}.died", "1960-01-01", "persons[0].died"),
        (f"{PERSON}.incapacitated", "no", "persons[0].incapacitated"),
        (f"{PERSON}.iin", "650301700176", "persons[0].iin"),
        (f"{PERSON}.iin", "", "persons[0].iin"),
        (f"{PERSON}.iin", 650301700175, "persons[0].iin"),
        (f"{PERSON}.region", "", "persons[0].region"),
        ("registries.persons.5", {"id": "O"}, "persons[5].id"),
        ("registries.organisations.1", {"id": "U"}, "organisations[1].id"),
        ("registries.dwellings.3", {"id": "HOME", "owners": ["O"]}, "dwellings[3].id"),
        ("registries.births.1", {"child": "KID"}, "births[1].child"),
        ("registries.births.1", {"child": "nobody"}, "births[1].child"),
        ("registries.births.0.father", "nobody", "births[0].father"),
        ("registries.births.0.father", "LLP", "births[0].father"),
        ("registries.births.0.father", "KID", "births[0].father"),
        ("registries.births.0.mother", "O", "births[0].mother"),
        ("registries.adoptions", [{"child": "KID"}], "adoptions[0].father"),
        ("registries.adoptions", [{"child": "U", "father": "U"}], "adoptions[0].father"),
        (f"{MARRIAGE}.spouses", ["O"], "marriages[0].spouses"),
        (f"{MARRIAGE}.spouses", ["O", "O"], "marriages[0].spouses"),
        (f"{MARRIAGE}.spouses", ["O", "nobody"], "marriages[0].spouses[1]"),
        (f"{MARRIAGE}.spouses", None, "marriages[0].spouses"),
        (f"{MARRIAGE}.until", "2010-04-30", "marriages[0].until"),
        ("registries.guardianships.0.ward", "LLP", "guardianships[0].ward"),
        ("registries.guardianships.0.ward", "U", "guardianships[0].representative"),
        (f"{HOME}.owners", [], "dwellings[0].owners"),
        (f"{HOME}.owners", None, "dwellings[0].owners"),
        (f"{HOME}.owners", "O", "dwellings[0].owners"),
        (f"{HOME}.owners", ["O", "O"], "dwellings[0].owners"),
        (f"{HOME}.owners", ["O", "nobody"], "dwellings[0].owners[1]"),
        (f"{HOME}.residents", ["LLP"], "dwellings[0].residents[0]"),
        (f"{HOME}.residents", ["U", "U"], "dwellings[0].residents"),
        (f"{HOME}.residents", ["U", "O", "S", "KID"], "dwellings[0].residents"),
        ("registries.dwellings.1.residents", ["U"], "dwellings[1].residents"),
        (f"{HOME}.total_area_m2", 0, "dwellings[0].total_area_m2"),
        (f"{HOME}.total_area_m2", 60.55, "dwellings[0].total_area_m2"),
        (f"{HOME}.total_area_m2", "sixty", "dwellings[0].total_area_m2"),
        (f"{HOME}.total_area_m2", 1_000_000.1, "dwellings[0].total_area_m2"),
        (f"{HOME}.useful_area_m2", -1, "dwellings[0].useful_area_m2"),
        (f"{HOME}.registered_permanent", -1, "dwellings[0].registered_permanent"),
        (f"{HOME}.registered_permanent", 1_000_001, "dwellings[0].registered_permanent"),
        (f"{HOME}.registered_temporary", 1.5, "dwellings[0].registered_temporary"),
        (f"{HOME}.registered_with_parent", True, "dwellings[0].registered_with_parent"),
        ("registries.enrolments.0.registry", "school", "enrolments[0].registry"),
        ("registries.enrolments.0.form", "evening", "enrolments[0].form"),
        ("registries.enrolments.0.until", "2025-08-31", "enrolments[0].until"),
        ("registries.id_cards.1", {"holder": "U"}, "id_cards[1].holder"),
        ("registries.id_cards.0.expires", "soon", "id_cards[0].expires"),
        ("registries.outages", ["zags", "pep"], "outages[1]"),
        ("registries.outages", "zags", "outages"),
        ("application", None, "application"),
        ("application.applicant", None, "application.applicant"),
        ("application.applicant", "nobody", "application.applicant"),
        ("application.applicant", "LLP", "application.applicant"),
        ("application.dwelling", None, "application.dwelling"),
        ("application.dwelling", "nowhere", "application.dwelling"),
        ("application.document", "id_card", "application"),
        ("application.category", "cousin", "application.category"),
        ("application.category", "ward", "application.category"),
        ("application.category", "half_sibling", "application.side"),
        ("application.category", "grandparent", "application.side"),
        ("application.category", "grandchild", "application.side"),
        ("application.side", "left", "application.side"),
        ("application.reception_finding", "owner", "application.reception_finding"),
        ("application.representative", "nobody", "application.representative"),
        ("application.representative_documents", "lost", "application.representative_documents"),
        ("application.owner_iin_entered", 12, "application.owner_iin_entered"),
        ("application.owner_iin_entered", "\ud800", "application.owner_iin_entered"),
        ("application.owner_consent", "maybe", "application.owner_consent"),
        ("application.signature", "", "application.signature"),
    ],
    ids=ascii,
)
def test_what_cannot_be_is_refused_in_one_line_that_names_the_place(
    path: str, value: object, place: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read_case(changed(path, value))
    message = str(refused.value)
    assert message.startswith("case.json")
    assert place in message
    assert message.isprintable()


def card(path: str, value: object) -> dict[str, Any]:
    case = changed(f"application.{path}", value)
    case["service"], case["channel"] = "id_card", "document_app"
    case["application"].pop("dwelling", None)
    return case


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("category", "child", "application"),
        ("document", "visa", "application.document"),
        ("reason", "boredom", "application.reason"),
        ("filed_by", "nobody", "application.filed_by"),
        ("open_application", "no", "application.open_application"),
        ("biometrics", True, "application.biometrics"),
        ("duty", "later", "application.duty"),
        ("review.stamp", "x", "application.review"),
        ("review.data", "good", "application.review.data"),
        ("review.further_check", 0, "application.review.further_check"),
        ("pickup.person", "nobody", "application.pickup.person"),
        ("pickup.ticket", "lost", "application.pickup.ticket"),
        ("pickup", "U", "application.pickup"),
        ("earlier.annulled_on", None, "application.earlier.annulled_on"),
        ("earlier", {"annulled_on": "2026-02-03"}, "application.earlier.annulled_on"),
        (
            "earlier",
            {"annulled_on": "2026-02-01", "duty_paid_kzt": -1},
            "application.earlier.duty_paid_kzt",
        ),
    ],
)
def test_an_application_for_a_card_is_as_strict(path: str, value: object, place: str) -> None:
    with pytest.raises(BadInput, match=place.replace(".", r"\.")):
        read_case(card(path, value))


def test_left_out_and_null_mean_the_same_and_take_the_first_value() -> None:
    bare = read_case(changed("application", {"applicant": "U", "dwelling": "HOME"}))
    nulls = dict.fromkeys(
        ("category", "side", "representative", "owner_iin_entered", "owner_consent", "signature")
    )
    told = read_case(changed("application", {"applicant": "U", "dwelling": "HOME", **nulls}))
    assert bare == told
    assert bare.choices == Choices()
    assert bare.title == ""
    assert bare.overrides.keys() == {
        "norm_tenths",
        "useful_permille",
        "window_before_days",
        "window_after_days",
        "residence_pilot",
        "id_card_pilot",
    }
    assert set(bare.overrides.values()) == {None}


def test_a_registration_says_what_the_file_says() -> None:
    case = read_case(
        changed(
            "application",
            {
                "applicant": "U",
                "dwelling": "KIDS",
                "category": "grandchild",
                "side": "mother",
                "representative": "O",
                "representative_documents": "mismatch",
                "owner_iin_entered": "no number",
                "owner_consent": "no_answer",
                "signature": "declined",
                "reception_finding": "other_owner",
            },
        )
    )
    assert case.application == Registration(
        "residence", "egov_mobile", date(2026, 2, 2), "U", "KIDS"
    )
    assert case.choices == Choices(
        category="grandchild",
        side="mother",
        representative="O",
        representative_documents="mismatch",
        owner_iin_entered="no number",
        owner_consent="no_answer",
        signature="declined",
        reception_finding="other_owner",
    )


def test_a_renewal_says_what_the_file_says() -> None:
    case = read_case(
        card("reason", "expiry")
        | {
            "application": {
                "applicant": "U",
                "filed_by": "O",
                "review": {"photo": "mismatch", "further_check": True},
                "pickup": {"person": "S", "ticket": "wrong"},
                "earlier": {"annulled_on": "2026-02-01", "duty_paid_kzt": 786},
            }
        }
    )
    assert case.application == Renewal(
        channel="document_app",
        day=date(2026, 2, 2),
        applicant="U",
        region="astana",
        document="id_card",
        reason="expiry",
        filed_by="O",
        earlier=Annulled(date(2026, 2, 1), 786),
    )
    assert case.choices == Choices(
        review=Review(photo="mismatch", further_check=True),
        pickup_person="S",
        pickup_ticket="wrong",
    )


@pytest.mark.parametrize(
    ("written", "tenths"),
    [(60, 600), (60.0, 600), (59.9, 599), ("59.9", 599), ("60.00", 600), (0.1, 1), ("15", 150)],
    ids=ascii,
)
def test_areas_and_norms_are_exact_tenths(written: object, tenths: int) -> None:
    assert read_case(changed("parameters.norm_m2", written)).overrides["norm_tenths"] == tenths
    dwelling = read_case(changed(f"{HOME}.total_area_m2", written)).records.dwellings[0]
    assert dwelling["total_area_m2"] == tenths


def test_parameters_come_in_the_units_of_the_law() -> None:
    case = changed("parameters", {"useful_to_total": "0.955", "window_before_days": 0})
    case["parameters"]["residence_pilot"] = ["2026-01-01", "2026-01-01"]
    overrides = read_case(case).overrides
    assert overrides["useful_permille"] == 955
    assert overrides["window_before_days"] == 0
    assert overrides["residence_pilot"] == (date(2026, 1, 1), date(2026, 1, 1))


def test_a_child_may_state_a_side_that_nobody_asks_for() -> None:
    case = changed("application", {**FAMILY["application"], "category": "child", "side": "mother"})
    assert read_case(case).choices.side == "mother"


@pytest.mark.parametrize("category", ["ward", "relative_of_kin"])
def test_the_wider_list_has_two_more_categories(category: str) -> None:
    case = changed("application.category", category)
    case["readings"] = {"exemptions": "order_677"}
    assert read_case(case).choices.category == category


def test_everybody_has_a_number_of_his_own() -> None:
    twins = [{"id": f"twin {n}", "born": "1965-03-01", "sex": "M"} for n in range(40)]
    case = changed("registries.persons.5", {"id": "given", "iin": IIN})
    case["registries"]["persons"] += twins
    case["registries"]["persons"] += [{"id": "old", "born": "1812-09-07"}, {"id": "unknown"}]
    case["registries"]["persons"].append({"id": "later", "born": "2245-01-01", "sex": "F"})
    numbers = [person["iin"] for person in read_case(case).records.persons]
    assert IIN in numbers
    assert len(set(numbers)) == len(numbers)
    assert all(map(is_well_formed, numbers))


def test_one_number_cannot_be_of_two_people() -> None:
    case = changed(f"{PERSON}.iin", IIN)
    case["registries"]["persons"][1]["iin"] = IIN
    with pytest.raises(BadInput, match=r"persons\[1\]\.iin"):
        read_case(case)


def test_the_region_of_a_card_is_that_of_its_holder() -> None:
    case = card("reason", "expiry")
    case["registries"]["persons"][4]["region"] = "almaty"
    assert read_case(case).application.region == "almaty"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "JSON"),
        (b"[]", "an object"),
        (b"{", "JSON"),
        (b'{"date": 1, "date": 1}', "every key once"),
        (b'{"format": NaN}', "format: .*got NaN"),
        (b'{"format": "tirkeu.case/1", "title": -Infinity}', "title: .*got -Infinity"),
        (b'{"parameters": {"norm_m2": 1e999999999999999999999}}', "JSON"),
        (b'{"title": "\xff"}', "UTF-8"),
        (b"[" * 200_000, "levels"),
        (b'{"a":' * 200_000, "levels"),
        (b" " * (FILE_BYTES + 1), "bytes"),
    ],
)
def test_a_file_that_is_no_strict_json_is_refused(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=expected) as refused:
        read_case(path)
    assert str(refused.value).startswith(str(path))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("date", "date"),
        ("parameters.norm_m2", "parameters.norm_m2"),
        ("parameters.window_after_days", "parameters.window_after_days"),
        ("readings.sibling", "readings.sibling"),
        (f"{HOME}.total_area_m2", "dwellings[0].total_area_m2"),
        (f"{HOME}.registered_permanent", "dwellings[0].registered_permanent"),
        (f"{HOME}.residents", "dwellings[0].residents"),
        ("application.signature", "application.signature"),
    ],
)
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused_where_it_stands(
    path: str, name: str, value: float, tmp_path: Path
) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(changed(path, value)), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_case(file)
    assert f"{name}: expected" in str(refused.value)


@pytest.mark.parametrize(
    ("written", "read"), [("2", 2), ("2.0", 2), ("2e0", 2), ("1000000.0", 1_000_000), ("0.0", 0)]
)
def test_a_whole_number_is_the_same_however_it_is_written(
    written: str, read: int, tmp_path: Path
) -> None:
    file = tmp_path / "case.json"
    text = json.dumps(changed(f"{HOME}.registered_temporary", "HERE"))
    file.write_text(text.replace('"HERE"', written), encoding="utf-8")
    found = read_case(file).records.dwellings[0]["registered_temporary"]
    assert (found, type(found)) == (read, int)


@pytest.mark.parametrize(
    "written", ["2.5", "-1.0", "1000000.5", "1e3000000", "1e-3000000", "true", '"2"', "[2]"]
)
def test_what_is_no_whole_number_is_shown_as_it_was_written(written: str, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    text = json.dumps(changed(f"{HOME}.registered_temporary", "HERE"))
    file.write_text(text.replace('"HERE"', written), encoding="utf-8")
    with pytest.raises(BadInput, match="a whole number from 0 to 1000000") as refused:
        read_case(file)
    assert str(refused.value).lower().endswith(f"got {written}".replace("e3", "e+3"))


@pytest.mark.parametrize("name", ["missing.json", ".", "a\x00b", "x" * 5000])
def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="a file that can be read"):
        read_case(tmp_path / name)


@pytest.mark.parametrize(
    "written",
    ["1e999999", "9" * 400, "1" + "0" * 18, "0." + "0" * 300 + "1", "1e-400", "1e5000000"],
)
def test_numbers_beyond_all_measure_are_refused(tmp_path: Path, written: str) -> None:
    path = tmp_path / "case.json"
    for place in ("parameters.norm_m2", "parameters.window_after_days"):
        text = as_text(changed(place, "here")).replace(b'"here"', written.encode())
        path.write_bytes(text)
        with pytest.raises(BadInput, match=place.replace(".", r"\.")):
            read_case(path)


def test_a_file_reads_like_its_value(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(b"\xef\xbb\xbf" + as_text(FAMILY))
    assert read_case(path) == read_case(json.loads(json.dumps(FAMILY)))


@pytest.mark.parametrize(
    "counts",
    [
        {"registered_permanent": 2},
        {"registered_permanent": 3},
        {"registered_temporary": 1, "registered_with_parent": 1},
    ],
)
def test_known_residents_are_among_those_counted(counts: dict[str, int]) -> None:
    home = {"id": "HOME", "owners": ["O"], "residents": ["O", "S"], **counts}
    assert read_case(changed("registries.dwellings", [home])).records.dwellings[0]["residents"]


@pytest.mark.parametrize(
    ("field", "options"), [("document", DOCUMENTS), ("reason", REASONS)], ids=("document", "reason")
)
def test_every_word_of_the_service_is_read_and_the_first_stands_where_none_is_given(
    field: str, options: tuple[str, ...]
) -> None:
    card = {"service": "id_card", "channel": "egov_portal"}
    for said in (None, *options):
        case = FAMILY | card | {"application": {"applicant": "U", field: said}}
        assert getattr(read_case(case).application, field) == (said or options[0])
