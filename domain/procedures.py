"""The two procedures, by the kind of application."""

from domain.identity_card.renewal import renewal
from domain.law import Law
from domain.procedure import Procedure
from domain.readings import Readings
from domain.records import Application, Renewal
from domain.residence.registration import registration


def start(application: Application, law: Law, readings: Readings) -> Procedure:
    """Return a fresh procedure for an application.

    Args:
        application: what is asked for.
        law: the values in force on its day of filing.
        readings: how the text is read.
    """
    if isinstance(application, Renewal):
        return renewal(application, law, readings)
    return registration(application, law, readings)
