"""What every part of the page is made with: the visit, the state, the city; and its small words."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.i18n import Words
from app.i18n.formats import decimal, tenths
from app.i18n.names import in_letters_of
from app.pages.registries.holdings import Holdings
from app.pages.registries.state import PATH, State
from app.visit import DEFAULT_DAY, Visit, address
from app.worlds import address as in_words
from domain.iin import LENGTH
from domain.law import law_on
from domain.readings import Readings
from domain.wording import Speaker, day_words, name
from synthetic_data.city import ASTANA, CITIES, DISTRICTS, OUTSIDE_DISTRICT, REGIONS, City
from synthetic_data.city_index import iso
from synthetic_data.listing.choices import On
from synthetic_data.names import full_name, name_parts, organisation_name
from synthetic_data.words import words as lists

NONE = "—"
APPLICATION = "/application"
CARDS = ("person", "dwelling", "part")
LISTED = ("q", "born", "page", "sort")

NamedBy = Literal["all", "given", "family"]


@dataclass(frozen=True)
class Sheet:
    """One screen while it is drawn.

    Attributes:
        here: the visit.
        state: what the address asks for.
        holdings: the city with its lists and its search.
    """

    here: Visit
    state: State
    holdings: Holdings
    speaker: Speaker = field(init=False)

    def __post_init__(self) -> None:
        """Note who speaks, in the language of the visit."""
        object.__setattr__(self, "speaker", Speaker(self.here.language))

    @property
    def city(self) -> City:
        """The arrays."""
        return self.holdings.city

    @property
    def words(self) -> Words:
        """The words of the visitor's language."""
        return self.here.words

    @property
    def today(self) -> date:
        """The day of the page."""
        return self.here.day or DEFAULT_DAY

    @property
    def on(self) -> On:
        """The day of the page as the lists take it."""
        day = self.today
        number = day.year * 10_000 + day.month * 100 + day.day
        return On(number, law_on(day), Readings())

    def say(self, key: str, **values: object) -> str:
        """Return a text of the page."""
        return self.words(f"registries.{key}", **values)

    def system(self, system: str) -> str:
        """Return the short name of a system."""
        key = f"registries.system.{system}.name"
        return self.words(key) if self.words.has(key) else name(self.speaker, system)

    def number(self, value: int) -> str:
        """Return a whole number as the language writes it, a true minus before it."""
        return decimal(value, self.here.language).replace("-", "\N{MINUS SIGN}")

    def area(self, value: int) -> str:
        """Return tenths of m² as m²; a dash where the cadastre has none."""
        return NONE if value < 0 else self.say("area", area=tenths(value, self.here.language))

    def day(self, yyyymmdd: int) -> str:
        """Return a day in the language's form; a dash for none."""
        return day_words(self.speaker, iso(int(yyyymmdd))) if yyyymmdd else NONE

    def name(self, person: int) -> str:
        """Return family name, given name and patronymic in the reader's letters."""
        return in_letters_of(self.here.language, full_name(self.city, person))

    def short_name(self, person: int) -> str:
        """Return given name and family name."""
        family, given, _ = name_parts(self.city, person)
        return in_letters_of(self.here.language, f"{given} {family}")

    def organisation(self, row: int) -> str:
        """Return the name of an organisation."""
        return in_letters_of(self.here.language, organisation_name(self.city, row))

    def iin(self, person: int) -> str:
        """Return the number of a person, all digits."""
        return f"{int(self.city.iin[person]):0{LENGTH}d}"

    def place(self, dwelling: int) -> str:
        """Return the address of a dwelling, with its city where that is not the capital."""
        city, language = self.city, self.here.language
        flat = int(city.flat[dwelling])
        inside = in_words(
            {
                "street": lists("places")["streets"][city.street[dwelling]],
                "house": str(city.house[dwelling]),
                "flat": str(flat) if flat else None,
            },
            language,
        )
        if city.dwelling_city[dwelling] == ASTANA:
            return inside
        town = self.words(f"application.city.{CITIES[city.dwelling_city[dwelling]]}")
        return self.words("application.search.city_in", city=town, address=inside)

    def district(self, code: int) -> str:
        """Return a district of the capital; a dash outside of it."""
        return self.say(f"choice.district.{DISTRICTS[code]}")

    def region(self, person: int) -> str:
        """Return where the population register has a person: district of the capital, or region.

        The district is that of the registration; where a person lives may be another.
        """
        district = self.holdings.listing.district(person)
        if self.city.region[person] or district == OUTSIDE_DISTRICT:  # the dead are in no district
            return self.say(f"region.{REGIONS[self.city.region[person]]}")
        return self.district(district)

    def at(self, **changes: str | None) -> str:
        """Return the address of this screen with some parameters changed."""
        return self.here.address(**changes)

    def afresh(self, **changes: str | None) -> str:
        """Return the same as a relative address: the browser loads it as a page of its own."""
        return self.at(**changes).removeprefix(PATH)

    def list_address(self, book: str, **chosen: str) -> str:
        """Return the address of a list, from its first page."""
        return address(PATH, {**self.here.carried, "list": book, **chosen})

    def application(self, **chosen: str) -> str:
        """Return the address of an application of the city."""
        return address(APPLICATION, {**self.here.carried, **chosen, "panel": "city"})

    def family_name(self, person: int) -> str:
        """Return family name and given name, as a list has them."""
        family, given, _ = name_parts(self.city, person)
        return in_letters_of(self.here.language, f"{family} {given}")

    def person_link(self, person: int, by: NamedBy = "all") -> Component | str:
        """Return the name of a person as a link to the card; a dash for nobody.

        Args:
            person: row; below 0: nobody.
            by: all three names; given and family name; or family and given name. What is left
                out is told by the pointer.
        """
        if person < 0:
            return NONE
        told = {"all": self.name, "given": self.short_name, "family": self.family_name}[by](person)
        whole = {} if by == "all" else {"title": self.name(person)}
        href = self.person_address(person)
        return html.A(told, href=href, className="registries-to", **attributes(whole))

    def person_address(self, person: int) -> str:
        """Return the address of a person's card, from which the list is found again."""
        return self.at(person=str(person), dwelling=None, part=None, view=None)

    def dwelling_link(self, dwelling: int) -> Component | str:
        """Return the address of a dwelling as a link to its card; a dash for none."""
        if dwelling < 0:
            return NONE
        href = self.dwelling_address(dwelling)
        return html.A(self.place(dwelling), href=href, className="registries-to")

    def dwelling_address(self, dwelling: int) -> str:
        """Return the address of a dwelling's card, from which the list is found again."""
        return self.at(dwelling=str(dwelling), person=None, part=None, view=None)
