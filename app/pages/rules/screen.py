"""What every part of the page is made with: the visit, the state, what came out of the cases."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import Words
from app.i18n.formats import decimal
from app.pages.rules.running import Ran
from app.pages.rules.state import PATH, State
from app.services import Services
from app.visit import Visit, address


@dataclass(frozen=True)
class Screen:
    """One screen while it is drawn.

    Attributes:
        here: the visit.
        state: what the address asks for.
        ran: what came out of every case, by its name.
        services: what the dashboard stands on.
    """

    here: Visit
    state: State
    ran: Mapping[str, Ran]
    services: Services

    @property
    def words(self) -> Words:
        """The words of the visitor's language."""
        return self.here.words

    def say(self, key: str, **values: object) -> str:
        """Return a text of the page."""
        return self.words(f"rules.{key}", **values)

    def number(self, value: int) -> str:
        """Return a whole number as the language writes it."""
        return decimal(value, self.here.language)

    def at(self, **changes: str | None) -> str:
        """Return the address of this screen with some parameters changed."""
        return self.here.address(**changes)

    def elsewhere(self, path: str, **query: str) -> str:
        """Return an address on another page, in the same language and on the same day."""
        return address(path, {**self.here.carried, **query})

    def view(self, name: str, **query: str) -> str:
        """Return the address of a view of this page, from its beginning."""
        return address(PATH, {**self.here.carried, "view": name, **query})
