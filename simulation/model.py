"""One replication: the city, the centres and the demand put together, run, and written down."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from simpy import Environment

from domain.errors import BadInput
from simulation.centre import Centre, OtherVisits, Walker, open_centre, receive
from simulation.lever_readers import DAY_MINUTES, HOURS, WEEKDAYS, Profile
from simulation.opening import shifts
from simulation.scenario_parts import Scenario
from simulation.trace import OTHER, Trace
from simulation.variates import Variates, column, poisson_times
from synthetic_data.city import City

CITY_VISITS_PER_OPEN_HOUR = 4_800 / 9 / 1_600_000
"""Other visits an open hour and person; see the lever ``demand.other_visits_per_hour``."""


def replicate(scenario: Scenario, city: City | None, replication: int) -> Trace:
    """Run the model once.

    Arrivals stop at the end of the period; whoever is inside then is served out, so that every
    wait that began in the period is known.

    Args:
        scenario: every lever.
        city: the people; None where the scenario needs none.
        replication: number of the replication, from 0: it keys the random streams.

    Raises:
        BadInput: the scenario needs a city and there is none.
    """
    if city is None and scenario.needs_city:
        raise BadInput("city", "a city, as the scenario draws people from it", None)
    environment, trace = Environment(), Trace()
    variates = Variates(scenario.seed, replication)
    centres = [
        open_centre(environment, office, number, scenario.first, scenario.days)
        for number, office in enumerate(scenario.offices)
    ]
    for centre, profile in zip(centres, other_profiles(scenario, city), strict=True):
        visits = other_visits(scenario, centre, profile, trace, variates)
        Walker(receive(environment, centre, trace, visits))
    environment.run()
    dismiss(environment, centres)
    return trace


def dismiss(environment: Environment, centres: Sequence[Centre]) -> None:
    """End the run for those who would wait for ever."""
    for centre in centres:
        for station in centre.stations.values():
            station.dismiss()
    environment.run()


def other_profiles(scenario: Scenario, city: City | None) -> list[Profile]:
    """Return the other visits an hour of every office, by hour of the week."""
    given = scenario.demand.other_visits_per_hour
    nobody: Profile = ((0.0,) * HOURS,) * WEEKDAYS
    if given is not None:
        return [given.get(office.id, nobody) for office in scenario.offices]
    people = 0 if city is None else city.population
    rate = CITY_VISITS_PER_OPEN_HOUR * people / len(scenario.offices)
    return [((rate,) * HOURS,) * WEEKDAYS] * len(scenario.offices)


def other_visits(
    scenario: Scenario, centre: Centre, profile: Profile, trace: Trace, variates: Variates
) -> OtherVisits:
    """Draw the other visits of a centre; nothing here depends on its servers."""
    name = f"office/{scenario.offices[centre.number].id}"
    times = arrivals(scenario, centre, profile, variates, f"{name}/arrivals")
    size, minutes = len(times), scenario.service_minutes
    return OtherVisits(
        first=trace.open_cases(OTHER, times),
        times=column(times),
        reception=variates.draw(f"{name}/reception", minutes.reception, size),
        window=variates.draw(f"{name}/window", minutes.window_other, size),
        patience=variates.draw(f"{name}/patience", scenario.behaviour.patience_minutes, size),
    )


def arrivals(
    scenario: Scenario, centre: Centre, profile: Profile, variates: Variates, name: str
) -> NDArray[np.float64]:
    """Return when people come to a centre, in order: only while it is open, before the end."""
    pieces = shifts(centre.open, profile, scenario.first)
    end = scenario.days * DAY_MINUTES
    times = poisson_times(variates.stream(name), pieces)
    return times[times < end]
