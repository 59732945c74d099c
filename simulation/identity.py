"""What says which scenario something is of: itself, its digest, and what goes beyond the law."""

import json
from datetime import date
from hashlib import sha256
from typing import Any

from domain.law import law_on
from simulation.scenario_parts import Scenario
from synthetic_data.city import City

Days = tuple[date, date]
"""First and last day, both inside."""


def identity(scenario: Scenario, city: City | None = None) -> dict[str, Any]:
    """Return what says which scenario it was: itself, its digest, and what goes beyond the law.

    Args:
        scenario: what was run.
        city: on whom, named in the document; None: on the one that the scenario names.
    """
    document = dict(scenario.document)
    if city is not None:
        document["city"] = {"population": city.population, "seed": city.seed}
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {
        "scenario": document,
        "scenario_sha256": sha256(text.encode()).hexdigest(),
        "hypothetical": hypothetical(scenario),
    }


def hypothetical(scenario: Scenario) -> list[str]:
    """Return the levers that are set beyond the law's own dates, to be marked wherever shown.

    A pilot that begins before the law's or ends after it is an extension, whichever days are
    simulated; so is a norm in force before the law had one. A norm without its day holds on every
    day: it is marked where the period reaches back before the law's. Another value of what is in
    force anyway, a norm of 12 m² or a window of 60 days, is a policy and no extension.

    Args:
        scenario: what is run; the days of its warm-up are of the period.

    Returns:
        Names such as ``policy.residence_pilot``.
    """
    policy, law = scenario.policy, law_on(scenario.first)
    starts, norm = policy.norm_in_force_from, "norm_in_force_from"
    if starts is None and policy.norm_m2 is not None:
        starts, norm = scenario.first, "norm_m2"
    beyond = {
        norm: starts is not None and law_on(starts).norm_tenths is None,
        "residence_pilot": _is_wider(policy.residence_pilot, law.residence_pilot),
        "id_card_pilot": _is_wider(policy.id_card_pilot, law.id_card_pilot),
    }
    return [f"policy.{lever}" for lever, is_beyond in beyond.items() if is_beyond]


def _is_wider(given: Days | None, lawful: Days) -> bool:
    return given is not None and (given[0] < lawful[0] or given[1] > lawful[1])
