"""``tirkeu users``: who may log in to the dashboard, and what each may do there."""

import getpass
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.commands.options import add_database, add_home
from domain.errors import BadInput

if TYPE_CHECKING:
    from app.access.users import Users

ROLES = ("viewer", "analyst")
"""As `app.access.Role` has them; a test holds them equal, so that --help need not wait for it."""


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "users",
        help="say who may log in to the dashboard",
        description="Users of the dashboard: a viewer looks, an analyst also runs and saves.",
        epilog="example: tirkeu users add aigerim --role analyst",
    )
    parts = parser.add_subparsers(metavar="WHAT", required=True)
    _part(parts, "list", "name the users", _list)
    one = _part(
        parts, "add", "make a user; the password is asked, or read from standard input", _add
    )
    one.add_argument("name", metavar="NAME")
    one.add_argument("--role", choices=ROLES, required=True, help="what the user may do")
    for word, said, run in (
        ("remove", "take a user away; open sessions of the user end", _remove),
        ("password", "give a user another password; open sessions of the user end", _password),
    ):
        _part(parts, word, said, run).add_argument("name", metavar="NAME")


def _part(
    parts: Any,  # noqa: ANN401 - argparse keeps the class to itself
    word: str,
    said: str,
    run: Callable[["Users", Namespace], None],
) -> ArgumentParser:
    parser: ArgumentParser = parts.add_parser(word, help=said, description=f"{said}.".capitalize())
    add_home(parser)
    add_database(parser)
    parser.set_defaults(run=_in_database(run))
    return parser


def _in_database(run: Callable[["Users", Namespace], None]) -> Callable[[Namespace], int]:
    def opened(options: Namespace) -> int:
        from app.access.users import Users
        from app.store import Store

        store = Store(options.home, options.database)
        try:
            run(Users(store), options)
        finally:
            store.close()
        return 0

    return opened


def _list(users: "Users", _options: Namespace) -> None:
    for kept in users.all():
        made = datetime.fromtimestamp(kept.made_at, UTC).date()
        print(kept.user.name, kept.user.role.value, made.isoformat(), sep="\t")


def _add(users: "Users", options: Namespace) -> None:
    from app.access.user import Role

    user = users.add(options.name, Role(options.role), typed_password())
    print(f"{user.name} can log in as {user.role.value}", file=sys.stderr)


def _remove(users: "Users", options: Namespace) -> None:
    users.remove(options.name)
    print(f"{options.name} cannot log in any more", file=sys.stderr)


def _password(users: "Users", options: Namespace) -> None:
    users.set_password(options.name, typed_password())
    print(f"{options.name} logs in anew, with the new password", file=sys.stderr)


def typed_password() -> str:
    """Return a password: typed twice at a terminal, else the first line of standard input.

    Raises:
        BadInput: it was not the same twice.
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("password: ")
    if first != getpass.getpass("once more: "):
        raise BadInput("password", "the same one twice", "two that differ")
    return first
