"""The catalogue of rules: id, text, where it comes from, parameters and readings."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from domain.law import Article, articles
from domain.readings import SWITCHES, Switch

BEYOND_THE_TEXT = "beyond"
"""Source of the rules that no order contains."""


class RuleText(NamedTuple):
    """A rule as the rules page shows it.

    Attributes:
        rule: id.
        text: what it says, by language.
        source: the act it comes from, by language.
        clause: where in the act, or why it stands here if no act has it.
        beyond_the_text: True if no order contains it.
        parameters: the law values it uses.
        readings: the switches that change it.
    """

    rule: str
    text: dict[str, str]
    source: dict[str, str]
    clause: str
    beyond_the_text: bool
    parameters: tuple[Article, ...]
    readings: tuple[Switch, ...]


@cache
def catalogue() -> dict[str, RuleText]:
    """Return every rule by its id, in the order in which the rules are tried."""
    read = tomllib.loads(files("domain").joinpath("rules.toml").read_text("utf-8"))
    return {
        rule_id: _rule(rule_id, entry, read["source"]) for rule_id, entry in read["rule"].items()
    }


def _rule(rule_id: str, entry: dict[str, Any], sources: dict[str, dict[str, str]]) -> RuleText:
    return RuleText(
        rule_id,
        {language: entry[language] for language in ("ru", "kk", "en")},
        sources[entry["source"]],
        entry["clause"],
        entry["source"] == BEYOND_THE_TEXT,
        tuple(a for a in articles() if a.name in entry["parameters"]),
        tuple(s for s in SWITCHES.values() if rule_id in s.rules),
    )


def rule_text(rule_id: str, language: str) -> str:
    """Return what a rule says."""
    return catalogue()[rule_id].text[language]


def rule_source(rule_id: str, language: str) -> str:
    """Return the act that a rule comes from."""
    return catalogue()[rule_id].source[language]
