"""From a visit to what the page shows."""

from app.pages.rules.running import first_run
from app.pages.rules.screen import Screen
from app.pages.rules.state import read_state
from app.services import Services
from app.visit import Visit


def screen(here: Visit, services: Services) -> Screen:
    """Return what the page shows for a visit."""
    state, read = read_state(here)
    return Screen(read, state, first_run(), services)
