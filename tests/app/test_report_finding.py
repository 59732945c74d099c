"""The finding of a report: what it says of a difference follows from what is known of it."""

import pytest

from app.components.centres_numbers import Estimate
from app.i18n import words
from app.report.finding import compared
from app.report.measures import WAIT
from app.report.reported import Change, Part, Reported
from app.report.telling import Telling
from tests.app.reports import DAY, document, parts_of


@pytest.mark.parametrize(
    ("difference", "sign", "told"),
    [
        (Estimate(5.0, None, None), None, "cannot be told from chance"),
        (Estimate(0.01, None, None), None, "cannot be told from chance: <\xa00.1 min"),
        (Estimate(-0.01, None, None), None, "cannot be told from chance: <\xa00.1 min"),
        (Estimate(0.01, 0.005, 0.02), "higher", "as under the law"),
        (Estimate(0.1, 0.0, 0.3), "unclear", "cannot be told from chance: +0.1 (0.0"),
        (Estimate(0.0, None, None), None, "as under the law"),
        (Estimate(5.0, 4.0, 6.0), "higher", "longer than under the law"),
        (Estimate(None, None, None), None, "as under the law"),
    ],
)
def test_the_finding_calls_alike_only_what_is(
    monkeypatch: pytest.MonkeyPatch, difference: Estimate, sign: str | None, told: str
) -> None:
    monkeypatch.setattr(Part, "change", lambda _part, _key: Change(difference, sign))
    base, yours = parts_of(document())
    about = Telling(Reported(base, (yours,), "", "", DAY), words("en"))
    assert told in compared(about, yours, WAIT, "wait")
