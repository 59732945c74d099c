"""Who applies again without needing anything but time: how many, and after how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from simulation.distributions import Distribution
from simulation.scenario_parts import Behaviour

DAY_HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Return:
    """How some of those who got nowhere apply again.

    Attributes:
        reason: one of ``REASONS``.
        share: of them who do.
        takes: until they do.
        unit_hours: hours in its unit.
    """

    reason: str
    share: float
    takes: Distribution
    unit_hours: int = 1


def returns(people: Behaviour) -> Mapping[str, Return]:
    """Return how people come back by what stopped them: an outcome, or a kind of one.

    Args:
        people: how people behave.
    """
    again = people.consent_again_hours
    return {
        "not_signed": Return(
            "not_signed", people.unsigned_again_share, people.unsigned_again_hours
        ),
        "registry_unavailable": Return(
            "retries", people.unavailable_again_share, people.unavailable_again_hours
        ),
        "hall_documents_rejected": Return(
            "papers", people.papers_again_share, people.papers_again_days, DAY_HOURS
        ),
        "consent_lapsed": Return("consent", people.consent_lapsed_again_share, again),
        "consent_refused": Return("consent", people.consent_refused_again_share, again),
    }
