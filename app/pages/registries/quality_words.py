"""Words of the quality report: margins, rules and sources, whose names are codes."""

import re
from typing import Final

from dash import html

from app.frame import Children
from app.pages.registries.sheet import Sheet
from synthetic_data import evidence

SITE: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:kz|com|org|ru|net|int)\b")
"""Names of sites among the words of a source, which are not in the visitor's language."""

GROUPS = ("people", "families", "homes", "registers")


def key_of(name: str) -> str:
    """Return the key under which the words of a margin or a rule stand."""
    return "".join(c if c.isalnum() else "_" for c in name.lower())


def title(sheet: Sheet, name: str) -> str:
    """Return what a margin is of; its code where nobody has given it words."""
    key = f"registries.margin.{key_of(name)}"
    return sheet.words(key) if sheet.words.has(key) else name.partition("/")[2].replace("_", " ")


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


def source_words(sheet: Sheet, figure: str) -> Children:
    """Return the year of a figure, the site that published it, and its key in the evidence."""
    found = evidence.figure(figure)
    sites = ", ".join(dict.fromkeys(SITE.findall(found.source)))
    told = sites or sheet.say("quality.no_source")
    return [f"{found.as_of} · {told} · ", html.Code(figure)]
