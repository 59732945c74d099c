"""The model as anybody runs it: a scenario file goes in, a results file comes out."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from scipy.special import stdtrit

from app.cli import main

Document = dict[str, Any]

ALWAYS = {"opens": "00:00", "closes": "24:00", "working_days": [1, 2, 3, 4, 5, 6, 7]}


class Estimate(NamedTuple):
    """A mean over replications and its standard error."""

    value: float
    error: float

    def strays(self, expected: float) -> float:
        """By how many standard errors it misses an expected value."""
        return (self.value - expected) / self.error


def plain_queue(
    per_hour: float,
    service: Document,
    windows: int = 1,
    patience: Document | None = None,
    *,
    days: int = 14,
    standard: float = 20,
    seed: int = 1,
) -> Document:
    """A centre that never closes and whose windows are one plain queue; a day of warm-up."""
    until = date(2026, 1, 2) + timedelta(days)
    office = {**ALWAYS, "id": "queue", "reception_desks": 1, "windows": windows}
    return {
        "format": "tirkeu.scenario/1",
        "period": {"from": "2026-01-01", "until": until.isoformat()},
        "offices": [office],
        "demand": {
            "residence_per_day": 0,
            "temporary_stay_per_day": 0,
            "id_renewals": False,
            "other_visits_per_hour": {"queue": per_hour},
        },
        "service_minutes": {
            "reception": {"dist": "constant", "mean": 0},
            "window_other": service,
        },
        "behaviour": {"patience_minutes": patience},
        "standards": {"wait_minutes": standard},
        "run": {"replications": 24, "warm_up_days": 1, "seed": seed},
    }


def simulated(document: Document, *words: str) -> Document:
    """The results of ``tirkeu simulate``, once for every scenario and choice of words."""
    results: Document = json.loads(_results(json.dumps(document), words))
    return results


@cache
def _results(scenario: str, words: tuple[str, ...]) -> str:
    with TemporaryDirectory() as folder:
        given, out = Path(folder) / "scenario.json", Path(folder) / "results.json"
        given.write_text(scenario, "utf-8")
        status = main(["simulate", str(given), "--out", str(out), "--home", folder, *words])
        assert status == 0
        return out.read_text("utf-8")


def estimate(
    results: Document,
    measure: str,
    statistic: str = "mean",
    station: str = "window",
    office: str = "queue",
) -> Estimate:
    """A measure of results; the standard error is that of its interval."""
    wanted = {"measure": measure, "station": station, "office": office, "statistic": statistic}
    (row,) = (row for row in results["measures"] if wanted.items() <= row.items())
    half = (row["ci95"][1] - row["ci95"][0]) / 2
    return Estimate(row["value"], half / float(stdtrit(results["replications"] - 1, 0.975)))
