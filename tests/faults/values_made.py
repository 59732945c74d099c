"""Values for the parameters of an address: right ones, those of other parameters, and anything."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from urllib.parse import urlencode

from hypothesis import strategies as st

from app import library
from app.navigation import CARRIED
from app.pages.application.state import KNOWN as WALKED
from app.pages.centres.state import KNOWN as PLANNED
from app.pages.norms.state import KNOWN as NORMS
from app.pages.scenarios.state import KNOWN as SAVED
from app.policy import READING_PARAMETERS, write_value
from domain.readings import SWITCHES
from synthetic_data.listing.books import BOOKS

NAMES = sorted({*WALKED, *PLANNED, *NORMS, *SAVED, *CARRIED})
OF_LISTS = ("list", "q", "sort", "born", "page", "person", "dwelling", "part", "view", "only")
OF_RULES = ("kind", "rule", "by", "range")
OFFICES = ("left_bank", "right_bank", "queue", "")

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
NUMBERS = st.integers(-2, 2**70).map(str) | st.decimals(-1, 400, places=1).map(str)
TEXTS = st.text(max_size=20) | st.sampled_from(
    ["", " ", "\0", "%", "'", "=1+1", "../..", "x" * 201]
)
DAYS = st.dates(date(2024, 12, 30), date(2028, 1, 2)).map(str) | st.dates().map(str)


LISTS: Final = sorted(
    {f"{way}{sort}" for book in BOOKS.values() for sort in book.sorts for way in ("", "-")}
)
READINGS: Final = {
    parameter: tuple(map(write_value, SWITCHES[name].values))
    for name, parameter in READING_PARAMETERS.items()
}
USUAL: Final[Mapping[str, Sequence[str]]] = {
    **READINGS,
    "lang": ("ru", "kk", "en"),
    "tour": ("norm.1", "centre.1", "case.1", "norm.9"),
    "case": tuple(sorted(library.promises())),
    "list": tuple(BOOKS),
    "sort": LISTS,
    "view": ("quality", "numbers", "rules"),
    "rule": ("RES-10", "IDC-19", "RES-01"),
    "only": ("beyond", "readings", "failed"),
    "kind": ("law", "measured", "assumed"),
    "norm": ("12", "12.5", "6", "30", "30.1"),
    "ratio": ("0.7", "0.505", "1"),
    "before": ("0", "30", "365", "366"),
    "after": ("0", "30", "365"),
    "station": ("window", "reception", "terminal"),
    "weekday": tuple(map(str, range(9))),
    "goal": ("50", "90", "99", "100"),
    "office": OFFICES,
    "step": ("0", "1", "99"),
    "panel": ("city", "edit", "levers", "why"),
    "removed": ("birth.1", "marriage.1.2", "birth.damir"),
    "off": ("zags", "egkn,zags"),
}


def values_of(known: Mapping[str, Sequence[str]]) -> dict[str, st.SearchStrategy[str]]:
    """Return what each parameter is given where it is given something that it may stand for."""
    found: dict[str, st.SearchStrategy[str]] = {
        name: st.sampled_from(tuple(values)) for name, values in {**USUAL, **known}.items()
    }
    rows = st.integers(0, 600).map(str)
    return found | {
        "day": DAYS,
        "q": TEXTS,
        **dict.fromkeys(("person", "dwelling", "applicant"), rows),
    }


def queries(known: Mapping[str, Sequence[str]]) -> st.SearchStrategy[dict[str, str]]:
    """Return queries: names of some page, values that fit, of another parameter, or of nothing."""
    fitting = values_of(known)
    pool = st.one_of(*fitting.values())
    names = st.sampled_from(sorted({*NAMES, *OF_LISTS, *OF_RULES, *fitting})) | st.text(max_size=8)

    @st.composite
    def query(draw: st.DrawFn) -> dict[str, str]:
        found = {}
        for name in draw(st.lists(names, max_size=5)):
            fits = fitting.get(name, pool)
            odd = draw(st.integers(0, 3))
            found[name] = draw((fits, fits, pool, TEXTS | NUMBERS)[odd])
        return found

    return query()


def written(query: Mapping[str, str]) -> str:
    """Return a query as it stands in an address; halves of letters cannot stand there."""
    return urlencode(query, errors="replace")
