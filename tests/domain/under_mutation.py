"""How pytest goes where the domain is run with a mutant: a plugin of ``make mutants`` alone."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from mutmut.mutation.trampoline import get_mutant_under_test
from mutmut.state import state

WANTED = pytest.StashKey[frozenset[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the same few examples for every mutant, and shrink none: that one fails is enough.

    Tests asked for one by one are looked up among all: pytest takes seconds to find a thousand.
    """
    if all("::" in arg for arg in config.args):
        config.stash[WANTED] = frozenset(config.args)
        config.args = sorted({arg.partition("::")[0] for arg in config.args})
    settings.register_profile(
        "mutation",
        database=None,
        deadline=None,
        derandomize=True,
        max_examples=25,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutation")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Function]) -> None:
    """Take the tests asked for: those named after the mutant's module first, made-up cases last."""
    wanted = config.stash.get(WANTED, None)
    if wanted is not None:
        items[:] = [item for item in items if item.nodeid in wanted]
    items.sort(key=distance)


def distance(item: pytest.Function) -> tuple[bool, bool]:
    """Return how far a test is from finding the mutant, as far as names tell."""
    made_up = bool(getattr(item.function, "is_hypothesis_test", False))
    return made_up, item.path.stem.removeprefix("test_") not in get_mutant_under_test()


class Reached:
    """Sees to it that a test is known to reach a function although an answer was remembered.

    What is computed once (tables made at import, cached functions) is computed for the first
    test that needs it. So caches are emptied before every file, what the import called belongs to
    every test, and what a test of a file called belongs to the later ones too.
    """

    def __init__(self) -> None:
        self._at_import: set[str] | None = None
        self._in_file: set[str] = set()
        self._file: Path | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if self._at_import is None:
            self._at_import = set(state()._stats)
        if item.path != self._file:
            self._file, self._in_file = item.path, set(self._at_import)
            forget()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_teardown(self) -> None:
        self._in_file |= state()._stats
        state()._stats |= self._in_file


def forget() -> None:
    """Empty every cache of the domain and of its tests."""
    modules = [m for n, m in sys.modules.items() if n.startswith(("domain", "tests.domain"))]
    kinds = [kind for m in modules for kind in vars(m).values() if isinstance(kind, type)]
    for owner in (*modules, *kinds):
        for value in list(vars(owner).values()):
            if callable(getattr(value, "cache_clear", None)):
                value.cache_clear()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Listen while the tool finds out which test reaches which function."""
    if get_mutant_under_test() == "stats":
        session.config.pluginmanager.register(Reached())
