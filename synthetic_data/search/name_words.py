"""The words that people of a city are called by, and the number of each person's words."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from synthetic_data.city import PEOPLES, SEXES, City
from synthetic_data.draws import Ints
from synthetic_data.words import feminine, in_alphabet, patronymic, words

GIVEN = {"M": "male", "F": "female"}


@dataclass(frozen=True, slots=True)
class Words:
    """The different words of one kind, in the order of the alphabet.

    Attributes:
        texts: the words.
        number: place in ``texts`` by block of people and sex (rows) and code (columns).
    """

    texts: tuple[str, ...]
    number: Ints

    def of(self, city: City, codes: Ints) -> Ints:
        """Return everybody's place in ``texts``, int16.

        Args:
            city: whose people and sexes they are.
            codes: one code a person.
        """
        block = city.people * np.int8(len(SEXES)) + city.sex
        numbers: Ints = self.number[block, codes]
        return numbers


@cache
def family_words() -> Words:
    """Return the family names, of men and of women."""
    return _words([_families(people, sex) for people in PEOPLES for sex in SEXES])


@cache
def given_words() -> Words:
    """Return the given names."""
    return _words([list(words("names")[people][GIVEN[sex]]) for people in PEOPLES for sex in SEXES])


@cache
def patronymic_words() -> Words:
    """Return the patronymics, by the code of the father's given name."""
    return _words(
        [
            [patronymic(people, father, sex) for father in words("names")[people]["male"]]
            for people in PEOPLES
            for sex in SEXES
        ]
    )


def _families(people: str, sex: str) -> list[str]:
    listed: list[str] = words("names")[people]["family"]
    return [feminine(name) for name in listed] if sex == "F" else listed


def _words(blocks: list[list[str]]) -> Words:
    texts = sorted({text for block in blocks for text in block}, key=in_alphabet)
    place = {text: number for number, text in enumerate(texts)}
    number = np.zeros((len(blocks), max(map(len, blocks))), np.int16)
    for row, block in enumerate(blocks):
        number[row, : len(block)] = [place[text] for text in block]
    return Words(tuple(texts), number)
