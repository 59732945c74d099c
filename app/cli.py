"""The command ``tirkeu``.

Results go to standard output, progress and messages to standard error. The command ends with 0
when the work was done, 2 for input that cannot be used, 1 for a failure of its own.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NoReturn

from app.commands import (
    case,
    compare,
    fit,
    generate,
    impact,
    quality,
    report,
    rules,
    sensitivity,
    serve,
    simulate,
    staff,
    tables,
    users,
)
from app.commands.ending import BAD_INPUT, DONE, STOPPED, one_line, tell

COMMANDS: tuple[ModuleType, ...] = (
    serve,
    generate,
    quality,
    tables,
    case,
    impact,
    simulate,
    compare,
    sensitivity,
    report,
    staff,
    fit,
    rules,
    users,
)


class Parser(ArgumentParser):
    """A parser whose errors are one line and whose options are written out."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """End with the one line and the status of bad input."""
        self.exit(BAD_INPUT, f"{one_line(f'{self.prog}: {message}')}\n")


def parser() -> ArgumentParser:
    """Return the parser of all subcommands."""
    top = Parser(
        prog="tirkeu",
        description="Two pilots of public services: decide, evaluate and simulate them.",
        epilog="example: tirkeu case application.json --json",
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    Args:
        arguments: the words after ``tirkeu``; None takes them from the command line.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(arguments)
    return guarded(options.run, options)


def guarded(run: Callable[[Namespace], int], options: Namespace) -> int:
    """Run a subcommand, and tell whatever stops it in one line."""
    try:
        return run(options)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # whoever read the output has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as problem:  # noqa: BLE001 - the last place that can tell it in one line
        return tell(problem)


if __name__ == "__main__":
    sys.exit(main())
