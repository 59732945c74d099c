"""``tirkeu rules``: every rule with its text, numbers, readings and cases."""

import json
from argparse import ArgumentParser, Namespace
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from app.commands.options import add_json, add_places

if TYPE_CHECKING:
    from domain.rules import RuleText


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "rules",
        help="list the rules",
        description="List every rule: text, source, parameters, readings, number of ready cases.",
        epilog="example: tirkeu rules --json",
    )
    add_json(parser)
    parser.add_argument("--language", choices=("ru", "kk", "en"), default="ru", help="of the text")
    add_places(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Print the rules."""
    from domain.rules import catalogue

    cases = cases_by_rule()
    found = [_rule(text, cases[rule]) for rule, text in catalogue().items()]
    if options.json:
        print(json.dumps({"format": "tirkeu.rules/1", "rules": found}, ensure_ascii=False))
    else:
        print("\n\n".join(_readable(rule, options.language) for rule in found))
    return 0


def cases_by_rule() -> Counter[str]:
    """Count the ready cases in whose decision each rule is applied."""
    from app.commands.case import decision
    from synthetic_data.case_file import read_case

    counted: Counter[str] = Counter()
    for path in sorted(files("app").joinpath("cases").iterdir(), key=lambda file: file.name):
        if path.name.endswith(".json"):
            value = json.loads(path.read_text("utf-8"))
            made = decision(read_case(value, path.name))
            counted.update({row["rule"] for row in made["trace"]} | {made["decided_by"]})
    return counted


def _rule(rule: "RuleText", cases: int) -> dict[str, Any]:
    return {
        "rule": rule.rule,
        "text": rule.text,
        "source": rule.source,
        "clause": rule.clause,
        "beyond_the_text": rule.beyond_the_text,
        "parameters": [
            {
                "name": article.name,
                "unit": article.unit,
                "from": article.start.isoformat(),
                "value": _plain(article.value),
                "act": article.act,
                "clause": article.clause,
                "source": article.source,
                "checked": article.checked.isoformat(),
            }
            for article in rule.parameters
        ],
        "readings": [
            {"name": switch.name, "default": switch.default, "other": switch.other}
            for switch in rule.readings
        ],
        "cases": cases,
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - a number or two days
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value if isinstance(value, (int, float)) else str(value)


def _readable(rule: dict[str, Any], language: str) -> str:
    lines = [f"{rule['rule']}  {rule['text'][language]}"]
    lines.append(f"    {rule['source'][language]}, {rule['clause']}")
    for value in rule["parameters"]:
        shown = f"{value['name']} = {value['value']} {value['unit']} from {value['from']}"
        lines.append(
            f"    {shown} ({value['act']}, {value['clause']}; {value['source']}; "
            f"checked {value['checked']})"
        )
    for reading in rule["readings"]:
        values = " | ".join(json.dumps(reading[key]) for key in ("default", "other"))
        lines.append(f"    {reading['name']}: {values}")
    return "\n".join([*lines, f"    cases: {rule['cases']}"])
