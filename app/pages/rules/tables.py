"""The two tables of the page as they are saved."""

from app.exports import About, Cell, Table
from app.i18n.formats import long_day
from app.pages.rules.figure_words import (
    name_words,
    parts,
    range_words,
    replaced_words,
    source_words,
    unit_words,
    value_words,
    whole_unit,
)
from app.pages.rules.figures import Number
from app.pages.rules.numbers_view import listed as listed_numbers
from app.pages.rules.page import headline
from app.pages.rules.rule_words import (
    article_value,
    article_words,
    clause_words,
    reading_words,
    told_notices,
)
from app.pages.rules.rules_view import listed as listed_rules
from app.pages.rules.running import cases_of
from app.pages.rules.screen import Screen
from app.pages.rules.state import NUMBERS
from app.visit import DEFAULT_DAY
from domain.law import Article
from domain.rules import RuleText

RULE_COLUMNS = (
    "rule",
    "text",
    "act",
    "clause",
    "beyond",
    "parameters",
    "readings",
    "notices",
    "cases",
    "passed",
)
NUMBER_COLUMNS = (
    "key",
    "name",
    "value",
    "unit",
    "range",
    "kind",
    "year",
    "source",
    "low",
    "high",
    "replaced_by",
    "unit_filed",
    "note",
)


def table(screen: Screen, view: str) -> Table:
    """Return the table of a view as far as search and filter leave it.

    Args:
        screen: the screen.
        view: ``rules`` or ``numbers``.
    """
    if view == NUMBERS:
        rows = [_number(screen, each) for each in listed_numbers(screen.state, screen.words)]
        return Table(screen.say("view.numbers"), _heads(screen, NUMBER_COLUMNS), tuple(rows))
    lines = [_rule(screen, each) for each in listed_rules(screen)]
    return Table(screen.say("view.rules"), _heads(screen, RULE_COLUMNS), tuple(lines))


def about(screen: Screen) -> About:
    """Return what a saved table is of."""
    day = screen.here.day or DEFAULT_DAY
    lines: tuple[tuple[str, Cell], ...] = (
        (screen.say("about.page"), screen.words("shell.nav.rules")),
        (screen.say("about.cases"), headline(screen)),
        (screen.say("about.day"), long_day(day, screen.here.language)),
    )
    return About(screen.say("about.title"), lines, day)


def _heads(screen: Screen, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(screen.say(f"saved.{name}") for name in names)


def _rule(screen: Screen, rule: RuleText) -> tuple[Cell, ...]:
    words, language = screen.words, screen.here.language
    deciding, others = cases_of(rule.rule, screen.ran)
    cases = [*deciding, *others]
    return (
        rule.rule,
        rule.text[language],
        rule.source[language],
        clause_words(rule, words),
        screen.words(f"rules_numbers.flag.{str(rule.beyond_the_text).lower()}"),
        "; ".join(_article(screen, article) for article in rule.parameters),
        "; ".join(
            f"{words(f'readings.{switch.name}.title')}: "
            + " | ".join(reading_words(switch, value, words) for value in switch.values)
            for switch in rule.readings
        ),
        " | ".join(text for _, text in told_notices(rule.rule, words)),
        len(cases),
        sum(each.is_passed for each in cases),
    )


def _article(screen: Screen, article: Article) -> str:
    words = screen.words
    value = f"{words(f'rules_numbers.name.law.{article.name}')}: {article_value(article, words)}"
    return f"{value} ({article_words(article, 'act', words)}; {article.checked.isoformat()})"


def _number(screen: Screen, number: Number) -> tuple[Cell, ...]:
    words = screen.words
    return (
        number.key,
        name_words(number, words),
        _value(screen, number),
        unit_words(number, words),
        range_words(number, words),
        screen.say(f"kind_one.{number.kind}"),
        number.year,
        source_words(number, words)[0],
        number.low,
        number.high,
        replaced_words(number, words),
        whole_unit(number, words),
        number.note,
    )


def _value(screen: Screen, number: Number) -> Cell:
    """Return a number as its file has it; a table with all its entries, in words."""
    value = number.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, dict | list) and value and "dist" not in value:
        told = parts(number, screen.words)
        return "; ".join(f"{name}: {part}" if name else part for name, part in told)
    return value_words(number, screen.words)
