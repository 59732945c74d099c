"""Bars that tell how far a long piece of work is; where nobody looks they are silent."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

FULL = 100
TICK_SECONDS = 0.5
FORM = "{desc} {percentage:3.0f} %|{bar}| {elapsed}, {remaining} to go{postfix}"


class Bar:
    """A bar over the whole of a piece of work.

    Args:
        shown: the bar of tqdm behind it.
    """

    def __init__(self, shown: Any) -> None:  # noqa: ANN401 - tqdm's own
        self._shown = shown

    def reach(self, step: str, share: float) -> None:
        """Say which step begins, and the share of the time that is over by then.

        Args:
            step: in words.
            share: 0 to 1; it never goes back.
        """
        self._shown.set_postfix_str(step, refresh=False)
        self._shown.update(max(0.0, FULL * share - self._shown.n))
        self._shown.refresh()


@contextmanager
def bar(about: str) -> Iterator[Bar]:
    """Open a bar on standard error, full at the end; silent unless that is a terminal.

    The time to go is that gone by, in proportion, so steps must be given shares of time. The
    clock goes on during a step.

    Args:
        about: what is being done, in words.
    """
    from tqdm import tqdm

    with tqdm(total=FULL, desc=about, disable=None, bar_format=FORM, smoothing=0) as shown:
        with _ticking(shown):
            yield Bar(shown)
        Bar(shown).reach("done", 1.0)


@contextmanager
def _ticking(shown: Any) -> Iterator[None]:  # noqa: ANN401 - tqdm's own
    """Redraw a bar that can be seen, twice a second."""
    over = Event()

    def tick() -> None:
        while not over.wait(TICK_SECONDS):
            shown.refresh()

    if shown.disable:
        yield
        return
    thread = Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
