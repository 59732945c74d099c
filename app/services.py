"""What the pages stand on, made once at the start."""

from dataclasses import dataclass

from app.settings import Settings


@dataclass(frozen=True)
class Services:
    """Everything that a page may use besides its visit.

    Attributes:
        settings: how the dashboard was started.
    """

    settings: Settings


def open_services(settings: Settings) -> Services:
    """Open what the settings name."""
    return Services(settings)
