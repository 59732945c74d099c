"""Users and sessions in PostgreSQL, and a server that turns everybody away for a while."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from psycopg import sql

from app.access import Role, User
from app.access.attempts import Attempts, limits_of
from app.access.passwords import Cost
from app.access.sessions import Sessions
from app.access.users import Users
from app.store import Store, StoreAway
from domain.errors import BadInput
from tests.postgresql import Cluster

PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
NOW = 1_000_000.0


def test_users_log_in_and_a_server_that_was_away_is_used_again(
    postgresql: Cluster, tmp_path: Path
) -> None:
    name = postgresql.make_database()
    store = Store(tmp_path, postgresql.url(name))
    users, sessions = Users(store, Cost(n=2, r=1, p=1)), Sessions(store)
    users.add("Serik", Role.VIEWER, PASSWORD)
    assert users.known("SERIK", PASSWORD) == "serik"
    assert Attempts(store).begin(limits_of("Serik", "192.0.2.1"), NOW) == 0
    token = sessions.begin("serik", NOW)
    close = "ALTER DATABASE {} ALLOW_CONNECTIONS {}"
    try:
        postgresql.run(sql.SQL(close).format(sql.Identifier(name), sql.SQL("false")))
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}"
        postgresql.run(sql.SQL(ended).format(sql.Literal(name)))
        for _ in range(2):
            with pytest.raises(StoreAway):
                sessions.user(token, NOW)
        postgresql.run(sql.SQL(close).format(sql.Identifier(name), sql.SQL("true")))
        assert sessions.user(token, NOW) == User("Serik", Role.VIEWER)
    finally:
        store.close()
        postgresql.drop_database(name)


def test_a_connection_that_the_server_has_ended_is_made_anew_and_nobody_notices(
    postgresql: Cluster, tmp_path: Path
) -> None:
    name = postgresql.make_database()
    store = Store(tmp_path, postgresql.url(name))
    try:
        assert store.answers()
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}"
        postgresql.run(sql.SQL(ended).format(sql.Literal(name)))
        assert store.find("0" * 16) is None
    finally:
        store.close()
        postgresql.drop_database(name)


def test_of_two_analysts_removed_at_once_one_stays(postgresql: Cluster, tmp_path: Path) -> None:
    name = postgresql.make_database()
    store = Store(tmp_path, postgresql.url(name))
    users = Users(store, Cost(n=2, r=1, p=1))

    def remove(who: str) -> bool:
        try:
            users.remove(who)
        except BadInput:
            return False
        return True

    try:
        for who in ("Aigerim", "Bolat"):
            users.add(who, Role.ANALYST, PASSWORD)
        with ThreadPoolExecutor(2) as both:
            assert sorted(both.map(remove, ("Aigerim", "Bolat"))) == [False, True]
    finally:
        store.close()
        postgresql.drop_database(name)
