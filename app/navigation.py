"""The pages that exist, in the order of the navigation."""

from dataclasses import dataclass
from typing import Final

from app.policy import PARAMETERS


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation: its name is ``shell.nav.<name>``, its icon ``icons/<name>.svg``."""

    name: str
    path: str


ENTRIES: Final = (
    Entry("overview", "/"),
    Entry("norms", "/norms"),
    Entry("centres", "/centres"),
    Entry("id_cards", "/id-cards"),
    Entry("application", "/application"),
    Entry("registries", "/registries"),
    Entry("scenarios", "/scenarios"),
    Entry("rules", "/rules"),
)
HOME: Final = "/"
SCENARIO: Final = "scenario"
SAVED: Final = "saved"
TOUR: Final = "tour"
CARD_WEEKS: Final = "weeks"
CARRIED: Final = ("lang", "day", TOUR, CARD_WEEKS, SCENARIO, SAVED, *PARAMETERS)
"""Parameters that stay in the address from page to page: the active scenario is among them.

The weeks of the ID cards page are not: how long one looks is no lever of what happens.
"""


def path_of(name: str) -> str:
    """Return the address of a page by its name."""
    return next(entry.path for entry in ENTRIES if entry.name == name)
