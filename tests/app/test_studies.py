"""Studies made beside the requests: one a day, at most two kept, failures told."""

import time
from datetime import date
from threading import Event, Thread
from typing import cast

import pytest

from app.studies import REST_SECONDS, Held, Precedence, Progress, Studies
from domain.errors import BadInput
from simulation.impact.study import Study

FIRST, SECOND, THIRD = date(2026, 2, 2), date(2026, 2, 3), date(2026, 2, 4)
LONGEST_SECONDS = 5


class Fake:
    """A study that has nothing to work out."""

    def __init__(self, day: date) -> None:
        self.day = day

    def brief(self, _setting: object) -> None: ...
    def curve(self, _setting: object) -> None: ...
    def ranges(self, _setting: object) -> tuple[()]:
        return ()


def fake(day: date) -> Study:
    return cast("Study", Fake(day))


def when_done(studies: Studies, day: date) -> Held:
    last = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < last:
        held = studies.of(day)
        if held.progress is not Progress.UNDER_WAY:
            return held
        time.sleep(0.005)
    raise AssertionError(day)


def test_a_study_is_made_beside_the_request_that_asks_first() -> None:
    may_begin = Event()

    def slow(day: date) -> Study:
        may_begin.wait(LONGEST_SECONDS)
        return cast("Study", Fake(day))

    studies = Studies(slow)
    assert studies.of(FIRST) == Held(Progress.UNDER_WAY)
    may_begin.set()
    held = when_done(studies, FIRST)
    assert held.study is not None
    assert held.study.day == FIRST


def test_a_study_is_made_once() -> None:
    made = []

    def counted(day: date) -> Study:
        made.append(day)
        return cast("Study", Fake(day))

    studies = Studies(counted)
    for _ in range(3):
        when_done(studies, FIRST)
    assert made == [FIRST]


def test_two_days_are_kept_and_the_one_asked_for_longest_ago_goes() -> None:
    studies = Studies(fake)
    first = when_done(studies, FIRST).study
    second = when_done(studies, SECOND).study
    assert when_done(studies, FIRST).study is first
    when_done(studies, THIRD)
    assert when_done(studies, FIRST).study is first
    assert when_done(studies, SECOND).study is not second


@pytest.mark.parametrize(
    ("problem", "reason"),
    [(BadInput("city", "a whole file", "half"), "city: expected a whole file"), (ValueError(), "")],
)
def test_a_study_that_cannot_be_made_says_so(
    problem: Exception, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_day: date) -> Study:
        raise problem

    held = when_done(Studies(broken), FIRST)
    assert (held.progress, held.study) == (Progress.FAILED, None)
    assert held.reason.startswith(reason)
    assert "could not be made" in caplog.text


def test_what_takes_long_waits_while_something_is_urgent_and_not_for_ever() -> None:
    first = Precedence()
    began = time.monotonic()
    first.give_way()
    assert time.monotonic() - began < REST_SECONDS
    with first.urgent():
        waiting = Thread(target=first.give_way)
        waiting.start()
        waiting.join(REST_SECONDS / 2)
        assert waiting.is_alive()
        waiting.join(LONGEST_SECONDS)
        assert not waiting.is_alive()
