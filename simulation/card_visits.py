"""How many come to a centre to renew an ID card the old way, and what of the other visits they are.

Where they are visits of their own (the lever ``demand.id_centre_visits``), the other visits of the
city hold them no more.
"""

from typing import Final

import numpy as np

from simulation.attendance import open_minutes
from simulation.lever_readers import Profile
from simulation.opening import HOUR_MINUTES
from simulation.scenario_parts import Demand, Scenario
from synthetic_data import evidence

WEEKS_A_YEAR: Final = 365.2425 / 7


def online_share(demand: Demand) -> float:
    """Return the share of the holders of expiring cards who try online."""
    return demand.id_online_share * demand.id_access_share


def centre_renewals_a_week(demand: Demand, people: int) -> float:
    """Return the cards that expire in a mean week and are renewed in a centre of the capital.

    Args:
        demand: levers.
        people: population of the city.
    """
    a_year = evidence.number("volumes.id_expiry_renewals_astana_per_year")
    per_person = a_year / evidence.number("population.total_2026")
    return per_person * people / WEEKS_A_YEAR * (1 - online_share(demand))


def without_cards(scenario: Scenario, people: int, profiles: list[Profile]) -> list[Profile]:
    """Return the other visits of every office without those who come for their card.

    Args:
        scenario: every lever.
        people: population of the city.
        profiles: other visits an open hour by office, weekday and hour; every office loses the
            same share, and none more than it has.
    """
    demand = scenario.demand
    if not demand.id_centre_visits or not demand.id_renewals:
        return profiles
    hours = [np.array(open_minutes(scenario, n)) / HOUR_MINUTES for n in range(len(profiles))]
    visits = [np.array(profile) * there for profile, there in zip(profiles, hours, strict=True)]
    total = sum(float(of_week.sum()) for of_week in visits)
    if not total:
        return profiles
    left = max(0.0, 1 - centre_renewals_a_week(demand, people) / total)
    return [
        tuple(tuple(row) for row in (np.array(profile) * left).tolist()) for profile in profiles
    ]
