"""Rules in the visitor's words: where they stand, what they rest on, how they end."""

from typing import Final

from app.i18n import Words
from app.pages.rules.endings import Notice, notices_of
from app.pages.rules.figure_words import value_words
from app.pages.rules.figures import Number
from app.pages.rules.running import Ending
from domain.law import Article
from domain.readings import Switch, Value
from domain.rules import RuleText
from domain.wording import notice

SERVICES: Final = {"RES": "residence", "IDC": "card"}


def element_id(rule: str) -> str:
    """Return the id of a rule's element; Dash allows no points in it."""
    return rule.replace(".", "-")


def service_of(rule: str) -> str:
    """Return which pilot a rule belongs to, ``residence`` or ``card``."""
    return SERVICES[rule.partition("-")[0]]


def clause_words(rule: RuleText, words: Words) -> str:
    """Return where in its act a rule stands, or why it stands here if no act has it."""
    return words(f"rules.clause.{rule.rule}")


def source_words(rule: RuleText, words: Words) -> str:
    """Return the act that a rule comes from, and where in it."""
    act = rule.source[words.language]
    return words("rules.source", act=act, clause=clause_words(rule, words))


def article_words(article: Article, part: str, words: Words) -> str:
    """Return act, clause or source of a value of the law.

    Args:
        article: the value.
        part: ``act``, ``clause`` or ``source``.
        words: of the language.
    """
    return words(f"rules.law.{article.name}-{article.start.year}.{part}")


def article_value(article: Article, words: Words) -> str:
    """Return a value of the law with its unit."""
    number = Number(f"law.{article.name}", "law", article.value, article.unit, "", "")
    return value_words(number, words)


def reading_words(switch: Switch, value: Value, words: Words) -> str:
    """Return what a reading means at one of its two values."""
    return words(f"readings.{switch.name}.{str(value).lower()}")


def ending_words(ending: Ending | None, words: Words) -> str:
    """Return outcome and basis of a case in words; the rule stands beside them."""
    if ending is None:
        return words("rules.case.broken")
    key = f"{ending.outcome}-{ending.basis}" if ending.basis else ending.outcome
    return words(f"application.outcome.{key}")


def told_notices(rule: str, words: Words) -> list[tuple[Notice, str]]:
    """Return what applicants are told whom a rule ends the case of."""
    found = (each for each in notices_of(rule))
    return [(each, notice(each[0], each[1], words.language)) for each in found]


def searched(rule: RuleText, words: Words) -> str:
    """Return all the words under which a rule is found, in small letters."""
    told = [
        rule.rule,
        rule.text[words.language],
        source_words(rule, words),
        *(words(f"rules_numbers.name.law.{article.name}") for article in rule.parameters),
        *(words(f"readings.{switch.name}.title") for switch in rule.readings),
        *(text for _, text in told_notices(rule.rule, words)),
    ]
    return " ".join(told).lower()
