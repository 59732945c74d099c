"""Tables that are saved: no formulas, numbers as numbers, a sheet that says what they are of."""

import csv
import io
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from app.exports import About, Cell, Table, csv_bytes, harmless, sheet_name, xlsx_bytes

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1")
TABLE = Table(
    "Кого не пускает норма 15 м²",
    ("Группа", "Заявки", "Доля, %"),
    (("Қызметкер ұйым", 1_234, 12.5), ("=cmd|' /C calc'!A0", -7, None)),
)
ABOUT = About("О таблице", (("Норма, м²", 15.0), ("Город", "100 000, seed 1")), date(2026, 2, 2))


def sheets(book: bytes) -> dict[str, list[list[Cell]]]:
    """Return the cells of every sheet of a workbook, by its name."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        texts = [
            "".join(part.text or "" for part in item.iter(f"{SHEET}t"))
            for item in ET.fromstring(parts.read("xl/sharedStrings.xml"))  # noqa: S314 - made by this test
        ]
        names = [
            sheet.attrib["name"]
            for sheet in ET.fromstring(parts.read("xl/workbook.xml")).iter(  # noqa: S314 - as above
                f"{SHEET}sheet"
            )
        ]
        found = {}
        for number, name in enumerate(names, 1):
            tree = ET.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 - as above
            assert not list(tree.iter(f"{SHEET}f")), "a formula"
            rows = tree.iter(f"{SHEET}row")
            found[name] = [[_cell(cell, texts) for cell in row.iter(f"{SHEET}c")] for row in rows]
    return found


def _cell(cell: ET.Element, texts: list[str]) -> Cell:
    value = cell.findtext(f"{SHEET}v") or ""
    return texts[int(value)] if cell.attrib.get("t") == "s" else float(value)


@pytest.mark.parametrize("cell", EVIL)
def test_a_text_that_a_spreadsheet_would_run_is_quoted(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Арендатор", "12 + 3", "", "a=b", "−5 порядка"])
def test_any_other_text_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_a_saved_csv_reads_back_with_its_letters_and_its_numbers() -> None:
    text = csv_bytes(TABLE, ("=about",)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Группа", "Заявки", "Доля, %"],
        ["Қызметкер ұйым", "1234", "12.5"],
        ["'=cmd|' /C calc'!A0", "-7", ""],
        ["'=about"],
    ]


def test_a_spreadsheet_learns_from_the_first_bytes_that_a_csv_is_unicode() -> None:
    assert csv_bytes(TABLE).startswith(b"\xef\xbb\xbf")


def test_a_workbook_holds_numbers_and_texts_and_no_formula() -> None:
    first, about = sheets(xlsx_bytes(TABLE, ABOUT)).items()
    assert first[0] == "Кого не пускает норма 15 м²"
    assert first[1][1] == ["Қызметкер ұйым", 1234.0, 12.5]
    assert first[1][2] == ["=cmd|' /C calc'!A0", -7.0]
    assert about == ("О таблице", [["Норма, м²", 15.0], ["Город", "100 000, seed 1"]])


def test_the_same_table_is_the_same_workbook() -> None:
    assert xlsx_bytes(TABLE, ABOUT) == xlsx_bytes(TABLE, ABOUT)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_leaves_its_cell_empty(value: float) -> None:
    table = Table("t", ("a", "b"), (("x", value),))
    assert sheets(xlsx_bytes(table, ABOUT))["t"][1] == ["x"]
    assert b"x,\r\n" in csv_bytes(table)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("a/b: c?", "a b c"),
        ("x" * 40, "x" * 31),
        ("'quoted'", "quoted"),
        ("[]", "1"),
    ],
)
def test_a_sheet_has_a_name_that_workbooks_take(title: str, name: str) -> None:
    assert sheet_name(title) == name


def test_two_sheets_never_have_one_name() -> None:
    table = Table("о таблице", ("a",), ())
    assert list(sheets(xlsx_bytes(table, ABOUT))) == ["о таблице", "О таблице 2"]


@pytest.mark.parametrize("number", [999_999_999_999, 1_234_567_890_123, -(2**53)])
def test_a_whole_number_keeps_every_digit(number: int) -> None:
    table = Table("t", ("a", "b"), (("x", number),))
    assert f"x,{number}\r\n".encode() in csv_bytes(table)
