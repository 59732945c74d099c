"""Studies made beside the requests: one a day, few kept, failures told and tried again."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from threading import Event, Thread, get_ident
from typing import cast

import pytest

from app import slow_lane
from app import studies as module
from app.slow_lane import REST_SECONDS, SlowLane
from app.studies import Held, KeptSlow, Progress, Studies
from domain.errors import BadInput
from simulation.impact.setting import Setting, lawful
from simulation.impact.study import Study

FIRST, SECOND, THIRD = date(2026, 2, 2), date(2026, 2, 3), date(2026, 2, 4)
DAYS = (FIRST, SECOND, THIRD)
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


def soon(is_so: Callable[[], bool]) -> bool:
    """Say whether something becomes so."""
    last = time.monotonic() + LONGEST_SECONDS
    while not is_so() and time.monotonic() < last:
        time.sleep(0.005)
    return is_so()


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


def test_two_days_are_kept_and_the_one_asked_for_longest_ago_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "FRESH_SECONDS", 0)
    studies = Studies(fake)
    first = when_done(studies, FIRST).study
    second = when_done(studies, SECOND).study
    assert when_done(studies, FIRST).study is first
    when_done(studies, THIRD)
    assert when_done(studies, FIRST).study is first
    assert when_done(studies, SECOND).study is not second


def test_three_who_wait_for_three_days_all_get_theirs_from_one_thread() -> None:
    made, makers = [], set()

    def slow(day: date) -> Study:
        made.append(day)
        makers.add(get_ident())
        time.sleep(0.05)
        return fake(day)

    studies, waiting = Studies(slow), {FIRST, SECOND, THIRD}
    last = time.monotonic() + LONGEST_SECONDS
    while waiting and time.monotonic() < last:
        waiting -= {day for day in DAYS if studies.of(day).progress is Progress.READY}
        time.sleep(0.005)
    assert not waiting
    assert sorted(made) == [FIRST, SECOND, THIRD]
    assert len(makers) == 1


@pytest.mark.parametrize(
    ("fresh", "made"),
    [(LONGEST_SECONDS, [0, 4, 3, 2, 1]), (0, [0, 4, 3])],
    ids=["all still wanted", "nobody waits"],
)
def test_the_day_asked_for_last_is_made_next_and_one_nobody_waits_for_is_not(
    fresh: float, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FRESH_SECONDS", fresh)
    begun, may_end, found = Event(), Event(), list[int]()

    def held_up(day: date) -> Study:
        found.append((day - FIRST).days)
        begun.set()
        may_end.wait(LONGEST_SECONDS)
        return fake(day)

    studies = Studies(held_up)
    studies.of(FIRST)
    begun.wait(LONGEST_SECONDS)
    for number in range(1, 5):
        studies.of(FIRST + timedelta(number))
    may_end.set()
    assert soon(lambda: len(found) == len(made))
    assert found == made


@pytest.mark.parametrize("problem", [BadInput("city", "a whole file", "half"), ValueError("half")])
def test_a_study_that_cannot_be_made_says_so_and_is_tried_again_after_a_pause(
    problem: Exception, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    problems = [problem]

    def flaky(day: date) -> Study:
        if problems:
            raise problems.pop()
        return fake(day)

    studies = Studies(flaky)
    held = when_done(studies, FIRST)
    assert (held.progress, held.study) == (Progress.FAILED, None)
    assert "could not be made" in caplog.text
    assert "half" in caplog.text
    assert studies.of(FIRST) is held
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0)
    assert studies.of(FIRST).progress is Progress.UNDER_WAY
    assert when_done(studies, FIRST).progress is Progress.READY


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


def test_what_takes_long_waits_a_little_longer_than_what_was_urgent() -> None:
    lane = SlowLane()
    with lane.urgent():
        pass
    began = time.monotonic()
    lane.give_way()
    assert time.monotonic() - began > REST_SECONDS / 2


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


def test_as_many_slow_answers_are_kept_as_there_is_place_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 2)
    kept = KeptSlow(lambda _setting: 5, SlowLane())
    settings = [LAW.at(norm) for norm in (120, 130, 140)]
    for setting in settings:
        kept.counted(setting)
    assert [kept.known(setting) for setting in settings] == [None, 5, 5]


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


@pytest.mark.parametrize(
    ("grace", "rivals", "is_given_up"),
    [
        (0, ["new"], True),
        (0, ["new", "old"], False),
        (0, ["old"], False),
        (0, [], False),
        (LONGEST_SECONDS, ["new"], False),
    ],
    ids=["other wanted", "both wanted", "itself wanted", "nothing wanted", "in its grace"],
)
def test_begun_work_is_given_up_after_its_grace_when_only_other_work_is_wanted(
    grace: float, rivals: list[str], *, is_given_up: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_lane, "WANTED_SECONDS", 0.01)
    lane = SlowLane(grace)

    def work() -> int:
        time.sleep(0.02)
        for name in rivals:
            lane.run(name, lambda: 2)
        lane.give_way()
        return 1

    assert lane.run("old", work) == (None if is_given_up else 1)


def test_two_who_wait_for_work_longer_than_its_grace_both_get_it_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slow_lane, "WANTED_SECONDS", 0.01)
    lane = SlowLane(grace=0)

    def run(name: str, rival: str) -> int | None:
        def work() -> int:
            time.sleep(0.02)
            lane.run(rival, lambda: 2)
            lane.give_way()
            return 1

        return lane.run(name, work)

    found = [run(*names) for names in [("one", "other"), ("other", "one")] * 2]
    assert found == [None, None, 1, 1]


def test_what_was_wanted_while_other_work_was_done_does_not_count_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slow_lane, "WANTED_SECONDS", 0.01)
    lane = SlowLane(grace=0)

    def work() -> int:
        time.sleep(0.02)
        lane.run("new", lambda: 2)
        return 1

    def later() -> int:
        lane.give_way()
        return 3

    assert [lane.run("old", work), lane.run("old", later)] == [1, 3]


def test_a_call_outside_of_the_lane_is_never_outdated() -> None:
    SlowLane(grace=0).give_way()
