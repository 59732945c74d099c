"""What a start of the dashboard is told: where its data live and where it listens."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """How the dashboard was started.

    Attributes:
        home: folder of the cities and of what users save.
        database_url: any SQLAlchemy URL; None: SQLite inside the home.
        city: population and seed; None: the city made last, if there is one.
        host: address to listen on.
        port: port to listen on.
        login: whether users must log in.
        names: further names of this server, as its users write them in the address bar.
        behind_proxy: whether a proxy stands before it, which says who asks and how.
    """

    home: Path
    database_url: str | None = None
    city: tuple[int, int] | None = None
    host: str = "127.0.0.1"
    port: int = 8050
    login: bool = False
    names: tuple[str, ...] = ()
    behind_proxy: bool = False
