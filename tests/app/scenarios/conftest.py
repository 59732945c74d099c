"""A small city for all tests of a module, and saved scenarios of its own for each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.jobs.jobs import Jobs
from app.services import Services
from tests.app.scenarios_page import beside, opened


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = opened(tmp_path_factory.mktemp("city"))
    yield made
    made.jobs.close()


@pytest.fixture
def services(base: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    """Nothing is saved yet, and runs that are asked for wait for ever."""
    monkeypatch.setattr(Jobs, "resume", lambda _self: None)
    return beside(base, tmp_path)
