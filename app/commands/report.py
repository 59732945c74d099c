"""``tirkeu report``: a printable report of scenarios, beside the capital under the law."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from app.commands.cities import find_or_make
from app.commands.experiments import add_experiment, progress_bar, read, spread
from app.commands.impact import day
from app.commands.options import path, settings
from domain.errors import BadInput

if TYPE_CHECKING:
    from app.report.reported import Reported
    from simulation.scenario_parts import Scenario

MOST: Final = 4
LANGUAGES: Final = ("ru", "kk", "en")
"""Those of the words and `app.report.making.MOST`: whoever asks for help need not load them."""

ALIKE: Final = (
    ("period", "that of"),
    ("standards", "those of"),
)
"""Sections in which scenarios of one report do not differ, and how that is said."""


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "report",
        help="write a printable report of scenarios",
        description="One HTML file that needs nothing else: what one to four scenarios change"
        " against the capital under the law, for the same people and random numbers. Period, seed"
        " and number of replications are those of the first.",
        epilog="example: tirkeu report scenario.json --language kk --jobs 2 --out report.html",
    )
    parser.add_argument(
        "scenarios", metavar="SCENARIO", nargs="+", type=path, help="tirkeu.scenario/1 files"
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, default=LANGUAGES[0], help="default: %(default)s"
    )
    parser.add_argument(
        "--date",
        metavar="DAY",
        type=day,
        help="whose law and year of applications are told (default: 2026-02-02, or the first"
        " measured day of a period without it)",
    )
    add_experiment(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Write the report."""
    from simulation.written import written

    if len(options.scenarios) > MOST:
        raise BadInput("tirkeu report", f"1 to {MOST} scenario files", len(options.scenarios))
    if options.out is None:
        raise BadInput("--out", "a file for the report", "nothing")
    scenarios = [read(file, options) for file in options.scenarios]
    check_alike(scenarios, options.scenarios)
    # opened first: nobody should wait for runs whose report has no place
    with written(options.out, "--out") as out:
        out.write(_made(scenarios, options))
    print(f"{options.out}: {len(scenarios)} of {MOST} scenarios", file=sys.stderr)
    return 0


def check_alike(scenarios: "Sequence[Scenario]", files: Sequence[Any]) -> None:
    """Refuse scenarios that cannot be compared: of other days, cities or standards.

    Args:
        scenarios: as they were read.
        files: their names, for the message.

    Raises:
        BadInput: one differs from the first, or from the first that names a city.
    """
    first = scenarios[0]
    place = next((n for n, scenario in enumerate(scenarios) if scenario.city), 0)
    for file, scenario in zip(files[1:], scenarios[1:], strict=True):
        for section, word in ALIKE:
            if scenario.document[section] != first.document[section]:
                got = json.dumps(scenario.document[section])
                raise BadInput(f"{file}: {section}", f"{word} {files[0]}", got)
        if scenario.warm_up_days != first.warm_up_days:
            expected = f"that of {files[0]}, {first.warm_up_days}"
            raise BadInput(f"{file}: run.warm_up_days", expected, scenario.warm_up_days)
        if scenario.city is not None and scenario.city != scenarios[place].city:
            raise BadInput(f"{file}: city", f"that of {files[place]}", scenario.city)


def _made(scenarios: "Sequence[Scenario]", options: Namespace) -> str:
    """Return the report; with ``--json`` its numbers go to standard output beside it."""
    from app.i18n import words
    from app.report.page import report_html

    found = _reported(scenarios, options)
    if options.json:
        print(json.dumps(numbers(found), ensure_ascii=False))
    return report_html(found, words(options.language))


def _reported(scenarios: "Sequence[Scenario]", options: Namespace) -> "Reported":
    from app.report.making import baseline_of, named, reported, run_parts, scenarios_of_cards
    from app.report.reported import is_short_for_cards, usual_day
    from simulation.impact.study import Study

    size = next((scenario.city for scenario in scenarios if scenario.city), None)
    city = find_or_make(settings(options), size).open()
    own = city.population, city.seed
    base = baseline_of(scenarios[0], own)
    others = [named(one, base, own) for one in scenarios]
    with spread(city, options) as remote, progress_bar() as told:
        on = options.date or usual_day(base.document)
        found = run_parts([base, *others], remote, Study(city, on), told)
        cards = []
        if is_short_for_cards(base.document):  # they have a run of their own, as in the dashboard
            cards = run_parts(scenarios_of_cards([base, *others]), remote, None, told)
    return reported(found, on, options.language, cards)


def numbers_of_runs(found: "Reported") -> dict[str, Any]:
    """Return the results of the cards' own runs and how they compare."""
    return {
        "baseline": found.base.results,
        "scenarios": [part.results for part in found.parts],
        "comparisons": [part.differences for part in found.parts],
    }


def numbers(found: "Reported") -> dict[str, Any]:
    """Return the numbers of a report as a document.

    Args:
        found: what the report says in words.
    """
    return {
        "format": "tirkeu.report/1",
        "command": found.command,
        "version": found.version,
        "baseline": found.base.results,
        "scenarios": [part.results for part in found.parts],
        "comparisons": [part.differences for part in found.parts],
        "cards": found.cards and numbers_of_runs(found.cards),
        "norms": [part.norms and part.norms._asdict() for part in found.all],
    }
