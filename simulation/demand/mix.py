"""The assumed mix of a year's applications: shares, each with a low and a high."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Mix:
    """Who applies, for whom, how, and how it goes on; shares are of applications unless said.

    Args:
        arrivals: applications a year by people from outside, per person of the capital.
        moves: applications a year by people of the capital, per person.
        relations: share of applications by relation of the applicant to the owner.
        temporary: those for a temporary stay.
        wrong_category: kin who state another category than theirs.
        stops: strangers at the norm who state no category; the others try one.
        centre: those that begin at a service centre.
        mobile: of the others, those in the mobile app.
        already: those by people registered there already.
        consent: owners who consent.
        declined: applicants who do not sign in the end.
        reception_error: visitors whose owner reception takes for someone else.
        papers_mismatch: hall cases whose papers do not conform.
    """

    arrivals: float
    moves: float
    relations: Mapping[str, float] = field(hash=False)
    temporary: float
    wrong_category: float
    stops: float
    centre: float
    mobile: float
    already: float
    consent: float
    declined: float
    reception_error: float
    papers_mismatch: float


FIGURES: Final[Mapping[str, Mapping[str, Any]]] = tomllib.loads(
    files("simulation.demand").joinpath("mix.toml").read_text(encoding="utf-8")
)
"""Every assumption with value, low, high, unit, source."""


def assumed() -> Mix:
    """Return the mix of the evidence and the assumptions."""
    return Mix(**{name: figure["value"] for name, figure in FIGURES.items()})
