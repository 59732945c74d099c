"""Who asks, and what each role may do."""

import pytest
from flask import Flask, g

from app.access import NotAllowed, Role, User, current_user, demand_change, may_change
from app.access.user import KEY, LOGIN


@pytest.mark.parametrize(
    ("login", "user", "name", "may"),
    [
        (False, None, "", True),
        (True, None, "", False),
        (True, User("Aigerim", Role.VIEWER), "Aigerim", False),
        (True, User("Serik", Role.ANALYST), "Serik", True),
    ],
)
def test_the_role_says_who_may_change(
    *, login: bool, user: User | None, name: str, may: bool
) -> None:
    server = Flask("app")
    server.config[LOGIN] = login
    with server.test_request_context():
        if user is not None:
            setattr(g, KEY, user)
        assert current_user().name == name
        assert may_change() is may


def test_whoever_is_at_the_machine_outside_of_requests_may_change() -> None:
    assert current_user() == User("", Role.ANALYST)
    demand_change()


def test_a_viewer_is_refused_by_an_exception() -> None:
    server = Flask("app")
    server.config[LOGIN] = True
    with server.test_request_context(), pytest.raises(NotAllowed):
        demand_change()
