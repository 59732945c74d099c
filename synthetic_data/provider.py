"""A Faker provider for Kazakhstan: Kazakh and Russian names, streets, organisations, numbers.

Everything random comes from ``self.generator.random``, so a seeded Faker repeats itself.
"""

from __future__ import annotations

from datetime import date, timedelta

from faker.providers import BaseProvider

from domain import iin
from synthetic_data import evidence
from synthetic_data.city import PEOPLES, SEXES
from synthetic_data.words import feminine, organisations, patronymic, words

GIVEN = {"M": "male", "F": "female"}


def word_counts(kind: str) -> tuple[int, ...]:
    """Return how many names of a kind each people has, in the order of ``city.PEOPLES``.

    Args:
        kind: ``family``, ``male`` or ``female``.
    """
    return tuple(len(words("names")[people][kind]) for people in PEOPLES)


class KazakhstanProvider(BaseProvider):
    """Names and numbers of invented people of Kazakhstan, for ``Faker.add_provider``."""

    def people(self) -> str:
        """Return the style of a name, as often as ``population.people_share`` says."""
        shares = evidence.table("population.people_share")
        weights = [shares[people] for people in PEOPLES]
        return str(self.generator.random.choices(PEOPLES, weights)[0])

    def sex(self) -> str:
        """Return ``M`` or ``F``."""
        return str(self.generator.random.choice(SEXES))

    def family_name(self, people: str | None = None, sex: str | None = None) -> str:
        """Return a family name in the form of the sex.

        Args:
            people: ``kazakh`` or ``russian``; drawn if left out.
            sex: ``M`` or ``F``; drawn if left out.
        """
        name = self._word(people or self.people(), "family")
        return feminine(name) if (sex or self.sex()) == "F" else name

    def given_name(self, people: str | None = None, sex: str | None = None) -> str:
        """Return a given name; arguments as in ``family_name``."""
        return self._word(people or self.people(), GIVEN[sex or self.sex()])

    def patronymic(self, people: str | None = None, sex: str | None = None) -> str:
        """Return a patronymic made of a drawn father's name; arguments as in ``family_name``."""
        people = people or self.people()
        return patronymic(people, self._word(people, "male"), sex or self.sex())

    def full_name(self, people: str | None = None, sex: str | None = None) -> str:
        """Return family name, given name and patronymic of one people and sex."""
        people, sex = people or self.people(), sex or self.sex()
        parts = (self.family_name, self.given_name, self.patronymic)
        return " ".join(part(people, sex) for part in parts)

    def street(self) -> str:
        """Return a street name."""
        return str(self.generator.random.choice(words("places")["streets"]))

    def organisation(self) -> str:
        """Return the name of an organisation with its legal form."""
        return str(self.generator.random.choice(organisations()))

    def iin(self, born: date | None = None, sex: str | None = None) -> str:
        """Return an identification number of the block that is never issued.

        Args:
            born: day of birth; one between 1940 and 2025 if left out.
            sex: ``M`` or ``F``; drawn if left out.
        """
        draw = self.generator.random
        born = born or date(1940, 1, 1) + timedelta(days=draw.randrange(86 * 365))
        sex = sex or self.sex()
        while True:
            number = iin.synthetic(born, sex, draw.randrange(iin.SERIALS))
            if number is not None:
                return number

    def _word(self, people: str, kind: str) -> str:
        return str(self.generator.random.choice(words("names")[people][kind]))
