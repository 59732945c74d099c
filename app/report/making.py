"""From scenarios, or from runs that are done, to what a report is made of."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from app.i18n import Words
from app.planning.scenarios import capital, scenario_of, with_city
from app.report.page import report_html
from app.report.reported import NO_VISITORS, Norms, Part, Reported, has_visitors
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


def report_of(
    runs: Sequence[Mapping[str, Any]],
    study: Study | None,
    words: Words,
    ranges: Ranges | None = None,
) -> str:
    """Return the report of runs that are done, without running anything again.

    Args:
        runs: one to four results of the kind ``simulate`` (`app.jobs.kinds`), whose baselines are
            the same.
        study: of the first day of their period; None: what the policy does is left out.
        words: the language.
        ranges: gives the ranges of a setting as far as they are known; None: they are left out.

    Raises:
        BadInput: no run, more than four, or runs with different baselines.
    """
    if not 1 <= len(runs) <= MOST:
        raise BadInput("report", f"1 to {MOST} runs", len(runs))
    base = _baseline(runs)
    told = [_counted(Part(run["yours"], run["differences"]), study, ranges) for run in runs]
    first = _counted(Part(base), study, ranges)
    return report_html(reported(first, told, words.language), words)


def _baseline(runs: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the baseline of all runs; a run that has none is the baseline itself."""
    found = {
        results["scenario_sha256"]: results
        for results in (run["baseline"] or run["yours"] for run in runs)
    }
    if len(found) > 1:
        raise BadInput("report", "runs that are compared with the same baseline", len(found))
    return next(iter(found.values()))


def reported(base: Part, others: Sequence[Part], language: str) -> Reported:
    """Return a report's content with the command that makes it again.

    Args:
        base: the capital under the law.
        others: the scenarios.
        language: of the report.
    """
    names = [f"scenario-{part.results['scenario_sha256'][:DIGITS]}.json" for part in others]
    command = f"tirkeu report {' '.join(names)} --language {language} --out report.html"
    return Reported(base, tuple(others), command, model_version())


def run_parts(
    scenarios: Sequence[Scenario], spread: Spread, study: Study, progress: Progress = silent
) -> list[Part]:
    """Run scenarios and what they are compared with.

    Args:
        scenarios: the baseline, then one to four, alike in period, seed and replications.
        spread: where replications are done.
        study: of the first day of the period.
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
        found.append(_counted(part, study, study.ranges))
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


def _counted(part: Part, study: Study | None, ranges: Ranges | None) -> Part:
    if study is None:
        return part
    scenario = scenario_of(with_city(part.document, (study.city.population, study.city.seed)))
    setting = Setting(law_of(scenario.policy, scenario.first), scenario.policy.readings)
    return Part(part.results, part.differences, norms_of(study, setting, ranges))


def norms_of(study: Study, setting: Setting, ranges: Ranges | None = None) -> Norms:
    """Return what a setting does to the year of applications of a study.

    Args:
        study: of a city and a day.
        setting: the norm and the readings.
        ranges: as of `report_of`.
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
