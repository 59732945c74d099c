"""The command against mathematics: queues whose waits are known in closed form.

Every measure has to lie within four standard errors of what theory says; by chance one in two
thousand does not. A table of queues is tested together, too: the mean of their relative errors,
weighted by their precision, has a standard error of at most 0.8 %, so that a formula wrong by 5 %
is 6.25 standard errors away and found with a probability of 0.988 or more. Each queue has a seed
of its own, so that their errors are independent.
"""

from collections.abc import Iterable, Mapping
from math import exp, sqrt
from typing import Any, Final, NamedTuple

import pytest

from simulation.theory import erlang_a, erlang_c, pollaczek_khinchine
from tests.simulation.commanded import Estimate, estimate, plain_queue, simulated

ERRORS: Final = 4
PRECISION: Final = 0.008

Service = Mapping[str, Any]


def pooled(estimates: Iterable[tuple[Estimate, float]]) -> Estimate:
    """The relative error of several independent estimates together."""
    ratios = [(found.value / known - 1, found.error / known) for found, known in estimates]
    weights = [1 / error**2 for _, error in ratios]
    mean = sum(w * value for w, (value, _) in zip(weights, ratios, strict=True)) / sum(weights)
    return Estimate(mean, sum(weights) ** -0.5)


def assert_pooled(estimates: Iterable[tuple[Estimate, float]]) -> None:
    together = pooled(estimates)
    assert together.error <= PRECISION, "the runs are too short to see a formula wrong by 5 %"
    assert abs(together.strays(0)) < ERRORS


def assert_measured(results: dict[str, Any], expected: Mapping[str, float]) -> None:
    found = {measure: estimate(results, measure) for measure in expected}
    off = {measure: found[measure].strays(value) for measure, value in expected.items()}
    assert {measure: z for measure, z in off.items() if abs(z) >= ERRORS} == {}


class Windows(NamedTuple):
    """M/M/c: windows, load a window, the standard as a share of a service, and days of a run."""

    windows: int
    load: float
    standard: float
    days: int

    @property
    def mean(self) -> float:
        """Minutes of service; a visitor comes every four minutes."""
        return 4 * self.windows * self.load

    def results(self) -> dict[str, Any]:
        service = {"dist": "exponential", "mean": self.mean}
        standard = self.standard * self.mean
        return simulated(
            plain_queue(
                15, service, self.windows, days=self.days, standard=standard, seed=self.windows
            )
        )


WINDOWS: Final = [
    Windows(1, 0.4, 0.5, 45),
    Windows(2, 0.5, 0.4, 35),
    Windows(4, 0.6, 0.3, 15),
    Windows(13, 0.7, 0.2, 12),
]


@pytest.mark.parametrize("queue", WINDOWS, ids=lambda queue: f"{queue.windows} windows")
def test_windows_wait_as_erlang_c_says(queue: Windows) -> None:
    theory = erlang_c(0.25, queue.mean, queue.windows)
    spare = queue.windows * (1 - queue.load)
    expected = {
        "wait_minutes": theory.mean_wait,
        "within_standard_share": 1 - theory.waiting_share * exp(-spare * queue.standard),
        "queue_length": theory.mean_wait / 4,
        "utilisation": queue.load,
        "service_minutes": queue.mean,
    }
    assert_measured(queue.results(), expected)


def test_an_erlang_c_that_were_wrong_by_a_twentieth_would_be_seen() -> None:
    assert_pooled(
        (
            estimate(queue.results(), "wait_minutes"),
            erlang_c(0.25, queue.mean, queue.windows).mean_wait,
        )
        for queue in WINDOWS
    )


VALUES: Final = [0.5, 0.5, 1.0, 1.5, 2.0, 4.1]

SERVICES: Final[list[tuple[Service, float]]] = [
    ({"dist": "constant", "mean": 1.6}, 0.0),
    ({"dist": "lognormal", "mean": 1.6, "sd": 1.2}, 1.2),
    ({"dist": "gamma", "mean": 1.6, "sd": 0.8}, 0.8),
    ({"dist": "uniform", "low": 0.6, "high": 2.6}, 2 / sqrt(12)),
    (
        {"dist": "triangular", "low": 0.4, "mode": 1.0, "high": 3.4},
        sqrt((0.4**2 + 1.0 + 3.4**2 - 0.4 * 1.0 - 0.4 * 3.4 - 1.0 * 3.4) / 18),
    ),
    (
        {"dist": "empirical", "values": VALUES},
        sqrt(sum((value - 1.6) ** 2 for value in VALUES) / len(VALUES)),
    ),
]
"""Times at one window with a mean of 1.6 minutes, and their standard deviation."""


def at_one_window(number: int) -> dict[str, Any]:
    """Results of a window that is busy two fifths of the time; any wait is beyond the standard."""
    service = dict(SERVICES[number][0])
    return simulated(plain_queue(15, service, standard=0, days=9, seed=100 + number))


@pytest.mark.parametrize("number", range(len(SERVICES)), ids=lambda n: SERVICES[n][0]["dist"])
def test_one_window_waits_as_pollaczek_and_khinchine_say(number: int) -> None:
    theory = pollaczek_khinchine(0.25, 1.6, SERVICES[number][1])
    expected = {
        "wait_minutes": theory.mean_wait,
        "within_standard_share": 1 - theory.waiting_share,
        "queue_length": theory.mean_wait / 4,
        "utilisation": 0.4,
    }
    assert_measured(at_one_window(number), expected)


def test_a_pollaczek_khinchine_that_were_wrong_by_a_twentieth_would_be_seen() -> None:
    assert_pooled(
        (
            estimate(at_one_window(number), "wait_minutes"),
            pollaczek_khinchine(0.25, 1.6, sd).mean_wait,
        )
        for number, (_, sd) in enumerate(SERVICES)
    )


class Impatient(NamedTuple):
    """M/M/c+M: windows, minutes of service and of patience; one visitor every other minute."""

    windows: int
    mean: float
    patience: float

    def results(self) -> dict[str, Any]:
        service, patience = (
            {"dist": "exponential", "mean": mean} for mean in (self.mean, self.patience)
        )
        return simulated(
            plain_queue(30, service, self.windows, patience, days=6, seed=200 + self.windows)
        )

    def wait_of_the_served(self) -> float:
        """Mean wait of those who are served, by what happens first to the last in the queue.

        With j in the queue, a service ends or one ahead leaves with the rate of j − 1 there, and
        the last himself leaves with the rate of his patience (Palm, 1957).
        """
        leaves, waiting, served, waited = 1 / self.patience, [1.0], [1.0], [0.0]
        for place in range(1, 400):
            rate = self.windows / self.mean + place * leaves
            ahead = 1 - leaves / rate
            served.append(ahead * served[-1])
            waited.append(ahead * waited[-1] + served[-1] / rate)
            waiting.append(waiting[-1] * 0.5 / rate)
        share = erlang_a(0.5, self.mean, self.windows, self.patience).waiting_share
        whole = share / sum(waiting)
        # who comes when n wait is the last of n + 1
        came = [whole * weight for weight in waiting[:-1]]
        both = sum(p * w for p, w in zip(came, waited[1:], strict=True))
        return both / (1 - share + sum(p * s for p, s in zip(came, served[1:], strict=True)))


IMPATIENT: Final = [Impatient(1, 3.0, 2.0), Impatient(4, 10.0, 5.0)]


@pytest.mark.parametrize("queue", IMPATIENT, ids=lambda queue: f"{queue.windows} windows")
def test_impatient_people_wait_and_leave_as_erlang_a_says(queue: Impatient) -> None:
    theory = erlang_a(0.5, queue.mean, queue.windows, queue.patience)
    expected = {
        "abandoned_share": theory.abandoned_share,
        "queue_length": 0.5 * theory.mean_wait,
        "wait_minutes": queue.wait_of_the_served(),
        "utilisation": 0.5 * queue.mean * (1 - theory.abandoned_share) / queue.windows,
    }
    assert_measured(queue.results(), expected)


def test_an_erlang_a_that_were_wrong_by_a_twentieth_would_be_seen() -> None:
    for measure, rate in (("abandoned_share", 0.0), ("queue_length", 0.5)):
        theory = [erlang_a(0.5, queue.mean, queue.windows, queue.patience) for queue in IMPATIENT]
        known = [rate * one.mean_wait if rate else one.abandoned_share for one in theory]
        found = [estimate(queue.results(), measure) for queue in IMPATIENT]
        assert_pooled(zip(found, known, strict=True))


def evening(patience: Service | None) -> dict[str, Any]:
    """One busy day that runs empty before closing."""
    document = plain_queue(
        0, {"dist": "gamma", "mean": 9, "sd": 6}, 3, dict(patience or {}) or None
    )
    document["offices"][0] |= {"opens": "08:00", "closes": "20:00"}
    visits = [0] * 9 + [18, 24, 20, 12, 16] + [0] * 10
    document["demand"]["other_visits_per_hour"] = {"queue": visits}
    document["period"] = {"from": "2026-01-12", "until": "2026-01-13"}
    document["run"] = {"replications": 1, "warm_up_days": 0, "seed": 1}
    return simulated(document)


def one(results: dict[str, Any], measure: str, statistic: str = "mean") -> float:
    (value,) = (
        row["value"]
        for row in results["measures"]
        if (row["measure"], row["station"], row["office"], row["statistic"])
        == (measure, "window", "queue", statistic)
    )
    return float(value)


def test_little_s_law_holds_to_the_last_digit_on_a_day_that_runs_empty() -> None:
    results = evening(None)
    visits, minutes = one(results, "visits", "count"), 12 * 60
    assert one(results, "wait_minutes") > 0.5
    assert one(results, "queue_length") * minutes == pytest.approx(
        one(results, "wait_minutes") * visits, rel=1e-9
    )
    assert one(results, "utilisation") * minutes * 3 == pytest.approx(
        one(results, "service_minutes") * visits, rel=1e-9
    )


@pytest.mark.parametrize("patience", [None, {"dist": "exponential", "mean": 4}])
def test_who_comes_is_served_or_leaves(patience: Service | None) -> None:
    results = evening(patience)
    flow, visits = results["flow"], one(results, "visits", "count")
    assert flow["entered"] == visits == flow["completed"] + flow["abandoned"]
    assert flow["abandoned"] == pytest.approx(one(results, "abandoned_share") * visits)
    assert (flow["abandoned"] > 0) == (patience is not None)
