"""Counted words in the plural form of each language."""

from babel import Locale

from app.i18n.catalogue import Words
from app.i18n.formats import decimal


def plural(words: Words, key: str, count: int) -> str:
    """Return a text with its count in the form that the count takes.

    Args:
        words: of a language; the texts are ``<key>.one``, ``.few``, ``.many`` and ``.other``,
            and hold ``{n}``.
        key: of the text.
        count: how many.
    """
    form = Locale(words.language).plural_form(count)
    return words(f"{key}.{form}", n=decimal(count, words.language))
