"""Everybody that a procedure can ask, over one database session."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from domain.records import Application, Choices
from domain.registries import Registries
from synthetic_data.registry.back_office import (
    MigrationOffice,
    PaymentDesk,
    PickupDesk,
    Production,
)
from synthetic_data.registry.civil_acts import CivilActTables, MartTables
from synthetic_data.registry.people import (
    Applicant,
    Archive,
    Channel,
    HomeOwner,
    Operator,
    Reception,
)
from synthetic_data.registry.systems import (
    CadastreTables,
    PopulationTables,
    ProtectionTables,
    ServiceCentreTables,
    StudyTables,
)


def registries(
    session: Session, choices: Choices, day: date, application: Application
) -> Registries:
    """Return everybody that can be asked about an application.

    Args:
        session: an open session; what the systems write they commit in it.
        choices: what the people in the case decide.
        day: the day on which the answers are given and the entries dated.
        application: the application, whose service IIS CON notes.
    """
    egkn, gbd_fl = CadastreTables(session), PopulationTables(session, day)
    e_sobes, zags = ProtectionTables(session), CivilActTables(session)
    archive = Archive(egkn, e_sobes, zags, gbd_fl.identity)
    return Registries(
        egkn=egkn,
        gbd_fl=gbd_fl,
        e_sobes=e_sobes,
        iis_con=ServiceCentreTables(session, day, application.service),
        zags=zags,
        smart_data_ukimet=MartTables(session),
        nobd=StudyTables(session, "nobd"),
        epvo=StudyTables(session, "epvo"),
        payment=PaymentDesk(session, day, choices),
        ums=MigrationOffice(session, day, choices),
        production_centre=Production(session, day),
        pickup_point=PickupDesk(session, day, choices),
        applicant=Applicant(choices),
        owner=HomeOwner(choices),
        reception=Reception(choices),
        operating_hall=Operator(choices, day, archive),
        channel=Channel(choices),
    )


@contextmanager
def rehearse(engine: Engine) -> Iterator[Session]:
    """Open a session whose every effect is undone at the end, commits of the systems included.

    For trying out an application on a city that must stay as it is. Other sessions see nothing
    of it, but a writer waits until it is over: keep it short.
    """
    with engine.connect() as connection, connection.begin() as everything:
        with Session(connection, join_transaction_mode="rollback_only") as session:
            yield session
        everything.rollback()
