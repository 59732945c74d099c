"""What applicants of a run did, case after case, for tests to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.procedure import Verdict
from simulation.application import Case
from simulation.demand.claims import Supply
from simulation.model import replicate
from simulation.scenario import scenario_from
from simulation.trace import REASONS, SERVICES, STATIONS, Trace

Document = dict[str, Any]
FEW_OTHERS = {"other_visits_per_hour": {"centre-1": 2}, "id_renewals": False}
WEEKS: Document = {
    "format": "tirkeu.scenario/1",
    "period": {"from": "2026-01-12", "until": "2026-02-02"},
    "demand": {"residence_per_day": 30, "temporary_stay_per_day": 10, **FEW_OTHERS},
    "policy": {"norm_m2": 20},
    "offices": [{"windows": 20, "reception_desks": 10, "self_service_terminals": 20}],
}


def changed(change: Mapping[str, Any]) -> Document:
    """``WEEKS`` with levers changed, section by section."""
    whole = dict(WEEKS)
    for section, levers in change.items():
        base = whole.get(section)
        whole[section] = {**base, **levers} if isinstance(base, dict) else levers
    return whole


@dataclass(frozen=True)
class Ran:
    """A replication with everything that was decided in it."""

    trace: Trace
    journal: list[tuple[Case, Verdict]]

    def reason(self, case: int) -> str:
        return REASONS[self.trace.reason[case]]

    def ending(self, case: int) -> str:
        """The outcome, ``served``, ``left``, or ``open``."""
        names = [outcome for outcome, _ in self.trace.endings]
        return "open" if self.trace.ending[case] < 0 else names[self.trace.ending[case]]

    def reasons(self) -> dict[str, int]:
        """How often applicants for a registration came for each reason."""
        residence = {SERVICES.index("residence"), SERVICES.index("temporary_stay")}
        found = [
            self.reason(case)
            for case, service in enumerate(self.trace.service)
            if service in residence
        ]
        return {reason: found.count(reason) for reason in REASONS}

    def chains(self) -> list[tuple[int, ...]]:
        """The cases of every person in order, as far as the last that was decided."""
        last: dict[tuple[str, int], tuple[int, ...]] = {}
        for case, _ in self.journal:
            if case.application.service != "id_card":
                key = case.application.service, case.who.index
                chain = (*case.earlier, case.number)
                last[key] = max(last.get(key, ()), chain, key=len)
        return list(last.values())

    def stays(self, *stations: str) -> list[tuple[int, float]]:
        """Case and moment of being ready for one of the stations."""
        rows = zip(self.trace.case, self.trace.post, self.trace.enabled, strict=True)
        return [(c, t) for c, post, t in rows if STATIONS[post % len(STATIONS)] in stations]


def ran(stock: Supply, change: Mapping[str, Any], replication: int = 0) -> Ran:
    journal: list[tuple[Case, Verdict]] = []
    trace = replicate(scenario_from(changed(change)), stock, replication, journal)
    return Ran(trace, journal)
