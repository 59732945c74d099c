"""Whatever the pages ask about a city goes through an index, however large the city is."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, event

from app.pages.application import page
from app.pages.application.callbacks import found_dwellings, found_people, here, saved
from app.services import Services, open_services
from app.settings import Settings
from domain.records import CHANNELS
from synthetic_data.city import ASTANA
from synthetic_data.home import make_city
from synthetic_data.registry.city_database import CityDatabase

PEOPLE = 3_000


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    own = Settings(home=tmp_path_factory.mktemp("home"))
    make_city(own.home, (PEOPLE, 1), CityDatabase())
    return open_services(own)


@pytest.fixture
def scans(services: Services) -> Iterator[list[str]]:
    """Collects the statements of a test that read a table from end to end."""
    assert services.city is not None
    engine, found, seen = services.city.engine, list[str](), set[str]()

    def look(
        connection: Connection, cursor: object, statement: str, values: tuple[object, ...]
    ) -> None:
        if statement in seen or not statement.startswith(("SELECT", "UPDATE")):
            return
        seen.add(statement)
        told = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", values)
        found.extend(f"{step}: {statement}" for *_, step in told if reads_all(step))

    def before(*said: object) -> None:
        look(*said[:4])  # type: ignore[arg-type]

    event.listen(engine, "before_cursor_execute", before)
    yield found
    event.remove(engine, "before_cursor_execute", before)
    assert seen


def reads_all(step: str) -> bool:
    """Tell the reading of a whole table from that of a list written in the statement."""
    return step.startswith("SCAN") and step != "SCAN CONSTANT ROW" and "subquery" not in step


def an_owner(services: Services) -> tuple[int, int]:
    """Return a person who owns a dwelling, and the dwelling."""
    assert services.search is not None
    city = services.search.city
    here = city.dwelling_city[city.owned_dwelling] == ASTANA
    row = int((here & (city.owner_is_organisation == 0)).argmax())
    return int(city.owner[row]), int(city.owned_dwelling[row])


@pytest.mark.parametrize("service", sorted(CHANNELS))
def test_an_application_of_the_city_reads_no_table_from_end_to_end(
    services: Services, scans: list[str], service: str
) -> None:
    owner, dwelling = an_owner(services)
    for channel in CHANNELS[service]:
        for applicant in (owner, owner + 1):
            for panel in ("city", "edit"):
                chosen = f"?applicant={applicant}&dwelling={dwelling}&service={service}"
                page.content(here(f"{chosen}&channel={channel}&panel={panel}&step=end"), services)
    assert scans == []


@pytest.mark.parametrize(
    ("find", "sought"),
    [
        (found_people, "Ахметов"),
        (found_people, "850"),
        (found_dwellings, "Абай 1"),
        (found_dwellings, "Ахметов"),
        (found_dwellings, "850101"),
    ],
)
def test_what_a_search_shows_reads_no_table_from_end_to_end(
    services: Services, scans: list[str], find: Callable[..., object], sought: str
) -> None:
    find(here(""), sought, services)
    assert scans == []


def test_a_dwelling_without_applicant_is_kept_while_one_is_chosen(
    services: Services, scans: list[str]
) -> None:
    owner, dwelling = an_owner(services)
    shown = str(page.content(here(f"?dwelling={dwelling}&panel=city&lang=en"), services))
    assert "choose an applicant" in shown
    assert f"applicant={owner}" in shown
    assert f"dwelling={dwelling}" in shown
    assert scans == []


@pytest.mark.parametrize("address", ["?dwelling=999999999", "?dwelling=flat-1", "?"])
def test_without_a_known_dwelling_the_first_case_is_shown(services: Services, address: str) -> None:
    shown = str(page.content(here(f"{address}&lang=en"), services))
    assert "choose an applicant" not in shown
    assert "step-next" in shown
    assert saved(here(address), services)["content"]
