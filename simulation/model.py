"""One replication: the city, the centres and the demand put together, run, and written down."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from domain.errors import BadInput
from domain.procedure import Verdict
from domain.records import RESIDENCE_SERVICES, Choices
from simulation.application import Case, Draws
from simulation.asking import SHARED
from simulation.back_office import BackOffice, open_back_office
from simulation.centre import Centre, Walker, centre_places, open_centre
from simulation.clock import Clock
from simulation.cycles import without_cycle_search
from simulation.demand.claims import Supply, claims
from simulation.demand.holders import centre_holders, expiring, holders
from simulation.driver import ONLINE, Online, World
from simulation.journeys.going import Going
from simulation.journeys.identity_card import Renewing
from simulation.journeys.residence import Registering
from simulation.lever_readers import DAY_MINUTES
from simulation.other_visits import other_visits
from simulation.policy import law_of
from simulation.registry_service import services
from simulation.scenario_parts import Scenario
from simulation.station import Station
from simulation.trace import Trace
from simulation.variates import Variates
from simulation.visits import receive
from synthetic_data.memory import Registrations, registries

Told = Callable[[float], None]

AFTERWARDS_DAYS = 60
"""How long officers, desks and outages go on after the period, so that cases can end."""


@without_cycle_search()
def replicate(
    scenario: Scenario,
    stock: Supply | None,
    replication: int,
    journal: list[tuple[Case, Verdict]] | None = None,
    told: Told | None = None,
) -> Trace:
    """Run the model once.

    Nobody comes after the end of the period; whoever is inside then is served out, so that every
    wait that began in the period is known.

    Args:
        scenario: every lever.
        stock: the people; None where the scenario needs none.
        replication: number of the replication, from 0: it keys the random streams.
        journal: takes every finished application with its answers; None: nobody looks.
        told: takes the share of the period that is over, after every simulated day; what it
            raises ends the run; None: nobody asks.

    Raises:
        BadInput: the scenario needs a city and there is none.
    """
    if stock is None and scenario.needs_city:
        raise BadInput("city", "a city, as the scenario draws people from it", None)
    environment, trace = Clock(), Trace()
    variates = Variates(scenario.seed, replication)
    centres = [open_centre(environment, scenario, n) for n in range(len(scenario.offices))]
    people = 0 if stock is None else stock.city.population
    for centre in centres:
        visits = other_visits(scenario, people, centre.number, trace, variates)
        Walker(receive(environment.agenda, centre, trace, visits), environment.agenda)
    stations = [station for centre in centres for station in centre.stations.values()]
    if stock is not None:
        office = open_back_office(environment, scenario, scenario.days + AFTERWARDS_DAYS)
        stations += office.stations
        world = make_world(scenario, stock, variates, (environment, trace, centres, office))
        send_applicants(world, stock, variates, journal)
    _pass_days(environment, scenario.days, told)
    dismiss(environment, stations)
    return trace


def _pass_days(environment: Clock, days: int, told: Told | None) -> None:
    """Let the period and what follows from it pass, a day at a time where somebody asks."""
    if told is not None:
        for day in range(1, days + 1):
            environment.run(until=day * DAY_MINUTES)
            told(day / days)
    environment.run()


def dismiss(environment: Clock, stations: Sequence[Station]) -> None:
    """End the run for those who would wait for ever."""
    for station in stations:
        station.dismiss()
    environment.run()


def make_world(
    scenario: Scenario,
    stock: Supply,
    variates: Variates,
    started: tuple[Clock, Trace, list[Centre], BackOffice],
) -> World:
    """Set up what applications meet besides the centres.

    Args:
        scenario: every lever.
        stock: the people.
        variates: streams of the replication.
        started: clock, trace, centres and what lies behind the portal.
    """
    environment, trace, centres, office = started
    first, horizon = scenario.first, (scenario.days + AFTERWARDS_DAYS) * float(DAY_MINUTES)
    online = Online(scenario.service_minutes.online)
    registrations = Registrations(stock.index)
    shared = registries(registrations, Choices(), first)
    dates = [first + timedelta(day) for day in range(scenario.days)]
    return World(
        agenda=environment.agenda,
        scenario=scenario,
        trace=trace,
        centres=centres,
        places={ONLINE: online, **centre_places(scenario, centres), **office.places},
        services=services(scenario.registries, variates, horizon),
        registrations=registrations,
        systems={name: getattr(shared, name) for name in SHARED},
        laws=[law_of(scenario.policy, day) for day in dates],
    )


def send_applicants(
    world: World,
    stock: Supply,
    variates: Variates,
    journal: list[tuple[Case, Verdict]] | None,
) -> None:
    """Draw the applicants of the pilots and send them on their way."""
    claimed = claims(world.scenario, stock, variates)
    held = holders(world.scenario, stock, variates)
    sizes = {
        service: 1 + max((c.index for c in claimed if c.service == service), default=0)
        for service in RESIDENCE_SERVICES
    }
    sizes["id_card"] = len(expiring(stock, world.scenario)[0])
    draws = {service: Draws(variates, service, size) for service, size in sizes.items()}
    going = Going(world, draws, journal)
    Registering(going).begin(claimed)
    Renewing(going).begin(held, centre_holders(world.scenario, stock, variates))
