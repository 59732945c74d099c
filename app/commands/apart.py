"""Work done in a process of its own, which ends when whoever waits for it is told to end."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import TypeVar

from app.commands.ending import STOPPED, orderly

Result = TypeVar("Result")


def apart(work: Callable[..., Result], *arguments: object) -> Result:
    """Do a piece of work in another process and return its result.

    A request to end (SIGTERM, Ctrl+C) is handed on: this returns by `KeyboardInterrupt` when the
    other process has taken away what was half and has ended.

    Args:
        work: a function of a module, whose result can be pickled.
        arguments: of it; they can be pickled.

    Raises:
        Exception: what the work raised.
        ChildProcessError: the other process ended before it could tell the result.
    """
    from multiprocessing import get_context, resource_tracker

    resource_tracker.ensure_running()  # later it would let signals through that are held back
    context = get_context("spawn")
    hearing, telling = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(telling, work, arguments))
    with orderly():
        try:
            with _held_back(signal.SIGINT, signal.SIGTERM):
                process.start()
            telling.close()  # the other process has it now: who has ended is not waited for
            result, problem = hearing.recv()
        except EOFError:
            process.join()
            what = f"the process that did the work ended with {process.exitcode}"
            raise ChildProcessError(what) from None
        except KeyboardInterrupt:
            if process.is_alive():
                process.terminate()
            raise
        finally:
            if process.pid is not None:
                process.join()
    if problem is not None:
        raise problem
    made: Result = result
    return made


@contextmanager
def _held_back(*numbers: signal.Signals) -> Iterator[None]:
    """Hold signals back till afterwards; a process begun meanwhile goes on holding them back.

    Ctrl+C reaches every process of a terminal, but only one is to answer it.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _do(telling: Connection, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    """Do the work and tell its result or what it raised; run in the other process."""
    told: tuple[object, Exception | None]
    try:
        with orderly():
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
            told = work(*arguments), None
    except KeyboardInterrupt:
        raise SystemExit(STOPPED) from None  # whoever asked for it says so
    except Exception as problem:  # noqa: BLE001 - raised again by who waits
        told = None, problem
    with suppress(BrokenPipeError):  # nobody waits any more
        telling.send(told)
