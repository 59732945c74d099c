"""Counted words in the plural form of each language."""

from app.i18n.catalogue import Words


def plural(words: Words, key: str, count: int) -> str:
    """Return a text with its count in the form that the count takes: `Words.count`.

    Args:
        words: of a language.
        key: of a counted text.
        count: how many.
    """
    return words.count(key, count)
