"""Options that several subcommands share, and how their values are read."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from pathlib import Path

from app.settings import Settings
from domain.errors import BadInput

DEFAULT_HOME = ".tirkeu"
LONGEST_NUMBER = 12


def add_home(parser: ArgumentParser) -> None:
    """Add where data live."""
    parser.add_argument(
        "--home",
        metavar="DIR",
        default=os.environ.get("TIRKEU_HOME") or DEFAULT_HOME,
        type=folder,
        help=f"where data live (default: TIRKEU_HOME or ./{DEFAULT_HOME})",
    )


def add_database(parser: ArgumentParser) -> None:
    """Add which database the registries and saved work are in."""
    parser.add_argument(
        "--database",
        metavar="URL",
        default=os.environ.get("TIRKEU_DATABASE") or None,
        help="any SQLAlchemy URL (default: TIRKEU_DATABASE or SQLite inside the home)",
    )


def add_places(parser: ArgumentParser) -> None:
    """Add the home and the database to a subcommand that reads neither.

    Every subcommand takes them, so that a script can give all of them the same.
    """
    add_home(parser)
    add_database(parser)


def add_json(parser: ArgumentParser, told: str = "one JSON document") -> None:
    """Add whether the result is told as JSON.

    Args:
        parser: of the subcommand.
        told: what is printed then.
    """
    parser.add_argument("--json", action="store_true", help=told)


def add_stored_city(parser: ArgumentParser) -> None:
    """Add what `settings` reads: the home, the database, and which city of them is meant."""
    add_home(parser)
    add_database(parser)
    parser.add_argument(
        "--city",
        metavar="PEOPLE:SEED",
        type=city,
        help="population and seed, 100000:1 (default: the city made last)",
    )


def settings(options: Namespace) -> Settings:
    """Return the settings that the shared options say."""
    return Settings(home=options.home, database_url=options.database, city=options.city)


def whole(low: int = 0, high: int | None = None) -> Callable[[str], int]:
    """Return a reader of a whole number, both ends included.

    Args:
        low: the least.
        high: the greatest; None: whoever uses the number says so.
    """
    reach = f" of {LONGEST_NUMBER} digits at most" if high is None else f" from {low} to {high}"
    top = 10**LONGEST_NUMBER if high is None else high

    def read(text: str) -> int:
        plain = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
        if not plain or not low <= int(text) <= top:
            raise ArgumentTypeError(f"expected a whole number{reach}, got {text!r}")
        return int(text)

    return read


def path(text: str) -> Path:
    """Read a path; one without words would be the folder one is in."""
    if not text.strip():
        raise ArgumentTypeError("expected a path, got nothing")
    return Path(text)


def folder(text: str) -> Path:
    """Read the path of a folder, which need not be there yet."""
    found = path(text)
    try:
        next(found.iterdir(), None)
    except FileNotFoundError:
        pass  # it is made when something goes into it
    except OSError as reason:
        raise ArgumentTypeError(f"expected a folder, got {text}: {reason.strerror}") from None
    return found


def city(text: str) -> tuple[int, int]:
    """Read population and seed from ``100000:1``."""
    from synthetic_data.home import parse_name  # whoever names no city need not wait for it

    try:
        return parse_name(text)
    except BadInput as problem:
        raise ArgumentTypeError(str(problem).removeprefix("city: ")) from None
