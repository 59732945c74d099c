"""What a report rests on: assumptions and sources, how it was made, what its words mean."""

import json
from base64 import b64encode
from collections.abc import Iterable
from typing import Final

from app.pages.rules.figure_words import name_words, source_words, value_words
from app.pages.rules.figures import Number, numbers
from app.report.markup import Child, Markup, element, joined
from app.report.telling import Telling, cell, row_head, table

TERMS: Final = (
    "norm",
    "turned_away",
    "kinship",
    "nine_in_ten",
    "within",
    "abandoned",
    "utilisation",
    "repeat",
    "lead",
    "clock",
    "replication",
    "interval",
    "paired",
    "hypothetical",
    "synthetic",
)
"""Terms of the glossary, in the order in which a reader meets them."""


def sources_section(told: Telling) -> Markup:
    """Return the law's values, the capital's figures, and what nobody has counted."""
    known = numbers()
    assumed = sum(number.kind == "assumed" for number in known)
    law = [number for number in known if number.kind == "law"]
    capital = [number for number in known if number.kind == "astana"]
    note = told.say("sources.note", assumed=told.number(assumed), total=told.number(len(known)))
    return joined(
        element("h2", told.say("head.sources")),
        element("p", note),
        table(told.say("sources.law"), _heads(told), [_source(told, n) for n in law]),
        table(told.say("sources.capital"), _heads(told), [_source(told, n) for n in capital]),
    )


def _heads(told: Telling) -> list[Child]:
    return [told.say(f"sources.{name}") for name in ("number", "value", "known", "source")]


def _source(told: Telling, number: Number) -> list[Markup]:
    words = told.words
    text, is_own = source_words(number, words)
    known = words(f"rules.known.{number.known}") if number.known else words("rules.known.law")
    return [
        row_head(name_words(number, words)),
        cell(value_words(number, words)),
        cell(known),
        cell(element("span", text, lang=None if is_own else "en")),
    ]


def making_section(told: Telling) -> Markup:
    """Return the command, seed, replications, versions and digests: what makes the same again."""
    reported, base = told.reported, told.reported.base
    city, run = base.document["city"], base.document["run"]
    standard = base.document["standards"]["wait_minutes"]
    said: list[tuple[str, Child]] = [
        ("command", element("code", reported.command)),
        ("city", told.say("making.city_of", people=told.population, seed=city["seed"])),
        ("period", told.period),
        ("warm_up", told.number(run["warm_up_days"])),
        ("replications", told.number(base.results["replications"])),
        ("seed", str(base.results["seed"])),
        ("standard", told.say("unit.minutes", n=told.shortest(standard))),
        ("law_of", told.day(reported.day)),
        ("version", element("code", reported.version)),
    ]
    digests = [
        (told.say("making.digest", name=name), _digest(told, place))
        for place, name in enumerate(told.names)
    ]
    rows = [*((told.say(f"making.{name}"), value) for name, value in said), *digests]
    return joined(
        element("h2", told.say("head.making")),
        element("p", told.say("making.about")),
        _listed(rows),
    )


def _digest(told: Telling, place: int) -> Child:
    """Return the digest of a scenario and the scenario itself, as a file inside the report."""
    results = told.reported.all[place].results
    text = json.dumps(results["scenario"], ensure_ascii=False, sort_keys=True)
    address = f"data:application/json;base64,{b64encode(text.encode()).decode()}"
    name = f"scenario-{results['scenario_sha256'][:12]}.json"
    link = element("a", told.say("making.file"), href=address, download=name)
    return joined(element("code", results["scenario_sha256"]), " ", link)


def glossary_section(told: Telling) -> Markup:
    """Return what the words of the report mean."""
    rows = [(told.say(f"term.{name}"), told.say(f"meaning.{name}")) for name in TERMS]
    return joined(element("h2", told.say("head.glossary")), _listed(rows))


def _listed(rows: Iterable[tuple[str, Child]]) -> Markup:
    return element(
        "dl", *(joined(element("dt", name), element("dd", value)) for name, value in rows)
    )
