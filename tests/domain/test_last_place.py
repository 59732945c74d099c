"""Two people apply for the last place at once, step by step (RES-08, RES-14)."""

from typing import Any

import pytest

from domain.law import law_on
from domain.procedure import Procedure, Question, Verdict, advance
from domain.procedures import start
from domain.readings import Readings
from domain.records import Choices
from tests.domain import world
from tests.domain.cases import End, situation
from tests.domain.endings import AS_STUDENT, BY_NORM, NO_CATEGORY, by_kinship, no_kinship


class Walker:
    """One application, driven a step at a time over a file that others change too."""

    def __init__(self, file: world.File, readings: Readings, **changes: Any) -> None:  # noqa: ANN401 - any field of a case
        stated = situation(**changes)
        application = stated.application
        desks = world.registries(file, Choices(**stated.choices), application.day)
        self._ask = world.Asking(desks)
        self.procedure: Procedure = start(application, law_on(application.day), readings)
        self.step = advance(self.procedure, None)
        self.rules: list[str] = []
        self.findings: list[str] = []

    def go(self) -> None:
        """Take one step: answer a question, or let a rule speak."""
        assert not isinstance(self.step, Verdict)
        what, subject = self.step
        self.rules.append(what.rule)
        answer = None
        if isinstance(what, Question):
            answer = self._ask(what, subject)
        else:
            self.findings.append(what.finding)
        self.step = advance(self.procedure, answer)

    def go_until(self, code: str) -> None:
        """Walk until a question waits to be put."""
        while not self.waits_at(code):
            self.go()

    def waits_at(self, code: str) -> bool:
        return (
            not isinstance(self.step, Verdict)
            and isinstance(self.step[0], Question)
            and self.step[0].code == code
        )

    def finish(self) -> End:
        while not isinstance(self.step, Verdict):
            self.go()
        return End(self.step.outcome, self.step.decided_by, self.step.basis)


def flat(registered: int) -> world.File:
    return situation(permanent=registered).file()


@pytest.mark.parametrize("stop", ["enter", "sign", "slip", "consent"])
def test_one_gets_the_last_place_and_the_other_goes_back_to_the_choice_of_a_category(
    stop: str,
) -> None:
    file = flat(3)
    first = Walker(file, Readings())
    second = Walker(file, Readings(), applicant="uncle")
    first.go_until(stop)
    second.go_until(stop)
    assert "norm_free" in first.findings
    assert "norm_free" in second.findings
    assert first.finish() == BY_NORM
    assert second.finish() == NO_CATEGORY
    assert second.findings[-2:] == ["place_taken", "no_category"]
    assert second.rules[-3:] == ["RES-08", "RES-09", "RES-09"]
    assert file.homes["home"].permanent == 4


@pytest.mark.parametrize(
    ("applicant", "category", "end"),
    [
        ("son", "child", by_kinship("child")),
        ("student", "student", AS_STUDENT),
        ("brother", "child", no_kinship("child")),
    ],
)
def test_whose_place_was_taken_may_be_let_in_by_kinship_or_study(
    applicant: str, category: str, end: End
) -> None:
    file = flat(3)
    first = Walker(file, Readings())
    second = Walker(file, Readings(), applicant=applicant, category=category)
    for _ in range(40):  # in turns, until the first is done
        for walker in (first, second):
            if not isinstance(walker.step, Verdict):
                walker.go()
    assert first.finish() == BY_NORM
    assert second.finish() == end
    assert file.homes["home"].permanent == (5 if end.outcome == "registered" else 4)


def test_he_signs_again_and_is_asked_for_neither_consent_nor_slip_again() -> None:
    file = flat(3)
    second = Walker(file, Readings(), applicant="son", category="child")
    second.go_until("enter")
    assert Walker(file, Readings()).finish() == BY_NORM
    assert second.finish() == by_kinship("child")
    assert second.rules.count("RES-13") == 1
    assert second.rules.count("RES-12") == 1
    assert second.rules.count("RES-14") == 4  # signature and entry, twice


def test_without_the_second_comparison_both_enter() -> None:
    file, readings = flat(3), Readings(recheck_at_signing=False)
    first, second = Walker(file, readings), Walker(file, readings, applicant="uncle")
    first.go_until("enter")
    second.go_until("enter")
    assert [first.finish(), second.finish()] == [BY_NORM, BY_NORM]
    assert file.homes["home"].permanent == 5


def test_with_two_places_left_both_enter() -> None:
    file = flat(2)
    first, second = Walker(file, Readings()), Walker(file, Readings(), applicant="uncle")
    first.go_until("enter")
    second.go_until("enter")
    assert [first.finish(), second.finish()] == [BY_NORM, BY_NORM]
    assert file.homes["home"].permanent == 4


@pytest.mark.parametrize(
    ("service", "counts", "end"),
    [
        ("temporary_stay", True, NO_CATEGORY),
        ("temporary_stay", False, BY_NORM),
        ("residence", False, NO_CATEGORY),
    ],
)
def test_the_second_comparison_counts_as_the_first_did(
    service: str,
    counts: bool,  # noqa: FBT001 - column of a table
    end: End,
) -> None:
    file, readings = flat(3), Readings(count_temporary=counts)
    second = Walker(file, readings, applicant="uncle")
    second.go_until("enter")
    assert Walker(file, readings, service=service).finish() == BY_NORM
    assert file.homes["home"].temporary == (service == "temporary_stay")
    assert second.finish() == end


def test_children_under_14_count_at_the_entry_where_they_count_before() -> None:
    file, readings = flat(2), Readings(count_under_14=True)
    walker = Walker(file, readings)
    walker.go_until("enter")
    file.homes["home"].with_parent = 2
    assert walker.finish() == NO_CATEGORY
