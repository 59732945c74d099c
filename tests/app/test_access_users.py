"""Taking users away and naming them: the last analyst stays unless that is meant."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app import cli
from app.access import Role
from app.access.passwords import Cost
from app.access.users import Users
from app.store import Store
from domain.errors import BadInput

PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
Said = pytest.CaptureFixture[str]


def users_in(home: Path, *analysts: str) -> Users:
    users = Users(Store(home), Cost(n=2, r=1, p=1))
    users.add("Serik", Role.VIEWER, PASSWORD)
    for name in analysts:
        users.add(name, Role.ANALYST, PASSWORD)
    return users


def names(users: Users) -> list[str]:
    return [kept.user.name for kept in users.all()]


def test_the_last_analyst_stays_and_any_other_goes(tmp_path: Path) -> None:
    users = users_in(tmp_path, "Aigerim", "Bolat")
    users.remove("AIGERIM")
    with pytest.raises(BadInput, match="another analyst to stay"):
        users.remove("bolat")
    users.remove("Serik")
    assert names(users) == ["Bolat"]
    users.remove("Bolat", is_last_wanted=True)
    assert names(users) == []


def test_of_two_analysts_removed_at_once_one_stays(tmp_path: Path) -> None:
    users = users_in(tmp_path, "Aigerim", "Bolat")

    def remove(name: str) -> bool:
        try:
            Users(Store(tmp_path)).remove(name)
        except BadInput:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(remove, ("Aigerim", "Bolat"))) == [False, True]
    assert len(names(users)) == 2


def test_a_user_who_stays_keeps_the_session(tmp_path: Path) -> None:
    from app.access.sessions import Sessions

    users = users_in(tmp_path, "Aigerim")
    token = Sessions(users.store).begin("aigerim", 1_000_000.0)
    with pytest.raises(BadInput):
        users.remove("Aigerim")
    assert Sessions(users.store).user(token, 1_000_000.0) is not None


def test_the_command_says_so_in_a_line_and_does_it_when_it_is_meant(
    tmp_path: Path, capsys: Said
) -> None:
    users_in(tmp_path, "Aigerim")
    command = ["users", "remove", "Aigerim", "--home", str(tmp_path)]
    assert cli.main(command) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "--force" in said.err
    assert cli.main([*command, "--force", "--json"]) == 0
    said = capsys.readouterr()
    assert [one["name"] for one in json.loads(said.out)["users"]] == ["Serik"]


def test_users_are_named_as_json(tmp_path: Path, capsys: Said) -> None:
    made = users_in(tmp_path, "Aigerim").all()
    assert cli.main(["users", "list", "--json", "--home", str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == "tirkeu.users/1"
    assert [(one["name"], one["role"]) for one in found["users"]] == [
        (kept.user.name, kept.user.role.value) for kept in made
    ]
    assert {tuple(one) for one in found["users"]} == {("name", "role", "made")}
