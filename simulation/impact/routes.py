"""Reception, the operating hall and the online channels over a year of applications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from domain.procedure import Verdict
from domain.readings import Readings
from simulation.demand.applications import CHANNELS, Applications, Bools, Ints
from simulation.impact import endings
from simulation.impact.standing import Register, protected_dwellings
from synthetic_data.city import REGISTRATION_KINDS

AT_CENTRE = CHANNELS.index("service_centre")
WITH_PARENT = REGISTRATION_KINDS.index("with_parent")
BELIEVED_PROTECTED, TRUTH = 1, -1


@dataclass(frozen=True, slots=True, eq=False)
class Routes:
    """Where each application is carried, and what ends it there (RES-02 to RES-05, RES-15).

    Args:
        at_centre: whether it begins at reception.
        in_hall: whether reception sends it to the operating hall.
        protected: whether the dwelling's owners are protected, as the day sees them.
        number_holds: whether the hall finds a protected owner by the number typed (RES-03).
        papers_hold: whether a representative on file came with papers that conform (RES-04).
        already: whether the applicant is registered in the dwelling in his own right.
        is_owner: whether the applicant owns a part of the dwelling.
    """

    at_centre: Bools
    in_hall: Bools
    protected: Bools
    number_holds: Bools
    papers_hold: Bools
    already: Bools
    is_owner: Bools

    def rules(self) -> Iterator[tuple[Bools, Verdict]]:
        """Yield the rules that end a case before its admission, in the order of the text."""
        yield self.at_centre & ~self.in_hall, endings.REDIRECTED_ONLINE
        yield ~self.at_centre & self.protected, endings.REDIRECTED_TO_CENTRE
        yield self.already, endings.ALREADY_REGISTERED
        yield self.in_hall & ~self.number_holds, endings.HALL_CHECK_NEGATIVE
        yield self.in_hall & ~self.papers_hold, endings.HALL_PAPERS_REJECTED


def routes(asked: Applications, registers: Register, readings: Readings) -> Routes:
    """Route every application.

    Args:
        asked: the applications.
        registers: the city on the day of filing.
        readings: ``protected_owner`` decides who is sent to the hall.
    """
    protected = protected_dwellings(registers.owners, readings)[asked.dwelling]
    at_centre = asked.channel == AT_CENTRE
    believed = np.where(asked.believed == TRUTH, protected, asked.believed == BELIEVED_PROTECTED)
    guarded = _first_protected(registers)[asked.dwelling]
    return Routes(
        at_centre=at_centre,
        in_hall=at_centre & believed,
        protected=protected,
        number_holds=guarded >= 0,
        papers_hold=asked.papers & (guarded >= 0) & _represented(registers)[guarded],
        already=_is_registered(asked, registers),
        is_owner=_owns(asked, registers),
    )


def _first_protected(registers: Register) -> Ints:
    """Return the first protected owner of each dwelling, -1 for none: the number typed is his."""
    owners = registers.owners
    rows = np.flatnonzero(owners.protected)[::-1]
    first = np.full(len(owners.first) - 1, -1)
    first[registers.city.owned_dwelling[rows]] = owners.owner[rows]  # the first comes last
    return first


def _represented(registers: Register) -> Bools:
    """Return a mask of the persons who have a guardian or a parent on file."""
    mask = np.zeros(registers.city.persons, bool)
    mask[registers.city.ward] = True
    everybody = np.arange(registers.city.persons)
    for parent in registers.kin("replace", "current").parents(everybody):
        mask |= parent >= 0
    return mask


def _is_registered(asked: Applications, registers: Register) -> Bools:
    city = registers.city
    own = city.registration_kind != WITH_PARENT
    held = _pairs(city.registered_person[own], city.registered_dwelling[own], city.dwellings)
    return np.isin(_pairs(asked.applicant, asked.dwelling, city.dwellings), held)


def _owns(asked: Applications, registers: Register) -> Bools:
    position, owner = registers.owners.of(asked.dwelling)
    found = np.zeros(asked.count, bool)
    found[position[owner == asked.applicant[position]]] = True
    return found


def _pairs(person: Ints, dwelling: Ints, dwellings: int) -> Ints:
    return person.astype(np.int64) * dwellings + dwelling
