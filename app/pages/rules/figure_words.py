"""Numbers in the visitor's words: value, unit, range, source."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from app.i18n import Words
from app.i18n.formats import decimal
from app.pages.rules.clock_words import (
    CLOCKS,
    DASH,
    HOURS,
    entry_names,
    hours_words,
    span_words,
    weekday_words,
)
from app.pages.rules.figures import Number
from domain.wording import Speaker, day_words

PERCENT: Final = 100
PLACES: Final = 4
"""Decimal places that a number is shown with at most."""

WHOLE_FROM: Final = 1_000
"""From here on numbers are shown without decimal places."""

SPAN_OF_DAYS: Final = "first and last day"

WEEKDAYS: Final = "weekdays, 1 = Monday"

MOST_INLINE: Final = 4
"""Tables with more entries are told by their ends, and listed on demand."""

CODE: Final = re.compile(r"[A-Za-z0-9_.;-]+( [0-9a-f.]+)?(; [a-z.-]+)*")
"""Sources that are names in any language: of sites, and of other numbers."""

CLASSES: Final = ("rules_numbers.class", "registries.class", "centres.office")
"""Tables of words for the classes of a number, the first that has one first."""

UNITS: Final = (
    ("date", re.compile(r"day, yyyymmdd|first and last day|first day|day")),
    ("mmdd", re.compile(r".*as mmdd")),
    ("year", re.compile(r"year of the act.*|year from which.*")),
    ("share", re.compile(r"(share|part of|useful area per|applications a year per).*")),
    ("share", re.compile(r"(people who leave a year per|ratio: mean|useful area).*")),
    ("share", re.compile(r"(couples|people elsewhere|dwellings in other cities).*")),
    ("people_m2", re.compile(r"registered people; m2.*")),
    ("m2", re.compile(r"m2.*|m².*")),
    ("years", re.compile(r"years.*|shape and scale in years.*")),
    ("working_days", re.compile(r"working days")),
    ("days", re.compile(r"(calendar )?days.*")),
    ("hours", re.compile(r"hours")),
    ("minutes", re.compile(r"minutes")),
    ("seconds", re.compile(r"seconds")),
    ("tenge", re.compile(r"tenge")),
    ("people", re.compile(r"(people|persons|residents|registered people of|officers|full-time).*")),
    ("times", re.compile(r"(times as|hazard|documents in June|relative weight|weight).*")),
    ("count", re.compile(r".*")),
)
"""What a value is counted in, by how its file writes the unit; the first that fits."""


def unit_of(number: Number) -> str:
    """Return the code of the unit; its words are ``rules_numbers.unit.<code>``."""
    return next(code for code, form in UNITS if form.fullmatch(number.unit))


def name_words(number: Number, words: Words) -> str:
    """Return what a number is."""
    return words(f"rules_numbers.name.{_named(number)}")


def _named(number: Number) -> str:
    """Return under which key words are: a figure of a scenario is named as the lever it sets."""
    return number.key.replace("astana.", "lever.", 1) if number.kind == "astana" else number.key


def unit_words(number: Number, words: Words) -> str:
    """Return the unit of a value as it stands behind it; empty where it is a bare number."""
    code = unit_of(number)
    if code == "years" and isinstance(number.value, float):
        code = "years_part"  # a part of a year takes another form of the word in Russian
    key = f"rules_numbers.unit.{code}"
    return words(key) if words.has(key) else ""


def whole_unit(number: Number, words: Words) -> str:
    """Return what a value is counted in and of what, in full, as its file writes it in English."""
    return words(f"units.{number.unit}")


def value_words(number: Number, words: Words) -> str:
    """Return a value in short: the ends of a long table, the middle of a distribution."""
    value = number.value
    if value in (None, "", {}, []):
        return null_words(number, words)
    if isinstance(value, Mapping) and "dist" in value:
        return _spread(value, unit_words(number, words), words)
    if _is_hours(number):
        return hours_words(value, words)
    if isinstance(value, Mapping | list):
        return _many(number, words)
    return with_unit(_one(value, number, words), number, words)


def _is_hours(number: Number) -> bool:
    """Say whether a value is hours by weekday, and not these by office."""
    return number.unit == HOURS and all(name.isdigit() for name in number.value)


def null_words(number: Number, words: Words) -> str:
    """Return what an empty value means."""
    key = f"rules_numbers.null.{_named(number)}"
    return words(key) if words.has(key) else DASH


def with_unit(told: str, number: Number, words: Words) -> str:
    """Return a value with its unit behind it."""
    unit = unit_words(number, words)
    is_plain = not unit or isinstance(number.value, bool | str)
    return told if is_plain else f"{told}\N{NO-BREAK SPACE}{unit}"


def _many(number: Number, words: Words) -> str:
    told = [part for _, part in parts(number, words)]
    if number.unit == SPAN_OF_DAYS:
        return f"{DASH}\N{WORD JOINER}".join(told)
    if number.unit == WEEKDAYS:
        return weekday_words(number.value, words)
    if number.unit == CLOCKS:
        return span_words(number.value)
    if len(told) <= MOST_INLINE:
        return with_unit(_listed(number, words), number, words)
    if unit_of(number) not in ("share", "times"):
        return words("rules_numbers.entries", n=len(told))
    values = [float(v) for v in _values(number.value)]
    ends = (_one(min(values), number, words), _one(max(values), number, words))
    shown = with_unit(DASH.join(ends), number, words)
    return words("rules_numbers.ends", n=len(told), ends=shown)


def _listed(number: Number, words: Words) -> str:
    return "; ".join(f"{name}: {part}" if name else part for name, part in parts(number, words))


def _values(value: Mapping[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, Mapping) else value


def parts(number: Number, words: Words) -> list[tuple[str, str]]:
    """Return every entry of a value as its name and its number; the name is empty in a list."""
    value = number.value
    if isinstance(value, Mapping) and not _is_hours(number):
        return [(class_words(k, words), _one(v, number, words)) for k, v in value.items()]
    if isinstance(value, list):
        names = entry_names(number.unit, value, words)
        return [(n, _one(v, number, words)) for n, v in zip(names, value, strict=True)]
    return [("", value_words(number, words))]


def class_words(code: str, words: Words) -> str:
    """Return a class of a table in words; numbers and what has no words stay as they are."""
    return _known_class(code, words) or code.replace("-", "\N{MINUS SIGN}")


def _known_class(code: str, words: Words) -> str:
    keys = (f"{table}.{code}" for table in CLASSES)
    return next((words(key) for key in keys if words.has(key)), "")


def _one(value: Any, number: Number, words: Words) -> str:  # noqa: ANN401 - of a TOML file
    if isinstance(value, bool):
        return words(f"rules_numbers.flag.{str(value).lower()}")
    if isinstance(value, date | str):
        return _text(value, words)
    if isinstance(value, Mapping):
        return _of_table(value, number, words)
    return FORMS.get(unit_of(number), plain)(value, words)


def _of_table(value: Mapping[str, Any], number: Number, words: Words) -> str:
    """Return what stands inside a table: of a break or shift how many, the hours of an office."""
    for name in ("away_share", "windows"):
        if name in value:
            return _one(value[name], number, words)
    return hours_words(value, words) or null_words(number, words)


def _text(value: date | str, words: Words) -> str:
    try:
        return day_words(Speaker(words.language), str(value))
    except ValueError:
        return _known_class(str(value), words) or str(value)  # a time of day, or a name


def plain(value: float, words: Words) -> str:
    """Return a number with as many places as it has, four at most."""
    if abs(value) >= WHOLE_FROM or value == int(value):
        return decimal(round(value), words.language).replace("-", "\N{MINUS SIGN}")
    digits = len(f"{value:.{PLACES}f}".rstrip("0").partition(".")[2])
    return decimal(value, words.language, digits=digits)


def _share(value: float, words: Words) -> str:
    return plain(round(value * PERCENT, PLACES), words)


def _date(value: int, words: Words) -> str:
    text = str(value)
    return _text(f"{text[:4]}-{text[4:6]}-{text[6:]}", words)


def _day_of_year(value: int, words: Words) -> str:
    return f"{value % 100:02}.{value // 100:02}" if words.language != "en" else f"{value:04}"


FORMS: Final[Mapping[str, Callable[[Any, Words], str]]] = {
    "share": _share,
    "date": _date,
    "mmdd": _day_of_year,
    "year": lambda value, _words: str(value),
}


def _spread(said: Mapping[str, Any], unit: str, words: Words) -> str:
    numbers = {k: plain(v, words) for k, v in said.items() if k != "dist"}
    return words(f"rules.spread.{said['dist']}", unit=unit, **numbers)


def range_words(number: Number, words: Words) -> str:
    """Return how far a value may be off, or how far a lever goes; empty where nobody says."""
    if number.low is None or number.high is None:
        return ""
    if number.is_times:
        ends = DASH.join(plain(end, words) for end in (number.low, number.high))
        return f"\N{MULTIPLICATION SIGN}\N{NO-BREAK SPACE}{ends}"
    ends = DASH.join(_one(end, number, words) for end in _whole_ends(number))
    return with_unit(ends, number, words)


def _whole_ends(number: Number) -> list[float]:
    """Return the ends as whole numbers where they are whole."""
    ends = (float(number.low or 0), float(number.high or 0))
    return [int(end) if end == int(end) else end for end in ends]


def source_words(number: Number, words: Words) -> tuple[str, bool]:
    """Return where a number is from, and whether that is in the visitor's language."""
    if not number.source:
        return words("rules_numbers.no_source"), True
    if words.has(f"rules_numbers.name.{number.source}"):
        return words("rules_numbers.from", name=words(f"rules_numbers.name.{number.source}")), True
    act = f"rules.{number.key}-{number.year[:4]}.act"
    for key in (act, f"rules_numbers.source.{number.source}"):
        if words.has(key):
            return words(key), True
    is_name = CODE.fullmatch(number.source) is not None
    return number.source, is_name or words.language == "en"


def replaced_words(number: Number, words: Words) -> str:
    """Return what would replace an assumption; empty for what is none."""
    if not number.replaced_by:
        return ""
    file = "rules_numbers" if number.replaced_by.startswith("mix.") else "evidence"
    return words(f"{file}.replaced_by.{number.replaced_by}")
