"""Bars that tell how far a long piece of work is; where nobody looks they are silent."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Event, Thread
from typing import Any

FULL = 100
TICK_SECONDS = 0.5
BEFORE_NEXT = 0.01
"""How far from the next step a bar stops by itself."""

FORM = "{desc} {percentage:3.0f} %|{bar}| {elapsed}, {remaining} to go{postfix}"


class Bar:
    """A bar over the whole of a piece of work.

    Args:
        shown: the bar of tqdm behind it.
    """

    def __init__(self, shown: Any) -> None:  # noqa: ANN401 - tqdm's own
        self._shown = shown
        self._since, self._share, self._until = 0.0, 0.0, 0.0

    def reach(self, step: str, share: float, until: float = 0.0) -> None:
        """Say which step begins, and the share of the time that is over by then.

        Args:
            step: in words.
            share: 0 to 1; it never goes back.
            until: the share at which the next step begins; till then the bar goes on at the
                pace it had. 0: it stays where it is.
        """
        self._since, self._share, self._until = self._elapsed(), share, until
        self._shown.set_postfix_str(step, refresh=False)
        self._move(share)

    def go_on(self) -> None:
        """Redraw the bar, moved on at the pace it had, and never into the next step."""
        passed = self._elapsed() - self._since
        pace = self._share / self._since if self._since else 0.0
        self._move(min(self._share + pace * passed, self._until - BEFORE_NEXT))

    def _elapsed(self) -> float:
        return float(self._shown.format_dict["elapsed"])

    def _move(self, share: float) -> None:
        self._shown.update(max(0.0, FULL * share - self._shown.n))
        self._shown.refresh()


@contextmanager
def bar(about: str) -> Iterator[Bar]:
    """Open a bar on standard error, full at the end; silent unless that is a terminal.

    The time to go is that gone by, in proportion, so steps must be given shares of time.

    Args:
        about: what is being done, in words.
    """
    from tqdm import tqdm

    with tqdm(total=FULL, desc=about, disable=None, bar_format=FORM, smoothing=0) as shown:
        made = Bar(shown)
        with nullcontext() if shown.disable else _ticking(made):
            yield made
        made.reach("done", 1.0)


@contextmanager
def _ticking(shown: Bar) -> Iterator[None]:
    """Let a bar go on by itself, twice a second."""
    over = Event()

    def tick() -> None:
        while not over.wait(TICK_SECONDS):
            shown.go_on()

    thread = Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
