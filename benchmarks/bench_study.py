"""What pages and the command ask of a study of the full city: how long each answer takes.

Run with ``python -m benchmarks.bench_study`` for the city made last in the home
(``TIRKEU_HOME``). Answers are kept, so each is asked once, for a setting that nobody asked for
before. Beside the time of the wall stands that of the processor, as others may use the machine;
ranges are counted by several threads.
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from simulation.impact.setting import lawful
from simulation.impact.study import Study
from synthetic_data.home import find_city

DAY = date(2026, 2, 2)
LAW = lawful(DAY)
MEBIBYTE = 1024
"""Kibibytes in it."""

Work = Callable[[], object]


def answers(study: Study) -> Iterator[tuple[str, float, Work]]:
    """Yield what is asked, the seconds of the processor that it may take, and the question."""
    yield "first result", 1.5, lambda: study.result(LAW)
    yield "result of another norm", 0.06, lambda: study.result(LAW.at(120))
    yield "the few numbers of another norm", 0.03, lambda: study.brief(LAW.at(121))
    yield "result of another reading", 0.25, lambda: study.result(LAW.read(sibling="both"))
    yield "result, acts read otherwise", 1.5, lambda: study.result(LAW.read(spouse="ever"))
    yield "both curves", 0.7, lambda: study.curve(LAW)
    yield "flows to another setting", 0.05, lambda: study.flows(LAW, LAW.at(130))
    yield "curves of a dimension's groups", 0.02, lambda: study.group_curves(LAW, "relation")
    yield "effects of all readings", 2.0, lambda: study.reading_effects(LAW)
    yield "effects at another norm", 0.5, lambda: study.reading_effects(LAW.at(122))
    yield "first ranges", 12.0, lambda: study.ranges(LAW)
    yield "ranges of another norm", 5.0, lambda: study.ranges(LAW.at(123))


def timed(name: str, limit: float, work: Work) -> str:
    """Return the line that tells how long something took."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    took, used = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE
    verdict = "" if used <= limit else "  over"
    return (
        f"{name:32} {used:8.3f} s of {limit:6.2f}, {took:7.3f} on the wall, {peak:.0f} MiB{verdict}"
    )


if __name__ == "__main__":
    city = find_city(Path(os.environ.get("TIRKEU_HOME") or ".tirkeu")).open()
    made: list[Study] = []
    sys.stdout.write(timed("a study", 8.0, lambda: made.append(Study(city, DAY))) + "\n")
    for each in answers(made[0]):
        sys.stdout.write(timed(*each) + "\n")
