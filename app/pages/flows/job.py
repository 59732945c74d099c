"""What a run of the page is asked for: the levers as they stand, and the law to compare with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from app.pages.flows.levers import Asked, scenario_document
from app.runs import Work
from simulation.scenario import scenario_from

KEY_LENGTH: Final = 16


@dataclass(frozen=True)
class Job:
    """What the worker is given.

    Attributes:
        home: folder of the cities.
        city: population and seed.
        yours: scenario of the levers as they stand.
        law: scenario to compare with; None: the levers have not been moved.
        asked: the levers, for the words around the results.
    """

    home: Path
    city: tuple[int, int]
    yours: Mapping[str, Any]
    law: Mapping[str, Any] | None
    asked: Asked


def job_of(asked: Asked, home: Path, city: tuple[int, int]) -> Job:
    """Return the job that the levers mean.

    Raises:
        BadInput: the scenario does not fit the model; the message names the lever.
    """
    yours = scenario_document(asked, city, lawful=False)
    law = scenario_document(asked, city, lawful=True) if asked.moved else None
    scenario_from(yours, "levers")
    return Job(home, city, yours, law, asked)


def key_of(job: Job) -> str:
    """Return the key of a job: a hash of everything its result depends on."""
    text = json.dumps([str(job.home), job.yours, job.law], sort_keys=True)
    return sha256(text.encode()).hexdigest()[:KEY_LENGTH]


def simulator() -> Work:
    """Return what does the jobs; only the worker needs the packages of the simulation."""
    from app.pages.flows.work import Simulator  # noqa: PLC0415 - as said

    return Simulator()
