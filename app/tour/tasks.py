"""The three tasks of the tour, step by step, and how an address names a step.

``tour=norm.2`` is the second step of the first task. A step names what on its page it is about by
a selector, and by what it is known that it was done: then the script goes on by itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

PLACE: Final = re.compile(r"([a-z]{1,12})\.([1-9])")


@dataclass(frozen=True, slots=True)
class Step:
    """One step; its words stand under ``tour.<task>.<name>``.

    Attributes:
        name: of the step.
        target: selector of what it is about.
        watched: parameters of the address: the step is done when one of them got another value.
        seen: selector of what appears when the step is done.
        unless: selector of what must be gone first.
        after: selector of what stands on the page once the step can be done; the card offers
            to go there where it does not.
        way: selector of the control of the page that leads there.
    """

    name: str
    target: str
    watched: tuple[str, ...] = ()
    seen: str = ""
    unless: str = ""
    after: str = ""
    way: str = ""

    @property
    def is_watched(self) -> bool:
        """Whether it can be seen that the step was done."""
        return bool(self.watched or self.seen)


@dataclass(frozen=True, slots=True)
class Task:
    """One task on one page.

    Attributes:
        name: of the task, as the address has it.
        page: name of its page, as the navigation has it.
        steps: in their order.
        start: parameters of the page that it begins with.
    """

    name: str
    page: str
    steps: tuple[Step, ...]
    start: Mapping[str, str] = field(default_factory=dict)


class Place(NamedTuple):
    """Where a visitor is on the tour: a task, and the number of its step from 1."""

    task: Task
    number: int

    @property
    def step(self) -> Step:
        """The step."""
        return self.task.steps[self.number - 1]

    @property
    def written(self) -> str:
        """The place as an address has it."""
        return f"{self.task.name}.{self.number}"


NORM: Final = Task(
    "norm",
    "norms",
    (
        Step("read", "#norms-headline"),
        Step("move", "[data-lever=norm]", watched=("norm",)),
        Step("compare", "#norms-cards"),
        Step(
            "reading",
            "[data-lever=count_under_14]",
            watched=("count_under_14", "area", "norm_reading", "sibling", "in_law_symmetric"),
        ),
        Step("who", "#norms-kept-out"),
    ),
)
CENTRE: Final = Task(
    "centre",
    "centres",
    (
        Step("worst", "#centres-headline"),
        Step("edit", "#centres-grid", watched=("scenario",)),
        Step("estimate", "#centres-estimate"),
        Step("run", "#centres-run", watched=("run",), unless="#centres-progress-run"),
        Step("result", "#centres-cards"),
    ),
)
CASE: Final = Task(
    "case",
    "application",
    (
        Step("meet", "#headline"),
        Step("first", "#step-next", watched=("step",)),
        Step("question", "#step-card", seen="#step-card.waiting"),
        Step("end", "#step-card", seen="#step-card .result"),
        Step(
            "change",
            ".outcomes, .card.why",
            watched=("norm", "removed", "sibling"),
            after="#step-card .result",
            way="#step-last",
        ),
    ),
    {"case": "missing-act"},
)
TASKS: Final[Mapping[str, Task]] = {task.name: task for task in (NORM, CENTRE, CASE)}


def read_place(text: str) -> Place | None:
    """Return the step that an address names; None for what names none."""
    found = PLACE.fullmatch(text)
    task = TASKS.get(found[1]) if found else None
    if found is None or task is None or int(found[2]) > len(task.steps):
        return None
    return Place(task, int(found[2]))
