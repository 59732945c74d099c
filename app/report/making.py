"""From scenarios, or from runs that are done, to what a report is made of."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from app.i18n import Words
from app.planning.cards import cards_only, law_beside, run_of_cards, stretched
from app.planning.scenarios import capital, scenario_of, with_city
from app.report.page import report_html
from app.report.reported import NO_VISITORS, Norms, Part, Reported, has_visitors, usual_day
from domain.errors import BadInput
from simulation.experiment import compared
from simulation.impact.results import Range
from simulation.impact.setting import Setting
from simulation.impact.study import Study
from simulation.policy import law_of
from simulation.run import results
from simulation.scenario import with_run
from simulation.scenario_parts import Scenario
from simulation.spread import Progress, Spread, done, parts, silent
from simulation.versions import model_version

MOST: Final = 4
"""Scenarios of a report."""

REFUSED: Final = "refused_sequential"
DIGITS: Final = 12
"""Of a digest, in the name of the file that the report offers."""

Ranges = Callable[[Setting], Sequence[Range] | None]


Runs = Sequence[Mapping[str, Any]]
"""Results of the kind ``simulate`` (`app.jobs.kinds`)."""


class Policy(NamedTuple):
    """What tells what a policy does to a year of applications.

    Attributes:
        day: whose law and year it is.
        study: of that day; None: what the policy does is left out.
        ranges: gives the ranges of a setting as far as they are known; None: they are left out.
    """

    day: date
    study: Study | None = None
    ranges: Ranges | None = None


def report_of(runs: Runs, policy: Policy, words: Words, cards: Runs = ()) -> str:
    """Return the report of runs that are done, without running anything again.

    Args:
        runs: one to four, whose baselines are the same.
        policy: what counts the applications.
        words: the language.
        cards: the cards' own runs of the same scenarios in the same order, to be told where the
            others are too short for cards; empty: there are none.

    Raises:
        BadInput: no run, more than four, or runs with different baselines.
    """
    if not 1 <= len(runs) <= MOST:
        raise BadInput("report", f"1 to {MOST} runs", len(runs))
    parts = [_counted(part, policy) for part in _parts(runs)]
    of_cards = _parts(cards) if cards else []
    return report_html(reported(parts, policy.day, words.language, of_cards), words)


def _parts(runs: Runs) -> list[Part]:
    """Return the baseline of runs, then each of them."""
    told = [Part(run["yours"], run["differences"]) for run in runs]
    return [Part(_baseline(runs)), *told]


def asked_of_cards(run: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the cards' own run of a run's scenario is asked, as the page of the cards asks.

    Args:
        run: results of the kind ``simulate``.
    """
    document = run["yours"]["scenario"]
    city = document["city"]["population"], document["city"]["seed"]
    own = stretched({**document, "city": None})
    return run_of_cards(own, law_beside(own, city[0]), city)


def _baseline(runs: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the baseline of all runs; a run that has none is the baseline itself."""
    found = {
        results["scenario_sha256"]: results
        for results in (run["baseline"] or run["yours"] for run in runs)
    }
    if len(found) > 1:
        raise BadInput("report", "runs that are compared with the same baseline", len(found))
    return next(iter(found.values()))


def reported(
    parts: Sequence[Part], day: date, language: str, cards: Sequence[Part] = ()
) -> Reported:
    """Return a report's content with the command that makes it again.

    Args:
        parts: the capital under the law, then the scenarios.
        day: whose law and year of applications it is.
        language: of the report.
        cards: the same of the cards' own runs; empty: there are none.
    """
    base, *others = parts
    names = [f"scenario-{part.results['scenario_sha256'][:DIGITS]}.json" for part in others]
    on = "" if day == usual_day(base.document) else f" --date {day}"
    command = f"tirkeu report {' '.join(names)}{on} --language {language} --out report.html"
    version = model_version()
    own = Reported(cards[0], tuple(cards[1:]), command, version, day) if cards else None
    return Reported(base, tuple(others), command, version, day, own)


def run_parts(
    scenarios: Sequence[Scenario], spread: Spread, study: Study | None, progress: Progress = silent
) -> list[Part]:
    """Run scenarios and what they are compared with.

    Args:
        scenarios: the baseline, then one to four, alike in period, seed and replications.
        spread: where replications are done.
        study: of the report's day; None: what the policy does is left out.
        progress: told after every replication of any.

    Returns:
        A part for each, in the same order; none is run twice, the baseline is compared with none.
    """
    count = scenarios[0].replications
    told = parts(progress, count * len(scenarios))
    summaries = [done(each, spread, range(count), told) for each in scenarios]
    base = scenarios[0], summaries[0]
    found = []
    for place, pair in enumerate(zip(scenarios, summaries, strict=True)):
        differences = compared(base, pair) if place else None
        part = Part(results(pair[0], None, pair[1]), differences)
        if study is not None:
            part = _counted(part, Policy(study.day, study, study.ranges))
        found.append(part)
    return found


def baseline_of(scenario: Scenario, city: tuple[int, int]) -> Scenario:
    """Return what a scenario is compared with: the capital under the law, in the same city.

    Args:
        scenario: its period, run and standards are taken over, and that nobody but holders of
            cards comes.
        city: population and seed.
    """
    own = scenario.document
    document = capital(scenario.first, scenario.until, city[0])
    base = {**document, "run": own["run"], "standards": own["standards"]}
    if not has_visitors(own["demand"]):
        # as the page of the cards compares its runs
        base = {**base, "demand": {**document["demand"], **NO_VISITORS}}
    return with_run(scenario_of(base), None, None, city)


def named(scenario: Scenario, like: Scenario, city: tuple[int, int]) -> Scenario:
    """Return a scenario on a city, with seed and replications of another one.

    Args:
        scenario: any.
        like: whose seed and replications are taken.
        city: population and seed.
    """
    return with_run(scenario, like.replications, like.seed, city)


def scenarios_of_cards(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Return the scenarios of the cards' own runs.

    Args:
        scenarios: the baseline, then the others, alike in period and run, on a named city.
    """
    city = scenarios[0].city
    if city is None:
        raise BadInput("report", "scenarios on a city", "none")
    found = [stretched({**one.document, "city": None}) for one in scenarios]
    return [with_run(scenario_of(cards_only(one, city)), None, None, city) for one in found]


def _counted(part: Part, policy: Policy) -> Part:
    study = policy.study
    if study is None:
        return part
    scenario = scenario_of(with_city(part.document, (study.city.population, study.city.seed)))
    setting = Setting(law_of(scenario.policy, policy.day), scenario.policy.readings)
    return Part(part.results, part.differences, norms_of(study, setting, policy.ranges))


def norms_of(study: Study, setting: Setting, ranges: Ranges | None = None) -> Norms:
    """Return what a setting does to the year of applications of a study.

    Args:
        study: of a city and a day.
        setting: the norm and the readings.
        ranges: as of `Policy`.
    """
    found = study.result(setting)
    by_basis = {end.basis: end.count for end in found.sequential if end.outcome == "registered"}
    by_norm, by_kin = by_basis.pop("norm", 0), by_basis.pop("kinship", 0)
    known = None if ranges is None else ranges(setting)
    span = next((one for one in known or () if one.headline == REFUSED), None)
    return Norms(
        found.total,
        by_norm,
        by_kin,
        sum(by_basis.values()),
        found.turned_away,
        None if span is None else span.low,
        None if span is None else span.high,
    )
