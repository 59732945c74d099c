"""What the tests of the report stand on: a small city, two days, two replications."""

from datetime import date
from functools import cache
from html.parser import HTMLParser
from typing import Any

from app.i18n import words
from app.planning.scenarios import capital
from app.report.making import baseline_of, named, reported, run_parts
from app.report.page import report_html
from app.report.reported import Part
from simulation.impact.study import Study
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.spread import processes
from synthetic_data.city import City
from synthetic_data.generate import generate_city

PEOPLE, SEED = 2_000, 1
DAY = date(2026, 1, 12)
"""First of the two days."""

SIZE = (PEOPLE, SEED)
EVIL = "<script>alert(1)</script> \"quoted\" 'and' & <b onclick=x>"


@cache
def city() -> City:
    return generate_city(PEOPLE, SEED)


@cache
def study() -> Study:
    return Study(city(), DAY)


def document(name: str = "Twelve", **policy: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """A scenario of the capital of two days, its policy set."""
    base = capital(date(2026, 1, 12), date(2026, 1, 14), PEOPLE)
    run = {**base["run"], "replications": 2}
    return {**base, "name": name, "run": run, "policy": {**base["policy"], **policy}}


def scenarios(*documents: dict[str, Any]) -> list[Scenario]:
    """The baseline and scenarios on the city."""
    read = [scenario_from(one) for one in documents]
    base = baseline_of(read[0], SIZE)
    return [base, *(named(one, base, SIZE) for one in read)]


def parts_of(*documents: dict[str, Any], jobs: int = 1) -> list[Part]:
    return run_parts(scenarios(*documents), processes(city(), jobs), study())


def html_of(parts: list[Part], language: str = "en") -> str:
    return report_html(reported(parts, DAY, language), words(language))


class Read(HTMLParser):
    """The tags, the attributes and the texts of a document."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.tags[-1] if self.tags else "", data.strip()))

    @property
    def text(self) -> str:
        return "\n".join(text for tag, text in self.texts if tag != "style")
