"""AG Grid's own words: menus, filters, paging, and what a screen reader hears."""

from typing import Final

from app.i18n import Words

OWN: Final = "grid."


def grid_words(words: Words, **said: str) -> dict[str, str]:
    """Return ``localeText`` for a grid.

    Args:
        words: of the visitor's language.
        said: texts that this grid says otherwise, by the grid's names for them.
    """
    told = {key.removeprefix(OWN): text for key, text in words.texts.items() if key.startswith(OWN)}
    return told | said
