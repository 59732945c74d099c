"""Own scripts and style sheets: one file of each, which browsers keep until it changes."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.bundles import ASSETS, IN_HEAD, Bundles

ICON = "icons/save.svg"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "icons").mkdir()
    (tmp_path / ICON).write_text("<svg/>", encoding="utf-8")
    for name in ("b.js", "a.js", *IN_HEAD):
        (tmp_path / name).write_text(f"said('{name}')", encoding="utf-8")
    (tmp_path / "a.css").write_text(f'.a {{ mask: url("{ICON}") }}', encoding="utf-8")
    return tmp_path


def client(folder: Path) -> FlaskClient:
    server = Flask("bundled", static_folder=folder, static_url_path="/assets")
    Bundles(folder).serve(server)
    return server.test_client()


def test_scripts_stand_in_the_order_of_their_names_and_those_of_the_head_by_themselves(
    folder: Path,
) -> None:
    found = Bundles(folder)
    assert found.script == b"said('a.js');\nsaid('b.js')"
    assert found.head == b"said('theme.js');\nsaid('ahead.js')"


@pytest.mark.parametrize("name", ["a.js", "a.css", ICON])
def test_what_changes_has_another_address(folder: Path, name: str) -> None:
    before = Bundles(folder)
    old = {before.script_address, before.style_address}
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("/* more */")
    after = Bundles(folder)
    assert len(old | {after.script_address, after.style_address}) == 3


def test_browsers_keep_what_is_named_by_its_hash_and_ask_again_for_all_else(folder: Path) -> None:
    own = Bundles(folder)
    named = [own.head_address, own.script_address, own.style_address, f"/assets/{own.tagged(ICON)}"]
    others = ["/assets/?m=1", f"/assets/{ICON}", f"/assets/{ICON}?m=1", "/assets/none.svg?m=1"]
    asked = client(folder)
    for address in (*named, *others):
        with asked.get(address) as answer, asked.head(address) as headed:
            said = answer.headers.get("Cache-Control", "")
            assert ("immutable" in said) == (address in named), address
            assert ("no-cache" in said) <= (address in others)
            assert headed.headers == answer.headers


@pytest.mark.parametrize("name", ["head.0.js", "whole.0.js", "whole.0.css"])
def test_a_bundle_of_before_a_change_is_that_of_today_and_kept_by_nobody(
    folder: Path, name: str
) -> None:
    kind, _, ending = name.partition(".0")
    own = Bundles(folder)
    today = {"head.js": own.head, "whole.js": own.script, "whole.css": own.style}
    answer = client(folder).get(f"/assets/{name}")
    assert (answer.status_code, answer.data) == (200, today[kind + ending])
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["head.0.css", "whole.js", "whole.x.js", "other.0.js"])
def test_what_was_never_a_bundle_is_not_there(folder: Path, name: str) -> None:
    assert client(folder).get(f"/assets/{name}").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_bundle_can_only_be_read(folder: Path, method: str) -> None:
    answer = client(folder).open(Bundles(folder).script_address, method=method)
    assert answer.status_code == 405
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_every_file_that_a_style_sheet_names_is_there_and_named_by_its_hash() -> None:
    named = re.findall(r'url\("([^"]+)"\)', Bundles().style.decode())
    own = [one for one in named if not one.startswith("data:")]
    assert own
    assert all("?m=" in one and (ASSETS / one.split("?")[0]).is_file() for one in own)
