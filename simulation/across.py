"""What goes from process to process is made anew from its fields.

Pickle would fill in an empty object, and a frozen class that is compiled refuses that
(docs/decisions/0011-compiled.md).
"""

import copyreg
from dataclasses import Field, fields
from typing import Any, ClassVar, Final, Protocol

from domain.law import Law
from domain.readings import Readings
from domain.records import Annulled, Choices, Registration, Renewal, Review
from simulation.demand.claims import Applicants
from simulation.distributions import Distribution
from simulation.trace import Card


class Fielded(Protocol):
    """A dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


def by_fields(whole: Fielded) -> tuple[type[Fielded], tuple[object, ...]]:
    """Return what makes an equal object: its class and its fields, in their order."""
    return type(whole), tuple(getattr(whole, field.name) for field in fields(whole))


SENT: Final = (
    *(Annulled, Applicants, Card, Choices, Distribution, Law, Readings),
    *(Registration, Renewal, Review),
)
for kind in SENT:
    copyreg.pickle(kind, by_fields)  # type: ignore[arg-type]  # the stubs know no dataclass
