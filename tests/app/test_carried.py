"""The active scenario goes along: no page complains about what another one has put there."""

import pytest

from app.navigation import CARRIED, path_of
from app.pages.application import state as application
from app.pages.centres import state as centres
from app.pages.id_cards import state as id_cards
from app.pages.norms import state as norms
from app.pages.registries import state as registries
from app.pages.rules import state as rules
from app.visit import visit

EVERYTHING = {
    "lang": "kk",
    "day": "2026-03-02",
    "scenario": "0123456789abcdef",
    "saved": "0123456789abcdef.3",
    "norm": "12.5",
    "ratio": "0.9",
    "area": "useful",
    "sibling": "both",
    "expiry_day": "expired",
    "before": "45",
    "after": "5",
}


def complained(page: str) -> list[str]:
    here = visit(path_of(page), EVERYTHING, None)
    if page == "norms":
        return list(norms.read_setting(here).wrong)
    if page == "centres":
        return list(centres.read_asked(here).wrong)
    if page == "id_cards":
        return list(id_cards.read_asked(here).wrong)
    if page == "application":
        left = application.read_state(here, ["grandchild"])[1]
    elif page == "registries":
        left = registries.read_state(here, 10, 10)[1]
    else:
        left = rules.read_state(here)[1]
    return [complaint.parameter for complaint in left.complaints]


@pytest.mark.parametrize(
    "page", ["norms", "centres", "id_cards", "application", "registries", "rules"]
)
def test_no_page_complains_about_what_is_carried(page: str) -> None:
    assert EVERYTHING.keys() <= set(CARRIED)
    assert complained(page) == []
