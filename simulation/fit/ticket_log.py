"""A ticket log: who came when, waited, was served or left; read from CSV row by row of blame."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import ArrowInvalid, compute, csv

from domain.errors import BadInput
from simulation.fit.columns import COLUMNS

TIMES: Final = ("enabled", "start", "end", "left")
MOST_ROWS: Final = 5_000_000
MOST_BYTES: Final = 1_500_000_000
MOST_OFFICES: Final = 100
MOST_SERVICES: Final = 200
LONGEST_NAME: Final = 80
NAMED_ROWS: Final = 10
"""How many bad rows are named by line."""

MOST_BAD_SHARE: Final = 0.05
"""Beyond this share of bad rows nothing is fitted: the log is not what it seems."""

LONGEST_DAYS: Final = 1.0
"""A wait or a service of more than a day is taken for an error of the log."""

ISO: Final = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?"

LONGEST_HEADER: Final = 65_536
WRONG_LETTERS: Final = "invalid UTF8"
"""How the reader of CSV says that a text is written otherwise."""

OTHER_SIGNS: Final = {";": "semicolons", "\t": "tabs"}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used.

    Attributes:
        line: its line in the file; the header is line 1.
        why: what was expected and what came.
    """

    line: int
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class TicketLog:
    """The good rows of a log, in order of coming.

    Attributes:
        offices: names of the offices, sorted.
        services: names of the services, sorted.
        office: position in ``offices``, a ticket each.
        service: position in ``services``.
        enabled: when the visitor was ready to be served, datetime64[us], local time.
        waits: minutes until he was served or left.
        served: minutes of service; nan for who left.
        rows: rows in the file, the bad ones included.
        bad: how many rows could not be used.
        named: the first of them.
    """

    offices: tuple[str, ...]
    services: tuple[str, ...]
    office: NDArray[np.int32]
    service: NDArray[np.int32]
    enabled: NDArray[np.datetime64]
    waits: Floats
    served: Floats
    rows: int
    bad: int
    named: tuple[BadRow, ...]

    def __len__(self) -> int:
        """Return the number of tickets."""
        return len(self.enabled)

    @property
    def left(self) -> NDArray[np.bool_]:
        """Who gave up waiting, a ticket each."""
        return np.isnan(self.served)


def read_log(source: Path | IO[bytes], where: str) -> TicketLog:
    """Read a ticket log (contract: columns in any order, others ignored).

    Args:
        source: a CSV file, UTF-8, with a header.
        where: its name, for messages.

    Raises:
        BadInput: it cannot be read, is too large, lacks a column, or more than
            `MOST_BAD_SHARE` of its rows are bad.
    """
    table = _table(source, where)
    if not len(table):
        raise BadInput(where, "at least one row after the header", "none")
    times = {name: _times(table[name]) for name in TIMES}
    wrong = _wrong(table, times)
    bad = wrong.notna().to_numpy()
    named = tuple(_named(wrong, bad))
    if bad.mean() > MOST_BAD_SHARE:
        first = "; ".join(f"line {row.line}: {row.why}" for row in named[:3])
        expected = f"at most {MOST_BAD_SHARE:.0%} of rows that cannot be used"
        raise BadInput(where, expected, f"{bad.sum()} of {len(bad)}; {first}")
    return _log(table, times, (bad, named), where)


def _table(source: Path | IO[bytes], where: str) -> pd.DataFrame:
    """Return the known columns as texts, empty ones as missing."""
    if isinstance(source, Path):
        _refuse_unfit(source, where)
    _refuse_other_form(source, where)
    kinds = dict.fromkeys(COLUMNS, "string")
    options = csv.ConvertOptions(
        column_types=kinds,
        include_columns=list(COLUMNS),
        strings_can_be_null=True,
        null_values=[""],
    )
    try:
        read = csv.read_csv(source, convert_options=options)
    except KeyError as problem:
        expected = f"the columns {', '.join(COLUMNS)}"
        raise BadInput(where, expected, f"no {str(problem).split(chr(39))[1]}") from None
    except (ArrowInvalid, OSError, UnicodeDecodeError) as problem:
        if WRONG_LETTERS in str(problem):
            raise BadInput(where, "text in UTF-8", "such as Windows-1251") from None
        raise BadInput(where, "a CSV file in UTF-8 with a header", _reason(problem)) from None
    if read.num_rows > MOST_ROWS:
        raise BadInput(where, f"at most {MOST_ROWS} rows", read.num_rows)
    table: pd.DataFrame = read.to_pandas(types_mapper=pd.ArrowDtype)
    return table


def _refuse_unfit(path: Path, where: str) -> None:
    try:
        size = path.stat().st_size
    except OSError as problem:
        raise BadInput(where, "a file that can be read", problem.strerror) from None
    if size > MOST_BYTES:
        raise BadInput(where, f"a file of at most {MOST_BYTES} bytes", f"{size} bytes")


def _refuse_other_form(source: Path | IO[bytes], where: str) -> None:
    """Refuse columns that are separated as spreadsheets like to do it."""
    names = _first_line(source).decode(errors="replace")
    for sign, name in OTHER_SIGNS.items():
        if "," not in names and sign in names:
            raise BadInput(where, "commas between the columns", name)


def _first_line(source: Path | IO[bytes]) -> bytes:
    if isinstance(source, Path):
        with source.open("rb") as file:
            return file.readline(LONGEST_HEADER)
    found = source.readline(LONGEST_HEADER)
    source.seek(0)
    return found


def _reason(problem: Exception) -> str:
    return str(problem).split("\n", 1)[0]


def _times(texts: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return local times; what is no time of the form is not a time."""
    given = pa.array(texts)
    fits = compute.match_substring_regex(given, f"^{ISO}$")
    stated = compute.if_else(fits, given, None)
    try:
        found = stated.cast(pa.timestamp("us")).to_pandas()
    except ArrowInvalid:  # one of them is no day: slower, and each by itself
        texts = stated.to_pandas()
        found = pd.to_datetime(texts, format="ISO8601", errors="coerce")
    return pd.Series(found.to_numpy("datetime64[us]"), index=texts.index)


def _wrong(table: pd.DataFrame, times: dict[str, "pd.Series[Any]"]) -> "pd.Series[Any]":
    """Return why each row cannot be used, missing where it can."""
    enabled, start, end, left = (times[name] for name in TIMES)
    long = pd.Timedelta(days=LONGEST_DAYS)
    was_served = table["start"].notna() | table["end"].notna()
    gave_up = table["left"].notna()
    over = end.where(was_served, left)
    rules = {
        "an office": table["office"].isna() | (table["office"].str.len() > LONGEST_NAME),
        "a service": table["service"].isna() | (table["service"].str.len() > LONGEST_NAME),
        "either start and end, or left": was_served == gave_up,
        **{f"a local time in {name}": table[name].notna() & times[name].isna() for name in TIMES},
        "a local time in enabled ": enabled.isna(),
        "start and end, or left": was_served & (start.isna() | end.isna()),
        "enabled ≤ start ≤ end": was_served & ((start < enabled) | (end < start)),
        "enabled ≤ left": gave_up & (left < enabled),
        "at most a day in all": (over - enabled) > long,
    }
    wrong = pd.Series(pd.NA, index=table.index, dtype=object)
    for words, broken in rules.items():
        first = broken.fillna(value=True).astype(bool) & wrong.isna()
        if first.any():
            shown = table.loc[first, list(TIMES)].head(NAMED_ROWS).fillna("").agg(", ".join, axis=1)
            wrong[first] = f"expected {words.strip()}"
            wrong.update(wrong[shown.index] + ", got " + shown)
    return wrong


def _named(wrong: "pd.Series[Any]", bad: NDArray[np.bool_]) -> Iterator[BadRow]:
    for row in np.flatnonzero(bad)[:NAMED_ROWS]:
        yield BadRow(int(row) + 2, str(wrong.iloc[row]))


def _log(
    table: pd.DataFrame,
    times: dict[str, "pd.Series[Any]"],
    told: tuple[NDArray[np.bool_], tuple[BadRow, ...]],
    where: str,
) -> TicketLog:
    bad, named = told
    frame = pd.DataFrame(times)[~bad]
    names = {column: table.loc[~bad, column].astype(str) for column in ("office", "service")}
    order = np.argsort(frame["enabled"].to_numpy(), kind="stable")
    offices, office = _coded(names["office"], order, where, MOST_OFFICES)
    services, service = _coded(names["service"], order, where, MOST_SERVICES)
    begun = frame["start"].fillna(frame["left"])
    return TicketLog(
        offices=offices,
        services=services,
        office=office,
        service=service,
        enabled=frame["enabled"].to_numpy()[order],
        waits=_minutes(begun - frame["enabled"])[order],
        served=_minutes(frame["end"] - frame["start"])[order],
        rows=len(bad),
        bad=int(bad.sum()),
        named=named,
    )


def _coded(
    names: "pd.Series[Any]", order: NDArray[np.int64], where: str, most: int
) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    codes, known = pd.factorize(names, sort=True)
    if names.name == "office" and "all" in known:
        raise BadInput(f"{where}: office", "names other than all, which is the network", "all")
    if len(known) > most:
        raise BadInput(f"{where}: {names.name}", f"at most {most} of them", len(known))
    return tuple(map(str, known)), codes.astype(np.int32)[order]


def _minutes(spans: "pd.Series[Any]") -> Floats:
    return np.asarray(spans.dt.total_seconds() / 60.0, dtype=float)
