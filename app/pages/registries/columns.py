"""What the lists show of a record: the columns of every book, each with its cell."""

from collections.abc import Callable
from typing import Final, NamedTuple

from dash.development.base_component import Component

from app.pages.registries.sheet import Sheet
from synthetic_data.city import (
    CITIES,
    DWELLING_KINDS,
    MART_RELATIONS,
    REGISTRATION_KINDS,
    SEXES,
)

Cell = Component | str
Draw = Callable[[Sheet, int], Cell]


class Column(NamedTuple):
    """A column.

    Attributes:
        key: of its heading, ``registries.column.<key>``; of its sort, where it has one.
        draw: gives the cell of a row.
        wide: pixels that its longest usual content takes at 1280, its heading included.
        is_number: figures stand to the right.
    """

    key: str
    draw: Draw
    wide: int
    is_number: bool = False


NAME, TWO_NAMES, ADDRESS, DAY = 240, 176, 248, 122
"""Widths of a name (99 of 100 have room), of family and given name, of an address and a day."""


def _person(column: str, key: str = "person") -> Column:
    return Column(key, lambda sheet, row: sheet.person_link(_value(sheet, column, row)), NAME)


def _beside(column: str, key: str) -> Column:
    """Return somebody named beside others, for whom three names have no room."""

    def draw(sheet: Sheet, row: int) -> Cell:
        return sheet.person_link(_value(sheet, column, row), by="family")

    return Column(key, draw, TWO_NAMES)


def _value(sheet: Sheet, column: str, row: int) -> int:
    return row if column == "self" else int(getattr(sheet.city, column)[row])


def _born(column: str) -> Column:
    def draw(sheet: Sheet, row: int) -> Cell:
        return sheet.day(int(sheet.city.born[_value(sheet, column, row)]))

    return Column("born", draw, DAY, is_number=True)


def _day(column: str, key: str) -> Column:
    def draw(sheet: Sheet, row: int) -> Cell:
        return sheet.day(int(getattr(sheet.city, column)[row]))

    return Column(key, draw, DAY, is_number=True)


def _dwelling(column: str) -> Column:
    def draw(sheet: Sheet, row: int) -> Cell:
        return sheet.dwelling_link(_value(sheet, column, row))

    return Column("dwelling", draw, ADDRESS)


def _word(key: str, choice: str, column: str, words: tuple[str, ...], wide: int) -> Column:
    def draw(sheet: Sheet, row: int) -> Cell:
        return sheet.say(f"choice.{choice}.{words[int(getattr(sheet.city, column)[row])]}")

    return Column(key, draw, wide)


def _yes(key: str, column: str, words: tuple[str, str], wide: int) -> Column:
    def draw(sheet: Sheet, row: int) -> Cell:
        return sheet.say(words[0] if getattr(sheet.city, column)[row] else words[1])

    return Column(key, draw, wide)


def _iin(column: str) -> Column:
    return Column("iin", lambda sheet, row: sheet.iin(_value(sheet, column, row)), 116)


def _life(sheet: Sheet, row: int) -> Cell:
    born, died = (sheet.day(int(day[row])) for day in (sheet.city.born, sheet.city.died))
    return f"{born} – {died}" if sheet.city.died[row] else born


def _area(sheet: Sheet, row: int) -> Cell:
    return sheet.area(int(sheet.city.total_area[row]))


def _registered(sheet: Sheet, row: int) -> Cell:
    return sheet.number(int(sheet.holdings.listing.headcounts[row]))


def _dwelling_district(sheet: Sheet, row: int) -> Cell:
    return sheet.district(int(sheet.city.dwelling_district[row]))


def _owner(sheet: Sheet, row: int) -> Cell:
    owner = int(sheet.city.owner[row])
    if sheet.city.owner_is_organisation[row]:
        return sheet.organisation(owner)
    return sheet.person_link(owner)


def _rooms(sheet: Sheet, row: int) -> Cell:
    return str(int(sheet.city.rooms[row]))


def _until(column: str, key: str = "until") -> Column:
    def draw(sheet: Sheet, row: int) -> Cell:
        day = int(getattr(sheet.city, column)[row])
        return sheet.day(day) if day else sheet.say("open_end")

    return Column(key, draw, DAY, is_number=True)


def _relation(sheet: Sheet, row: int) -> Cell:
    """Return what the relative is to the person, by the sex of the relative."""
    relation = MART_RELATIONS[sheet.city.mart_relation[row]]
    sex = SEXES[sheet.city.sex[sheet.city.mart_relative[row]]]
    return sheet.say(f"relation.{relation}.{sex}")


def _course() -> tuple[Column, ...]:
    return (
        _person("student"),
        _yes("form", "full_time", ("choice.form.full_time", "choice.form.part_time"), 110),
        Column("city", lambda sheet, row: town(sheet, int(sheet.city.study_city[row])), 130),
        _day("study_from", "from"),
        _day("study_until", "until"),
    )


def town(sheet: Sheet, code: int) -> str:
    """Return the name of a city."""
    return sheet.words(f"application.city.{CITIES[code]}")


def card_state(sheet: Sheet, row: int) -> str:
    """Return whether a card is good, or may be renewed online, on the day of the page."""
    choice = sheet.holdings.listing.state_of("card", row, sheet.on)
    return sheet.say(f"choice.card.{choice}")


COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    "persons": (
        _person("self"),
        _iin("self"),
        _word("sex", "sex", "sex", SEXES, 76),
        Column("born", _life, 176),
        Column("region", lambda sheet, row: sheet.region(row), 152),
    ),
    "registrations": (
        _person("registered_person"),
        _born("registered_person"),
        _dwelling("registered_dwelling"),
        _word("registration", "registration", "registration_kind", REGISTRATION_KINDS, 156),
    ),
    "id_cards": (
        _person("card_holder"),
        _day("issued", "issued"),
        _day("expires", "expires"),
        Column("card", card_state, 160),
        _yes("changed", "data_changed", ("choice.changed.yes", "choice.changed.no"), 100),
    ),
    "dwellings": (
        _dwelling("self"),
        Column("district", _dwelling_district, 98),
        _word("kind", "kind", "kind", DWELLING_KINDS, 122),
        Column("rooms", _rooms, 72, is_number=True),
        Column("area", _area, 84, is_number=True),
        Column("registered", _registered, 134, is_number=True),
    ),
    "ownerships": (
        _dwelling("owned_dwelling"),
        Column("owner", _owner, NAME),
        Column(
            "area",
            lambda sheet, row: _area(sheet, _value(sheet, "owned_dwelling", row)),
            100,
            is_number=True,
        ),
    ),
    "incapacities": (
        _person("incapacitated_person"),
        _born("incapacitated_person"),
        _day("incapacitated_from", "from"),
        _until("incapacitated_until"),
    ),
    "guardianships": (_person("ward"), _born("ward"), _person("guardian", "guardian")),
    "births": (
        _person("self"),
        _born("self"),
        _beside("father_recorded", "father"),
        _beside("mother_recorded", "mother"),
    ),
    "marriages": (
        _person("spouse_a", "husband"),
        _person("spouse_b", "wife"),
        _day("married_from", "from"),
        _until("married_until"),
    ),
    "adoptions": (
        _person("adopted_child"),
        _beside("adoptive_father", "father"),
        _beside("adoptive_mother", "mother"),
        _day("adopted_on", "on"),
    ),
    "pairs": (
        _person("mart_relative"),
        Column("relation", _relation, 126),
        _person("mart_person", "whose"),
        _day("mart_as_of", "as_of"),
    ),
    "nobd": _course(),
    "epvo": _course(),
}
"""Columns of each book, the first of them what the record is about."""
