"""Words of the quality report: margins, rules and sources, whose names are codes."""

import re
from typing import Final

from dash import html

from app.frame import Children
from app.i18n.formats import decimal
from app.pages.registries.sheet import Sheet
from synthetic_data import evidence

SITE: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:kz|com|org|ru|net|int)\b")
"""Names of sites among the words of a source, which are not in the visitor's language."""

DECADE: Final = re.compile(r"([0-9]+)s")
NUMBER: Final = re.compile(r"[0-9]+\.[0-9]+")
PER_CENT: Final = 100
SPAN: Final = re.compile(r"(-?[0-9]+)-(-?[0-9]+)")
"""Classes of numbers as codes: ``1930s``, ``0-4``, ``-9--4``."""

GROUPS = ("people", "families", "homes", "registers")


def key_of(name: str) -> str:
    """Return the key under which the words of a margin or a rule stand."""
    return "".join(c if c.isalnum() else "_" for c in name.lower())


def title(sheet: Sheet, name: str) -> str:
    """Return what a margin is of; its code where nobody has given it words."""
    kind, _, rest = name.partition("/")
    what, _, part = rest.partition("/")
    key = f"registries.margin.{key_of(f'{kind}/{what}')}"
    told = sheet.words(key) if sheet.words.has(key) else what.replace("_", " ")
    return f"{told}, {class_words(sheet, part)}" if part else told


def class_words(sheet: Sheet, code: str) -> str:
    """Return a class of a margin, such as ``esil/M/0-4``, in the visitor's language."""
    return ", ".join(_class_word(sheet, part) for part in code.split("/"))


def _class_word(sheet: Sheet, part: str) -> str:
    key = f"registries.class.{part}"
    if sheet.words.has(key):
        return sheet.words(key)
    decade, span = DECADE.fullmatch(part), SPAN.fullmatch(part)
    if decade:
        return f"{decade[1]}{chr(0x2013)}{decade[1][:-1]}9"
    if span:
        return f"{_signed(span[1])}{'…' if '-' in part[:1] else chr(0x2013)}{_signed(span[2])}"
    told = f"{part[:-1]}+" if part.endswith("-") else part
    return NUMBER.sub(lambda found: _written(sheet, found[0]), told)


def _written(sheet: Sheet, number: str) -> str:
    """Return a number with the decimal mark of the visitor's language."""
    digits = len(number.partition(".")[2])
    return decimal(float(number), sheet.here.language, digits=digits)


def share_words(sheet: Sheet, share: float, digits: int = 1) -> str:
    """Return a share as per cent.

    Args:
        sheet: the screen.
        share: 0 to 1, or a difference of two.
        digits: decimal places.
    """
    told = decimal(share * PER_CENT, sheet.here.language, digits=digits)
    return f"{told.replace('-', chr(0x2212))}\N{NO-BREAK SPACE}%"


def _signed(number: str) -> str:
    return number.replace("-", "\N{MINUS SIGN}")


def group(sheet: Sheet, name: str) -> str:
    """Return the title of a group of margins."""
    return sheet.say(f"quality.group.{name}") if name in GROUPS else name


def rule(sheet: Sheet, sentence: str) -> str:
    """Return a rule of integrity in the visitor's language; as it stands if it has no words."""
    key = f"registries.rule.{key_of(sentence)}"
    return sheet.words(key) if sheet.words.has(key) else sentence


def figure_kind(sheet: Sheet, kind: str) -> str:
    """Return measured, reported, derived or assumed."""
    return sheet.say(f"quality.kind.{kind}")


def source_words(figure: str) -> Children:
    """Return the year of a figure, the site that published it, and its key in the evidence."""
    return [f"{known(figure)} · ", html.Code(figure)]


def known(figure: str) -> str:
    """Return the year of a figure and the site that published it, if one did."""
    found = evidence.figure(figure)
    sites = ", ".join(dict.fromkeys(SITE.findall(found.source)))
    return " · ".join(filter(None, (found.as_of, sites)))
