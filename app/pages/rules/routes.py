"""What the page's script and its links ask for: cases run anew, and the tables as files."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final, cast

from dash import Dash
from flask import Flask, Response, jsonify, request

from app.i18n import Words
from app.pages.rules.cases_view import codes_of
from app.pages.rules.page import headline, passed_words
from app.pages.rules.rule_words import ending_words
from app.pages.rules.running import Ran, Shared, names_of, run, run_all
from app.pages.rules.screen import Screen
from app.pages.rules.screens import screen
from app.pages.rules.state import NUMBERS, PATH, RULES
from app.pages.rules.tables import about, table
from app.remembered import remembered_language
from app.services import Services
from app.table_files import TYPES, Saved, table_file
from app.visit import visit
from domain.rules import catalogue

RUN: Final = f"{PATH}/run"


def attach(app: Dash, services: Services) -> None:
    """Attach the routes to the server behind the dashboard."""
    server = cast("Flask", app.server)
    server.add_url_rule(RUN, "rules_run", partial(_run, services, Shared()), methods=["POST"])
    for view in (RULES, NUMBERS):
        for kind in TYPES:
            path, name = f"{PATH}/{view}.{kind}", f"rules_{view}_{kind}"
            server.add_url_rule(path, name, _file(services, view, kind))


def _run(services: Services, runs: Shared) -> Response:
    """Run the cases of a rule, or all, and say what came out."""
    named = request.args.get("rule", "")
    shown = _asked(services, RULES)
    if named:
        cases = names_of(named) if named in catalogue() else ()
        ran = runs.run(named, lambda: {name: run(name) for name in cases}) if cases else {}
        return jsonify(told(shown, ran))
    ran = runs.run(named, run_all)
    return jsonify(told(shown, ran) | {"headline": headline(replace(shown, ran=ran))})


def told(shown: Screen, ran: dict[str, Ran]) -> dict[str, Any]:
    """Return what came out of cases in words, and which rules they speak for.

    Args:
        shown: whose language is spoken.
        ran: the cases.
    """
    said = shown.say("run.done", cases=passed_words(replace(shown, ran=ran)))
    return {
        "said": said if ran else "",
        "cases": [_case(shown.words, each) for each in ran.values()],
        "rules": [_rule(shown, rule, ran) for rule in catalogue() if _is_told(rule, ran)],
    }


def _is_told(rule: str, ran: dict[str, Ran]) -> bool:
    """Say whether all the cases of a rule are among those that were run."""
    return set(names_of(rule)) <= set(ran)


def _case(words: Words, ran: Ran) -> dict[str, Any]:
    key = "passed" if ran.is_passed else "failed"
    return {
        "case": ran.case,
        "passed": ran.is_passed,
        "result": words(f"rules.result.{key}"),
        "got": ending_words(ran.got, words),
        "codes": codes_of(ran.got),
    }


def _rule(shown: Screen, rule: str, ran: dict[str, Ran]) -> dict[str, Any]:
    names = names_of(rule)
    passed = sum(ran[name].is_passed for name in names)
    told_of = shown.say("passed.of", passed=passed, total=len(names))
    return {"rule": rule, "passed": passed == len(names), "told": told_of}


def _asked(services: Services, view: str) -> Screen:
    raw = request.args.to_dict(flat=False)
    query = {name: values[0] if len(values) == 1 else values for name, values in raw.items()}
    return screen(visit(PATH, {**query, "view": view}, remembered_language()), services)


def _file(services: Services, view: str, kind: str) -> Callable[[], Response]:
    def route() -> Response:
        shown = _asked(services, view)
        return table_file(Saved(table(shown, view), about(shown)), f"tirkeu-{view}.{kind}")

    return route
