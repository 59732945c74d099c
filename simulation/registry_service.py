"""How long a system takes to answer, and whether it answers at all (RES-17, IDC-19)."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Final

import numpy as np

from domain.registries import SYSTEMS
from simulation.opening import Interval
from simulation.scenario_parts import System
from simulation.variates import Variates, column

DELAYING: Final = ("payment", "ums", "production_centre", "pickup_point")
"""Systems whose outage only delays: what they are to do is done when they are back."""

SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Outages:
    """When a system is down: intervals in order that do not overlap, minutes."""

    starts: Sequence[float]
    ends: Sequence[float]

    def until(self, time: float) -> float | None:
        """Return when the outage at a time ends, None where there is none."""
        number = bisect_right(self.starts, time)
        if number == 0 or time >= self.ends[number - 1]:
            return None
        return self.ends[number - 1]

    def clear(self, time: float) -> tuple[float, float]:
        """Return from when until when no outage is, around a time outside all of them."""
        number = bisect_right(self.starts, time)
        since = self.ends[number - 1] if number else -inf
        return since, self.starts[number] if number < len(self.starts) else inf


@dataclass(slots=True)
class Service:
    """One system as it answers in one replication; times in minutes.

    Attributes:
        latency: until an answer comes, or is given up.
        retries: how often a question is put again.
        pause: before the first repetition; each next pause is twice as long.
        waits: whether questions are kept until the system is back.
        outages: when it is down.
        clear: the last time found without an outage, from and until; next to all questions fall
            into the same one as the question before.
        prompt: what ``ask`` returns then.
    """

    latency: float
    retries: int
    pause: float
    waits: bool
    outages: Outages
    clear: Interval = (inf, -inf)
    prompt: tuple[float, bool] = field(init=False)

    def __post_init__(self) -> None:
        """Know the prompt answer."""
        self.prompt = self.latency, True

    def ask(self, time: float) -> tuple[float, bool]:
        """Return how long a question put at a time takes, and whether it was answered."""
        since, until = self.clear
        if since <= time < until:
            return self.prompt
        back = self.outages.until(time)
        if back is None:
            self.clear = self.outages.clear(time)
            return self.prompt
        if self.waits:
            return back - time + self.latency, True
        delay = self.latency
        for attempt in range(self.retries):
            delay += self.pause * 2**attempt
            up = self.outages.until(time + delay) is None
            delay += self.latency
            if up:
                return delay, True
        return delay, False


def services(
    systems: Mapping[str, System], variates: Variates, horizon: float
) -> Mapping[str, Service]:
    """Draw how every system answers in one replication.

    Args:
        systems: levers of every system.
        variates: a stream a system.
        horizon: outages are drawn until then, minutes; the last ends there at the latest.
    """
    return {
        name: Service(
            latency=systems[name].latency_seconds / SECONDS,
            retries=systems[name].retries,
            pause=systems[name].retry_seconds / SECONDS,
            waits=name in DELAYING,
            outages=outages(systems[name], variates.stream(f"outages/{name}"), horizon),
        )
        for name in SYSTEMS
    }


def outages(system: System, stream: np.random.Generator, horizon: float) -> Outages:
    """Draw when a system is down: up and down times are exponential, in the long run.

    Args:
        system: its availability and the mean length of an outage.
        stream: source of randomness.
        horizon: end of the intervals, minutes.
    """
    share, down = system.availability, system.outage_minutes
    up = inf if share == 1 else down * share / (1 - share)
    if share in {0, 1}:
        return Outages([0.0] * (share == 0), [horizon] * (share == 0))
    begins_up = stream.random() < share
    edges = [np.zeros(0 if begins_up else 1)]
    time = 0.0
    while time < horizon:
        size = int(horizon / (up + down)) + 16
        pairs = stream.standard_exponential((size, 2)) * ((up, down) if begins_up else (down, up))
        edges.append(time + np.cumsum(pairs))
        time = float(edges[-1][-1])
    bounds = np.minimum(np.concatenate(edges), horizon)
    bounds = bounds[: len(bounds) // 2 * 2].reshape(-1, 2)
    bounds = bounds[bounds[:, 0] < bounds[:, 1]]
    return Outages(column(bounds[:, 0]), column(bounds[:, 1]))
