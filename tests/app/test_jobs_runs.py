"""Runs in the table: asked for once, taken by one, given up, and taken over from who was lost."""

import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from app.jobs.conductor import Conductors, Desk, Progress
from app.jobs.finished import KEPT, SLACK, Finished
from app.jobs.run import Busy, Cancelled, Reason, Run, State
from app.jobs.table import LOST_SECONDS, MOST_TRIES, MOST_WAITING, RunTable
from app.store import Store, packed
from app.store_schema import RUNS
from domain.errors import BadInput

SECONDS = 20


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def table(store: Store) -> RunTable:
    return RunTable(store)


def asked(run_id: str, at: float = 0.0, **document: object) -> Run:
    return Run(run_id, "count", document, State.WAITING, asked_by="a", asked_at=at)


def found(table: RunTable, run_id: str) -> Run:
    run = table.find(run_id)
    assert run is not None
    return run


def test_a_run_that_was_asked_for_waits_and_knows_who_comes_first(table: RunTable) -> None:
    table.ask(asked("a", 1.0, norm=12))
    table.ask(asked("b", 2.0))
    assert found(table, "a") == asked("a", 1.0, norm=12)
    assert found(table, "b").ahead == 1
    assert table.find("c") is None


def test_the_run_that_waits_longest_is_taken_first_and_by_one_only(table: RunTable) -> None:
    table.ask(asked("b", 2.0))
    table.ask(asked("a", 1.0))
    taken = [table.claim(owner, 10.0) for owner in ("first", "second", "third")]
    assert [run and run.id for run in taken] == ["a", "b", None]


@pytest.mark.parametrize(
    ("later", "is_taken"), [(LOST_SECONDS - 0.1, False), (LOST_SECONDS + 0.1, True)]
)
def test_a_run_is_taken_over_only_from_who_gives_no_sign_of_life(
    table: RunTable, later: float, *, is_taken: bool
) -> None:
    table.ask(asked("a"))
    table.claim("lost", 100.0)
    assert (table.claim("next", 100.0 + later) is not None) is is_taken
    assert table.note("a", "lost", {"done": 1.0}) is not is_taken


@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED])
def test_a_run_that_came_to_nothing_can_be_asked_for_again(table: RunTable, state: State) -> None:
    table.ask(asked("a"))
    table.claim("one", 0.0)
    table.note("a", "one", {"state": state, "reason": "why"})
    table.ask(asked("a", 5.0))
    assert (found(table, "a").state, found(table, "a").reason) == (State.WAITING, "")
    assert found(table, "a").tries == 0


@pytest.mark.parametrize("state", [State.RUNNING, State.DONE])
def test_a_run_under_way_or_done_is_not_begun_anew(table: RunTable, state: State) -> None:
    table.ask(asked("a"))
    table.claim("one", 0.0)
    table.note("a", "one", {"state": state, "done": 3.0})
    table.ask(asked("a", 5.0))
    assert (found(table, "a").state, found(table, "a").done) == (state, 3.0)


def test_only_so_many_runs_wait(table: RunTable) -> None:
    for number in range(MOST_WAITING):
        table.ask(asked(str(number)))
    with pytest.raises(Busy):
        table.ask(asked("one more"))
    assert table.find("one more") is None


def test_a_cancelled_run_is_no_longer_its_conductors(table: RunTable) -> None:
    table.ask(asked("a"))
    table.claim("one", 0.0)
    table.cancel("a", 1.0)
    assert not table.note("a", "one", {"done": 2.0})
    assert found(table, "a").state is State.CANCELLED


def test_replications_are_found_again_and_kept_once(store: Store) -> None:
    finished = Finished(store)
    finished.keep("s", 0, {"a": [1, None]})
    finished.keep("s", 0, {"a": "another"})
    finished.keep("t", 1, "other scenario")
    assert finished.find("s", [0, 1]) == {0: {"a": [1, None]}}


def test_replications_unused_for_longest_are_dropped(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.jobs.finished.KEPT", 3)
    monkeypatch.setattr("app.jobs.finished.SLACK", 5)
    assert SLACK < KEPT
    finished = Finished(store)
    for number in range(5):
        finished.keep("s", number, number)
        time.sleep(0.002)
    assert set(finished.find("s", range(5))) == {2, 3, 4}


# ---------------------------------------------------------------- conducting


def count(document: Mapping[str, Any], desk: Desk) -> object:
    """Count to a number, a part every hundredth of a second."""
    if document.get("refuse"):
        raise BadInput("levers: windows", "a whole number", "x")
    if document.get("fail"):
        raise ZeroDivisionError
    for part in range(document["to"]):
        if desk.cancelled.wait(0.01):
            raise Cancelled
        desk.progress(part + 1, document["to"])
    return {"counted": document["to"]}


@pytest.fixture
def conductors(table: RunTable) -> Iterator[Conductors]:
    made = Conductors(table, {"count": count}, 2)
    yield made
    made.close()


def until(table: RunTable, run_id: str, *states: State) -> Run:
    last = time.monotonic() + SECONDS
    while time.monotonic() < last:
        run = found(table, run_id)
        if run.state in states:
            return run
        time.sleep(0.02)
    raise AssertionError(found(table, run_id))


def ask(table: RunTable, conductors: Conductors, run_id: str, **document: object) -> None:
    table.ask(asked(run_id, time.time(), **document))
    conductors.look()


def test_a_run_is_conducted_to_its_result(table: RunTable, conductors: Conductors) -> None:
    ask(table, conductors, "a", to=3)
    run = until(table, "a", State.DONE)
    assert (run.result, run.done, run.total) == ({"counted": 3}, 3, 3)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"refuse": True}, "levers: windows: expected a whole number, got x"),
        ({"fail": True}, Reason.ERROR.value),
    ],
)
def test_a_run_that_fails_says_why(
    table: RunTable, conductors: Conductors, document: dict[str, object], reason: str
) -> None:
    ask(table, conductors, "a", **document)
    assert until(table, "a", State.FAILED).reason == reason
    ask(table, conductors, "b", to=1)
    until(table, "b", State.DONE)


def test_a_cancelled_run_stops_within_a_second(table: RunTable, conductors: Conductors) -> None:
    ask(table, conductors, "a", to=100_000)
    until(table, "a", State.RUNNING)
    table.cancel("a", time.time())  # by another server: told by the table alone
    for number in range(2):
        ask(table, conductors, str(number), to=1)
    began = time.monotonic()
    for number in range(2):
        until(table, str(number), State.DONE)
    assert time.monotonic() - began < 2


def test_a_server_that_closes_leaves_its_runs_to_the_next(table: RunTable) -> None:
    first = Conductors(table, {"count": count}, 1)
    ask(table, first, "a", to=60)
    until(table, "a", State.RUNNING)
    first.close()
    assert found(table, "a").state is State.WAITING
    second = Conductors(table, {"count": count}, 1)
    until(table, "a", State.DONE)
    second.close()


def test_a_run_that_ends_every_server_fails(table: RunTable) -> None:
    table.ask(asked("a", to=1))
    for number in range(MOST_TRIES):
        table.claim(f"lost {number}", number * LOST_SECONDS * 2)
    one = Conductors(table, {"count": count}, 1)
    assert until(table, "a", State.FAILED).reason == Reason.DIED.value
    one.close()


def test_the_rest_is_reckoned_from_what_was_not_there_before() -> None:
    now = iter([0.0, 10.0, 20.0, 20.0])
    progress = Progress(lambda: next(now))
    progress.progress(4, 10)  # found in the store, at 10
    progress.progress(6, 10)
    assert progress.seconds_left == pytest.approx((10 - 6) / 2 * 10)


def test_what_is_known_already_is_shown_while_the_work_goes_on(table: RunTable) -> None:
    goes_on = threading.Event()

    def shown_first(_document: Mapping[str, Any], desk: Desk) -> object:
        desk.show({"yours": 1})
        goes_on.wait(SECONDS)
        return {"yours": 1, "baseline": 2}

    one = Conductors(table, {"count": shown_first}, 1)
    ask(table, one, "a")
    last = time.monotonic() + SECONDS
    while found(table, "a").result is None and time.monotonic() < last:
        time.sleep(0.02)
    assert (found(table, "a").result, found(table, "a").state) == ({"yours": 1}, State.RUNNING)
    goes_on.set()
    assert until(table, "a", State.DONE).result == {"yours": 1, "baseline": 2}
    one.close()


@pytest.mark.parametrize("world", ["another city", "another model"])
def test_runs_of_another_world_are_neither_seen_nor_taken(
    store: Store, table: RunTable, world: str
) -> None:
    other = RunTable(store, world)
    other.ask(asked("a"))
    assert table.find("a") is None
    assert table.claim("one", 0.0) is None
    assert table.recent(5) == []
    assert found(other, "a").state is State.WAITING


def test_a_run_asked_for_again_is_not_ended_by_who_was_given_up(table: RunTable) -> None:
    goes_on = threading.Event()

    def deaf(_document: Mapping[str, Any], _desk: Desk) -> object:
        goes_on.wait(SECONDS)  # and does not look whether it is cancelled
        return "done"

    both = Conductors(table, {"count": deaf}, 2)
    ask(table, both, "a")
    until(table, "a", State.RUNNING)
    table.cancel("a", time.time())
    both.stop("a")
    ask(table, both, "a")
    until(table, "a", State.RUNNING)
    goes_on.set()
    assert until(table, "a", State.DONE, State.CANCELLED).state is State.DONE
    ask(table, both, "b")
    until(table, "b", State.DONE)
    both.close()


@pytest.mark.parametrize("damage", [b"", b"no zlib", packed([1])])
def test_a_damaged_run_fails_and_the_next_is_conducted(
    store: Store, table: RunTable, damage: bytes
) -> None:
    table.ask(asked("damaged", to=1))
    with store.changing() as connection:
        connection.execute(update(RUNS).values(packed=damage))
    one = Conductors(table, {"count": count}, 1)
    until(table, "damaged", State.FAILED)
    ask(table, one, "next", to=1)
    until(table, "next", State.DONE)
    one.close()


def test_orderly_ends_of_the_server_are_no_failures(table: RunTable) -> None:
    table.ask(asked("a", to=200))
    for _ in range(MOST_TRIES + 2):
        one = Conductors(table, {"count": count}, 1)
        until(table, "a", State.RUNNING)
        one.close()
        assert found(table, "a").state is State.WAITING
    assert found(table, "a").tries == 0


def test_conductors_outlive_a_database_that_is_away(
    table: RunTable, conductors: Conductors, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = table.claim

    def away(*_: object) -> Run | None:
        raise ZeroDivisionError

    monkeypatch.setattr(table, "claim", away)
    ask(table, conductors, "a", to=1)
    time.sleep(0.1)
    monkeypatch.setattr(table, "claim", claim)
    conductors.look()
    until(table, "a", State.DONE)


def test_two_servers_share_the_runs_of_one_table(store: Store, table: RunTable) -> None:
    begun: list[str] = []
    lock = threading.Lock()

    def noted(document: Mapping[str, Any], _desk: Desk) -> object:
        with lock:
            begun.append(document["name"])
        return None

    servers = [Conductors(RunTable(store), {"count": noted}, 2) for _ in range(2)]
    for number in range(12):
        ask(table, servers[0], str(number), name=str(number))
        servers[1].look()
    for number in range(12):
        until(table, str(number), State.DONE)
    for server in servers:
        server.close()
    assert sorted(begun) == sorted(map(str, range(12)))
