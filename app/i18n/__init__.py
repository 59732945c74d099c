"""Words of the dashboard in three languages, and numbers and days in each language's own form."""

from app.i18n.catalogue import DEFAULT_LANGUAGE, Words, words
from domain.wording import LANGUAGES

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "Words", "words"]
