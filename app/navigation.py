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
CARRIED: Final = ("lang", "day", TOUR, SCENARIO, SAVED, *PARAMETERS)
"""Parameters that stay in the address from page to page: the active scenario is among them."""


def path_of(name: str) -> str:
    """Return the address of a page by its name."""
    return next(entry.path for entry in ENTRIES if entry.name == name)
