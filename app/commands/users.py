"""``tirkeu users``: who may log in to the dashboard, and what each may do there."""

import getpass
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.commands.options import add_database, add_home, add_json
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
        part = _part(parts, word, said, run)
        part.add_argument("name", metavar="NAME")
        if word == "remove":
            part.add_argument("--force", action="store_true", help="the last analyst too")


def _part(
    parts: Any,  # noqa: ANN401 - argparse keeps the class to itself
    word: str,
    said: str,
    run: Callable[["Users", Namespace], str],
) -> ArgumentParser:
    parser: ArgumentParser = parts.add_parser(word, help=said, description=f"{said}.".capitalize())
    add_home(parser)
    add_database(parser)
    add_json(parser, "print one JSON document")
    parser.set_defaults(run=_in_database(run))
    return parser


def _in_database(run: Callable[["Users", Namespace], str]) -> Callable[[Namespace], int]:
    """Return what does a part of the command in the database and tells what it has done.

    With ``--json`` all who may log in then are told as one document, whatever was done.
    """

    def opened(options: Namespace) -> int:
        from app.access.users import Users
        from app.store import Store

        store = Store(options.home, options.database)
        try:
            users = Users(store)
            said = run(users, options)
            known = listed(users) if options.json else None
        finally:
            store.close()
        if said:
            print(said, file=sys.stderr)
        if known is not None:
            print(json.dumps(known, ensure_ascii=False))
        return 0

    return opened


def listed(users: "Users") -> dict[str, Any]:
    """Return who may log in, as a document ``tirkeu.users/1``."""
    rows = [
        {"name": kept.user.name, "role": kept.user.role.value, "made": _day(kept.made_at)}
        for kept in users.all()
    ]
    return {"format": "tirkeu.users/1", "users": rows}


def _day(seconds: float) -> str:
    from app.i18n.formats import ASTANA

    return datetime.fromtimestamp(seconds, ASTANA).date().isoformat()


def _list(users: "Users", options: Namespace) -> str:
    for one in () if options.json else listed(users)["users"]:
        print(one["name"], one["role"], one["made"], sep="\t")
    return ""


def _add(users: "Users", options: Namespace) -> str:
    from app.access.user import Role

    user = users.add(options.name, Role(options.role), typed_password())
    return f"{user.name} can log in as {user.role.value}"


def _remove(users: "Users", options: Namespace) -> str:
    users.remove(options.name, is_last_wanted=options.force)
    return f"{options.name} cannot log in any more"


def _password(users: "Users", options: Namespace) -> str:
    users.set_password(options.name, typed_password())
    return f"{options.name} logs in anew, with the new password"


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
