"""Studies made beside the requests: one a day, at most two kept, failures told."""

import time
from datetime import date
from threading import Event, Thread
from typing import cast

import pytest

from app.studies import REST_SECONDS, Held, KeptSlow, Progress, SlowLane, Studies
from domain.errors import BadInput
from simulation.impact.setting import Setting, lawful
from simulation.impact.study import Study

FIRST, SECOND, THIRD = date(2026, 2, 2), date(2026, 2, 3), date(2026, 2, 4)
LONGEST_SECONDS = 5
LAW = lawful(FIRST)


class Fake:
    """A study that has nothing to work out."""

    def __init__(self, day: date) -> None:
        self.day = day

    def brief(self, _setting: object) -> None: ...
    def curve(self, _setting: object) -> None: ...
    def ranges(self, _setting: object) -> tuple[()]:
        return ()

    def reading_effects(self, _setting: object) -> tuple[()]:
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
    first = SlowLane()
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


def test_slow_work_is_done_once_and_kept() -> None:
    done = []

    def work(setting: Setting) -> int:
        done.append(setting)
        return 5

    kept = KeptSlow(work, SlowLane())
    assert kept.known(LAW) is None
    assert [kept.counted(LAW) for _ in range(3)] == [5, 5, 5]
    assert kept.known(LAW) == 5
    assert done == [LAW]


def test_a_lane_that_is_taken_says_so_at_once() -> None:
    lane, begun, may_end = SlowLane(), Event(), Event()

    def slow() -> int:
        begun.set()
        may_end.wait(LONGEST_SECONDS)
        return 1

    worker = Thread(target=lane.run, args=("one", slow))
    worker.start()
    begun.wait(LONGEST_SECONDS)
    assert lane.run("other", lambda: 2) is None
    may_end.set()
    worker.join(LONGEST_SECONDS)
    assert lane.run("other", lambda: 2) == 2


def test_work_that_nobody_wants_any_more_is_given_up_for_other_work() -> None:
    lane, begun = SlowLane(), Event()
    found: list[int | None] = []

    def endless() -> int:
        begun.set()
        last = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < last:
            lane.give_way()
            time.sleep(0.01)
        return 1

    worker = Thread(target=lambda: found.append(lane.run("old", endless)))
    worker.start()
    begun.wait(LONGEST_SECONDS)
    while worker.is_alive():
        lane.run("new", lambda: 2)
        time.sleep(0.05)
    assert found == [None]
