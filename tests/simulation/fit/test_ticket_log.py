"""A ticket log is read whole or refused in one line; bad rows are named and left out."""

from pathlib import Path

import numpy as np
import pytest

from domain.errors import BadInput
from simulation.fit.columns import COLUMNS
from simulation.fit.ticket_log import NAMED_ROWS, TicketLog, read_log

HEADER = ",".join(COLUMNS)
SERVED = "1,east,other,2026-01-12T09:00,2026-01-12T09:05:30,2026-01-12 09:20:30.5,"
LEFT = "2,west,id_card,2026-01-12T09:01:00,,,2026-01-12T09:31:00"


def read(tmp_path: Path, *rows: str, header: str = HEADER) -> TicketLog:
    path = tmp_path / "log.csv"
    path.write_text("\n".join([header, *rows]) + "\n")
    return read_log(path, "log.csv")


def test_who_was_served_and_who_left_are_told_apart(tmp_path: Path) -> None:
    log = read(tmp_path, LEFT, SERVED)
    assert (log.offices, log.services) == (("east", "west"), ("id_card", "other"))
    assert log.office.tolist() == [0, 1]  # in order of coming
    assert log.waits.tolist() == [5.5, 30]
    assert log.served[0] == pytest.approx(15 + 0.5 / 60)
    assert log.left.tolist() == [False, True]


def test_columns_stand_in_any_order_and_others_are_ignored(tmp_path: Path) -> None:
    header = "left,colour,end,start,enabled,service,office,ticket_id"
    row = ",red,2026-01-12T09:20,2026-01-12T09:05,2026-01-12T09:00,other,east,1"
    assert read(tmp_path, row, header=header).served.tolist() == [15]


WRONG = {
    "no office": "3,,other,2026-01-12T09:00,2026-01-12T09:05,2026-01-12T09:20,",
    "no end": "3,east,other,2026-01-12T09:00,2026-01-12T09:05,,",
    "served and left": SERVED + "2026-01-12T09:30",
    "neither": "3,east,other,2026-01-12T09:00,,,",
    "start before enabled": "3,east,other,2026-01-12T09:00,2026-01-12T08:59:59,2026-01-12T09:20,",
    "end before start": "3,east,other,2026-01-12T09:00,2026-01-12T09:20,2026-01-12T09:19:59,",
    "left before enabled": "3,east,other,2026-01-12T09:00,,,2026-01-12T08:59:59",
    "no such time": "3,east,other,2026-01-12T25:00,2026-01-12T09:05,2026-01-12T09:20,",
    "no such day": "3,east,other,2026-02-30T09:00,2026-02-30T09:05,2026-02-30T09:20,",
    "another form": "3,east,other,12.01.2026 09:00,2026-01-12T09:05,2026-01-12T09:20,",
    "a zone": "3,east,other,2026-01-12T09:00+05:00,2026-01-12T09:05,2026-01-12T09:20,",
    "words": "3,east,other,soon,2026-01-12T09:05,2026-01-12T09:20,",
    "more than a day": "3,east,other,2026-01-12T09:00,2026-01-13T09:05,2026-01-13T09:20,",
}


@pytest.mark.parametrize("row", WRONG.values(), ids=WRONG)
def test_a_bad_row_is_named_by_its_line_and_left_out(tmp_path: Path, row: str) -> None:
    log = read(tmp_path, *[SERVED] * 10, row, *[SERVED] * 10)
    assert (len(log), log.rows, log.bad) == (20, 21, 1)
    assert log.named[0].line == 12
    assert log.named[0].why.startswith("expected ")


@pytest.mark.parametrize(("bad", "is_read"), [(5, True), (6, False)])
def test_more_than_five_bad_rows_in_a_hundred_stop_the_fit(
    tmp_path: Path, bad: int, *, is_read: bool
) -> None:
    rows = [WRONG["words"]] * bad + [SERVED] * (100 - bad)
    if is_read:
        assert read(tmp_path, *rows).bad == bad
        return
    with pytest.raises(BadInput, match=r"log.csv: expected at most 5% .*got 6 of 100; line 2"):
        read(tmp_path, *rows)


def test_only_the_first_bad_rows_are_named(tmp_path: Path) -> None:
    log = read(tmp_path, *[WRONG["words"]] * 12, *[SERVED] * 300)
    assert (log.bad, len(log.named)) == (12, NAMED_ROWS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "a CSV file in UTF-8 with a header"),
        (HEADER.replace(",", ";"), "expected commas between the columns, got semicolons"),
        (HEADER.replace(",", "\t"), "expected commas between the columns, got tabs"),
        (f"{HEADER}\n", "at least one row"),
        ("office,service\neast,other\n", "the columns ticket_id"),
        (f"{HEADER}\n1,2\n", "a CSV file in UTF-8 with a header"),
    ],
)
def test_a_file_that_is_no_log_is_refused_in_one_line(
    tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text)
    with pytest.raises(BadInput, match=words) as told:
        read_log(path, "log.csv")
    assert "\n" not in str(told.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(HEADER.encode() + b"\n\xff\xfe," * 7)
    with pytest.raises(BadInput, match="a CSV file"):
        read_log(path, "log.csv")


def test_the_letters_of_windows_are_named(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(f"{HEADER}\n{SERVED.replace('east', 'Есиль')}\n".encode("cp1251"))
    with pytest.raises(BadInput, match="text in UTF-8"):
        read_log(path, "log.csv")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="a file that can be read"):
        read_log(tmp_path / "none.csv", "none.csv")


def test_an_office_of_the_name_of_the_network_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"office: expected names other than all"):
        read(tmp_path, SERVED, SERVED.replace("east", "all"))


def test_too_many_offices_are_refused(tmp_path: Path) -> None:
    rows = [SERVED.replace("east", f"office {n}") for n in range(101)]
    with pytest.raises(BadInput, match=r"office: expected at most 100"):
        read(tmp_path, *rows)


def test_moments_are_kept_to_the_microsecond(tmp_path: Path) -> None:
    row = SERVED.replace("09:00,", "09:00:00.000001,")
    assert read(tmp_path, row).enabled[0] == np.datetime64("2026-01-12T09:00:00.000001")
