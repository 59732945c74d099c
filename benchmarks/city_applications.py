"""Applications of the people of a city, with kinship to find: for tests and benchmarks."""

from collections.abc import Iterator
from datetime import date
from random import Random

from domain.records import (
    ID_CARD_CHANNELS,
    RESIDENCE_CHANNELS,
    RESIDENCE_SERVICES,
    SIDES,
    Application,
    Choices,
    Registration,
    Renewal,
)
from domain.residence.kinship import categories
from domain.residence.protection import is_minor
from synthetic_data.city import City
from synthetic_data.days import as_number

DAY = date(2026, 2, 2)


def kin_and_strangers(city: City, random: Random) -> Iterator[tuple[int, int]]:
    """Yield applicants and dwellings: strangers, an owner's family, the adopted, minors' flats."""
    rows = zip(
        city.owned_dwelling.tolist(), city.owner.tolist(), city.owner_is_organisation, strict=True
    )
    owned = {owner: dwelling for dwelling, owner, organisation in rows if not organisation}
    owners = sorted(owned)
    minors = [o for o in owners if is_minor(int(city.born[o]), as_number(DAY))] or owners
    while True:
        yield random.randrange(city.persons), random.randrange(city.dwellings)
        owner = random.choice(owners)
        yield random.choice([owner, *kin(city, owner)]), owned[owner]
        row = random.randrange(len(city.adopted_child))
        yield int(city.adopted_child[row]), owned[random.choice(owners)]
        yield random.randrange(city.persons), owned[random.choice(minors)]


def kin(city: City, person: int) -> list[int]:
    """Return parents, children of a father, and wives."""
    parents = [int(city.father[person]), int(city.mother[person])]
    children = (city.father == person).nonzero()[0].tolist()
    wives = city.spouse_b[city.spouse_a == person].tolist()
    return [one for one in (*parents, *children, *wives) if one >= 0]


def applications(city: City, random: Random) -> Iterator[tuple[Application, Choices]]:
    for applicant, dwelling in kin_and_strangers(city, random):
        category = random.choice([*categories("order_677"), None])
        choices = Choices(category=category, side=random.choice(SIDES))
        if random.random() < 0.2:
            channel = random.choice(ID_CARD_CHANNELS)
            card = Renewal(channel, DAY, applicant, "astana", "id_card", "expiry", applicant)
            yield card, choices
        else:
            service = random.choice(RESIDENCE_SERVICES)
            channel = random.choice(RESIDENCE_CHANNELS)
            yield Registration(service, channel, DAY, applicant, dwelling), choices
