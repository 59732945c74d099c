"""The setting of the allocator: done where there is one, left alone elsewhere."""

import ctypes
import platform

import pytest

from app import allocation


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="a setting of glibc")
def test_threads_share_two_places_of_memory() -> None:
    assert allocation.share_arenas()


@pytest.mark.parametrize("problem", [AttributeError, OSError, TypeError])
def test_a_system_without_the_setting_is_served_all_the_same(
    monkeypatch: pytest.MonkeyPatch, problem: type[Exception]
) -> None:
    def without(_name: None) -> object:
        raise problem

    monkeypatch.setattr(ctypes, "CDLL", without)
    assert not allocation.share_arenas()
    allocation.give_back()
