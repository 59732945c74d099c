"""Answers worked out once and kept: bounded, shared by threads, never a failure."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from simulation.impact.kept import Answers, Kept


def test_an_answer_is_worked_out_once() -> None:
    asked: list[int] = []

    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    kept = Kept(double, 2)
    assert [kept(3), kept(3), kept(4)] == [6, 6, 8]
    assert asked == [3, 4]


def test_the_answer_asked_for_longest_ago_goes_first() -> None:
    asked: list[int] = []
    kept: Kept[int, None] = Kept(asked.append, 2)
    for number in (1, 2, 1, 3, 1, 2):
        kept(number)
    assert asked == [1, 2, 3, 2]


def test_threads_that_ask_the_same_wait_for_one_of_them() -> None:
    asked: list[int] = []
    together = Barrier(4)

    def ask(_: int) -> int:
        together.wait()
        return kept(7)

    def slowly(number: int) -> int:
        asked.append(number)
        return number + 1

    kept = Kept(slowly, 4)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [8] * 4
    assert asked == [7]


def test_a_failure_is_not_kept() -> None:
    tries: list[int] = []

    def fails_once(number: int) -> int:
        tries.append(number)
        if len(tries) == 1:
            raise ValueError(number)
        return number

    kept = Kept(fails_once, 1)
    with pytest.raises(ValueError, match="5"):
        kept(5)
    assert kept(5) == 5


def test_equal_questions_are_worked_out_once_and_again_when_they_were_dropped() -> None:
    answers = Answers[str, int](most=2)
    made: list[str] = []

    def asked(question: str) -> int:
        def work() -> int:
            made.append(question)
            return len(made)

        return answers.of(question, work)

    assert [asked(one) for one in ("a", "a", "b", "c", "a")] == [1, 1, 2, 3, 4]
    assert made == ["a", "b", "c", "a"]
