"""What all tests share: a home of their own, how Hypothesis behaves, which browser Dash takes."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.extent import FULL, VARIABLE
from tests.postgresql import postgresql

__all__ = ["postgresql"]  # pytest finds a fixture that stands here

# A slow machine is no failure, so examples have no deadline; under CI they are the same every time.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"full: takes long, runs with {VARIABLE}=full alone")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless everything is asked for."""
    left = [item for item in items if not FULL and item.get_closest_marker("full")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


# Debian's Chromium, never a download.
os.environ.setdefault("DASH_TEST_CHROMEPATH", "/usr/bin/chromium")


@pytest.fixture(scope="session", autouse=True)
def home_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home that only tests use, so that no test can touch a user's cities and scenarios."""
    path = tmp_path_factory.mktemp("tirkeu")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIRKEU_HOME", str(path))
        patch.delenv("TIRKEU_DATABASE", raising=False)
        yield path


@pytest.fixture(scope="session", autouse=True)
def interrupts_are_heard() -> None:
    """A shell's background job ignores SIGINT, and so would the programs that tests interrupt."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
