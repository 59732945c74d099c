"""Whatever is asked, and whoever asks: no failure of the program, and no traceback in its log."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pages.centres.screens import screen
from app.visit import visit
from tests.extent import extent
from tests.faults.asking import Asked, asked_at
from tests.faults.known_here import Known
from tests.faults.requests_made import Made, addresses, callbacks, sent

# a file that Flask-Compress presses is closed when it is let go of, not by name
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module", params=[False, True], ids=["nobody logs in", "users log in"])
def asked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asked]:
    with asked_at(tmp_path_factory.mktemp("any"), login=request.param) as found:
        yield found


def usual(known: Known) -> Mapping[str, Any]:
    shown = screen(visit("/centres", {}, "en"), known.services)
    assert shown is not None
    return shown.shown.usual


KINDS: Final[Mapping[str, Callable[[Asked], st.SearchStrategy[Made]]]] = {
    "callback": lambda on: callbacks(on.app, on.known.values),
    "address": lambda on: addresses(on.app, on.known.values),
    "sent": lambda on: sent(on.app, on.known.values, usual(on.known)),
}
SHARES: Final = {"callback": (45, 2_600), "address": (30, 1_800), "sent": (15, 600)}
"""Requests of each kind for each of the two dashboards: every time, and before a release."""


@pytest.mark.parametrize("kind", KINDS)
def test_no_request_fails_whoever_asks(asked: Asked, kind: str) -> None:
    requests = KINDS[kind](asked)

    @settings(max_examples=extent(*SHARES[kind]))
    @given(made=requests, cookie=st.sampled_from([*asked.cookies[-2:] * 3, *asked.cookies]))
    def ask(made: Made, cookie: str) -> None:
        asked.written.lines.clear()
        status = asked.status(made, cookie)
        assert status < 500 or status == 503, (status, made)
        assert not asked.written.lines, "\n".join(asked.written.lines)

    ask()
