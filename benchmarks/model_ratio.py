"""The model against its own bare network: visitors a second, by processor time, in turns.

``.venv/bin/python benchmarks/model_ratio.py`` measures the sources as they stand, ``make
bench-compiled`` the modules that ``make compiled`` compiled, in model and bare network alike. As a
file and not with ``-m``: that would put this folder's sources before what is installed. The city is
the one made last in the home (``TIRKEU_HOME``); one of 1.6 million is meant.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final

from domain import procedure
from simulation.astana import astana
from simulation.demand.claims import supply
from simulation.model import replicate
from simulation.scenario import scenario_from
from synthetic_data.home import find_city

sys.path.append(str(Path(__file__).resolve().parents[1]))  # after what is installed

from benchmarks.three_stages import bare

FIRST, UNTIL = date(2026, 1, 12), date(2026, 2, 9)
TURNS: Final = 7
VISITORS: Final = 120_000
COMPILED: Final = not str(procedure.__file__).endswith(".py")
WANTED: Final = 0.5 if COMPILED else 0.3
"""Half the visitors a second, where the model is compiled."""


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> int:
    """Print the medians of the turns; 1 where the model is slower than wanted."""
    city = find_city(Path(os.environ.get("TIRKEU_HOME", ".tirkeu")), None).open()
    scenario = scenario_from(astana(FIRST, UNTIL, city.population))
    stock = supply(city, FIRST)
    visits = len(replicate(scenario, stock, 0).entered)
    turns = [
        (seconds(lambda: replicate(scenario, stock, 0)), seconds(lambda: bare(VISITORS)))
        for _ in range(TURNS)
    ]
    ratio = median(network / VISITORS * visits / model for model, network in turns)
    model, network = (median(times) for times in zip(*turns, strict=True))
    sys.stdout.write(
        f"{'compiled' if COMPILED else 'interpreted'}: {visits} visits in {model:.2f} s,"
        f" bare network {network / VISITORS * 1e6:.2f} µs a visitor,"
        f" ratio {ratio:.3f}, wanted {WANTED}\n"
    )
    return int(ratio < WANTED)


if __name__ == "__main__":
    sys.exit(main())
