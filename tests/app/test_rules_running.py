"""Cases of the Rules page while many ask for them: one run at a time, shared, forgotten after."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from app import library
from app.pages.rules.running import Ending, Ran, Shared, cases_of

CASE = next(iter(library.promises()))
ASKING = 6
SETTLING_SECONDS = 0.5
PATIENCE_SECONDS = 10


def ran(name: str, decided_by: str, *came_to: str) -> Ran:
    ending = Ending("registered", "norm", decided_by)
    return Ran(name, ending, ending, came_to)


def test_who_comes_while_cases_are_run_gets_what_comes_out_of_that_run() -> None:
    runs, begun, may_end, made = Shared(), Event(), Event(), []

    def work() -> dict[str, Ran]:
        made.append(CASE)
        begun.set()
        assert may_end.wait(PATIENCE_SECONDS)
        return {CASE: ran(CASE, "RES-08")}

    with ThreadPoolExecutor(ASKING) as threads:
        first = threads.submit(runs.run, "", work)
        assert begun.wait(PATIENCE_SECONDS)
        at_the_door = Barrier(ASKING)

        def ask() -> dict[str, Ran]:
            at_the_door.wait(PATIENCE_SECONDS)
            return runs.run("", work)

        others = [threads.submit(ask) for _ in range(ASKING - 1)]
        other = runs.run("RES-08", dict)
        at_the_door.wait(PATIENCE_SECONDS)
        may_end.wait(SETTLING_SECONDS)  # from the door to the run that is under way
        assert not any(each.done() for each in others)
        may_end.set()
        found = [each.result(PATIENCE_SECONDS) for each in (first, *others)]
    assert other == {}
    assert found[0] == {CASE: ran(CASE, "RES-08")}
    assert 1 <= len(made) < ASKING


def test_a_run_that_is_over_is_made_anew() -> None:
    runs = Shared()
    assert runs.run("", dict) == {}
    assert list(runs.run("", lambda: {CASE: ran(CASE, "RES-08")})) == [CASE]


def test_a_run_that_fails_fails_for_its_asker_and_stops_no_later_one() -> None:
    runs = Shared()

    def broken() -> dict[str, Ran]:
        message = "no cases"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="no cases"):
        runs.run("", broken)
    assert runs.run("", dict) == {}


@pytest.mark.parametrize(
    ("case", "deciding", "others"),
    [
        (ran("norm", "RES-08", "RES-05", "RES-08"), 1, 0),
        (ran("norm", "RES-09", "RES-08", "RES-09"), 0, 1),
        (ran("norm", "RES-09", "RES-05", "RES-09"), 0, 0),
        (ran("norm", "RES-08"), 1, 0),
    ],
)
def test_a_case_is_listed_once_with_those_that_a_rule_decides_or_with_the_others(
    case: Ran, deciding: int, others: int
) -> None:
    found = cases_of("RES-08", {case.case: case})
    assert tuple(map(len, found)) == (deciding, others)
