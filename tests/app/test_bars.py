"""The bar over a long piece of work: seen on a terminal, silent elsewhere."""

import io
import re
import sys
import threading

import pytest

from app.commands import bars
from app.commands.bars import bar
from app.commands.cities import STEPS
from synthetic_data import generate


class Terminal(io.StringIO):
    """Standard error that somebody looks at."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error from now on; pytest puts its own in its place before each test."""
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    return seen


def shares(seen: Terminal) -> list[int]:
    return [int(found) for found in re.findall(r"(\d+) %", seen.getvalue())]


def test_a_bar_shows_its_steps_never_goes_back_and_ends_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = watched(monkeypatch)
    with bar("city") as shown:
        shown.reach("people", 0.0)
        shown.reach("homes", 0.5)
        shown.reach("papers", 0.4)
    assert shares(terminal) == sorted(shares(terminal))
    assert shares(terminal)[-1] == 100
    assert all(word in terminal.getvalue() for word in ("city", "people", "homes", "papers"))


def test_a_bar_goes_on_by_itself_and_never_into_the_next_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bars, "TICK_SECONDS", 0.01)
    terminal = watched(monkeypatch)
    with bar("city") as shown:
        threading.Event().wait(0.05)
        shown.reach("homes", 0.5, until=0.6)
        for _ in range(1000):  # a loaded machine ticks late
            if shares(terminal)[-1] == 59:
                break
            threading.Event().wait(0.02)
        threading.Event().wait(0.1)
        assert shares(terminal)[-1] == 59
        assert shares(terminal) == sorted(shares(terminal))
    ended = len(terminal.getvalue())
    threading.Event().wait(0.05)
    assert len(terminal.getvalue()) == ended


def test_a_step_that_says_no_end_keeps_the_bar_where_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bars, "TICK_SECONDS", 0.01)
    terminal = watched(monkeypatch)
    with bar("city") as shown:
        shown.reach("homes", 0.5)
        threading.Event().wait(0.3)
        assert shares(terminal)[-1] == 50


def test_where_nobody_looks_a_bar_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with bar("city") as shown:
        shown.reach("homes", 0.5)
    assert capsys.readouterr() == ("", "")


def test_a_bar_over_work_that_fails_does_not_claim_to_be_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = watched(monkeypatch)
    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert shares(terminal)[-1] == 50


def fail_halfway() -> None:
    with bar("city") as shown:
        shown.reach("homes", 0.5)
        raise ZeroDivisionError


def test_every_step_of_making_a_city_has_its_words_and_its_time() -> None:
    assert tuple(STEPS) == generate.STEPS
    begins = [share for _, share in STEPS.values()]
    assert begins == sorted(begins)
    assert 0 < begins[0] < begins[-1] < 1
