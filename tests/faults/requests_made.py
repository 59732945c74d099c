"""What Hypothesis asks of a dashboard: pages, routes, callbacks, with values right and wrong."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from dash import Dash
from hypothesis import strategies as st

from app.callback_bodies import PATH
from app.navigation import ENTRIES
from app.pages.centres import changes as centres
from app.pages.centres import files as centres_files
from app.pages.centres import lever_table
from app.pages.id_cards import changes as id_cards
from app.pages.id_cards import files as id_cards_files
from app.pages.norms import tables as norms_tables
from app.pages.norms.detail_routes import PARTS
from app.pages.registries import files as registries_files
from app.pages.scenarios import changes as scenarios
from simulation.fit.columns import COLUMNS
from tests.faults.values_made import ANYTHING, NUMBERS, OFFICES, TEXTS, queries, written

PATHS = (*(entry.path for entry in ENTRIES), "/404", "/nowhere")
ROUTER = ".._pages_content.children..._pages_store.data.."
TABLES = sorted(
    {*norms_tables.TABLES, *centres_files.TABLES, *id_cards_files.TABLES, *registries_files.TABLES}
)
OWN = {"X-Requested-With": "tirkeu"}


@dataclass(frozen=True)
class Made:
    """A request.

    Attributes:
        method: GET or POST.
        path: with its query.
        body: what is sent, if anything.
        kind: of the body.
        headers: sent besides.
    """

    method: str
    path: str
    body: bytes | None = None
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


# ---------------------------------------------------------------- callbacks
def body(dashboard: Dash, output: str, values: Sequence[Any]) -> dict[str, Any]:
    """What Dash's own renderer sends for a callback, with these values in it."""
    called = dashboard.callback_map[output]
    parts = [*called["inputs"], *called["state"]]
    filled = [{**part, "value": value} for part, value in zip(parts, values, strict=False)]
    outputs = [
        dict(zip(("id", "property"), name.rsplit(".", 1), strict=True))
        for name in output.strip(".").split("...")
    ]
    count = len(called["inputs"])
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": filled[:count],
        "changedPropIds": [f"{filled[0]['id']}.{filled[0]['property']}"],
        "state": filled[count:],
    }


def answered(dashboard: Dash) -> list[str]:
    """The callbacks that are answered by the server, not by a script."""
    return sorted(k for k, said in dashboard.callback_map.items() if "callback" in said)


ACTS = sorted({*centres.ACTS, *id_cards.ACTS, *scenarios.ACTS, "cells"})
LEVERS = st.sampled_from(sorted(lever_table.BY_NAME)) | st.sampled_from(["goal", "weeks", "norm"])
CELL = st.fixed_dictionaries(
    {
        "data": st.fixed_dictionaries({"kind": st.sampled_from(["windows", "reception", "x"])}),
        "colId": st.integers(0, 25).map(lambda hour: f"h{hour}") | TEXTS,
        "value": st.integers(-1, 400) | ANYTHING,
    }
)


def acts(known: Mapping[str, Sequence[str]]) -> st.SearchStrategy[Any]:
    """Return what the scripts of the planner's pages say was done."""
    named = st.sampled_from(sorted({one for values in known.values() for one in values}))
    value = (
        LEVERS | named | NUMBERS | st.sampled_from([*OFFICES, "window", "run", "plan"]) | ANYTHING
    )
    said = st.fixed_dictionaries(
        {"act": st.sampled_from(ACTS)},
        optional={
            "value": value,
            "typed": TEXTS | NUMBERS | st.sampled_from(["09:00", "12", "One"]) | ANYTHING,
            "edits": st.lists(CELL, max_size=3) | ANYTHING,
            "count": st.integers(0, 9) | ANYTHING,
        },
    )
    return said | ANYTHING


def callbacks(dashboard: Dash, known: Mapping[str, Sequence[str]]) -> st.SearchStrategy[Made]:
    """Return callbacks of every kind whose values have the form that their parts have, or none."""
    query = queries(known)
    noted = st.fixed_dictionaries(
        {"query": query, "language": st.sampled_from(["ru", "kk", "en"]) | TEXTS},
        optional={"gone": TEXTS, "count": ANYTHING},
    )
    search = query.map(lambda found: f"?{written(found)}")
    forms: dict[str, st.SearchStrategy[Any]] = {
        "_pages_location.pathname": st.sampled_from(PATHS),
        "_pages_location.search": search,
        "norms-shape.data": search | ANYTHING,
        "n_clicks": st.integers(0, 3) | ANYTHING,
        "n_intervals": st.integers(0, 3) | ANYTHING,
        "value": TEXTS | NUMBERS | st.sampled_from(["Ахм", "Абай 1", "8501"]) | ANYTHING,
        "asked.data": acts(known),
        "look.data": acts(known),
        "state.data": noted,
        "known.data": st.sampled_from(["///", "done/own//", ""]) | ANYTHING,
        "data": noted | ANYTHING,
    }

    names = answered(dashboard)  # the pages' own are asked more often

    @st.composite
    def callback(draw: st.DrawFn) -> Made:
        output = draw(
            st.sampled_from([*names, *(name for name in names if "state" in name), *[ROUTER] * 4])
        )
        parts = [
            *dashboard.callback_map[output]["inputs"],
            *dashboard.callback_map[output]["state"],
        ]
        spoilt = draw(st.integers(0, 5)) == 0
        values = [draw(ANYTHING if spoilt else _form(forms, part)) for part in parts]
        return Made("POST", PATH, as_json(body(dashboard, output, values)))

    return callback()


def _form(
    forms: Mapping[str, st.SearchStrategy[Any]], part: Mapping[str, str]
) -> st.SearchStrategy[Any]:
    name = f"{part['id']}.{part['property']}"
    fitting = (form for end, form in forms.items() if name.endswith(end))
    return next(fitting, ANYTHING)


def as_json(value: object) -> bytes:
    """Return a value as a browser writes it, halves of letters as well."""
    return json.dumps(value).encode()


# ---------------------------------------------------------------- addresses
PLACES: Mapping[str, st.SearchStrategy[str]] = {
    "name": st.sampled_from([*TABLES, *PARTS]) | TEXTS,
    "kind": st.sampled_from(["csv", "xlsx", "json", "html"]) | TEXTS,
    "path": st.sampled_from([path.lstrip("/") for path in PATHS])
    | st.sampled_from(["\\elsewhere", "/elsewhere", "\n", "x\x00", "%", "..", "é"])
    | TEXTS,
    "filename": st.sampled_from(["app.css", "norms.js", "../store.py", "icons/brand.svg"]) | TEXTS,
    "package_name": st.sampled_from(["dash", "plotly", "nothing"]),
    "fingerprinted_path": st.sampled_from(["dash_renderer.v1m1.min.js", "x.js"]) | TEXTS,
}


def addresses(dashboard: Dash, known: Mapping[str, Sequence[str]]) -> st.SearchStrategy[Made]:
    """Return every address that is read, its places and parameters filled."""
    rules = sorted(
        rule.rule for rule in dashboard.server.url_map.iter_rules() if "GET" in (rule.methods or ())
    )
    query = queries(known)
    places = {**PLACES, "scenario": st.sampled_from(known["edit"]) | TEXTS}
    places["run"] = st.sampled_from(known["run"]) | TEXTS

    @st.composite
    def address(draw: st.DrawFn) -> Made:
        def filled(found: re.Match[str]) -> str:
            return quote(draw(places[found[1]]), errors="replace")

        path = re.sub(r"<(?:\w+:)?(\w+)>", filled, draw(st.sampled_from([*rules, *PATHS])))
        return Made("GET", f"{path}?{written(draw(query))}", headers=draw(HEADERS))

    return address()


HEADERS = st.sampled_from(
    [
        (),
        (("Accept-Language", "kk,en;q=x"),),
        (("Range", "bytes=5-1"),),
        (("Cookie", "lang=%00; tirkeu-language=zz"),),
        (("If-Modified-Since", "yesterday"), ("If-None-Match", '"x')),
        (("Accept-Encoding", "br;q=9, zstd"),),
    ]
)


# ---------------------------------------------------------------- what is sent
TICKETS = (
    "1,A,other,2026-01-12 09:00,2026-01-12 09:05,2026-01-12 09:15,",
    "2,A,other,2026-01-12 09:01,,,2026-01-12 09:30",
)


@st.composite
def logs(draw: st.DrawFn) -> bytes:
    """Return the log of a ticket machine, right or spoilt somewhere."""
    cells = (
        st.sampled_from(["", "2026-01-12 09:00", "2026-01-12T09:07:30", "residence", "no"]) | TEXTS
    )
    rows = draw(
        st.lists(st.sampled_from(TICKETS) | st.lists(cells, max_size=8).map(",".join), max_size=9)
    )
    text = "\n".join([",".join(COLUMNS), *rows]).encode(errors="replace")
    cut = draw(st.integers(0, len(text)))
    return (text, text, text[:cut], draw(st.binary(max_size=60)))[draw(st.integers(0, 3))]


def documents(usual: Mapping[str, Any]) -> st.SearchStrategy[bytes]:
    """Return scenarios as files, right or with something of them spoilt."""

    @st.composite
    def document(draw: st.DrawFn) -> bytes:
        found: dict[str, Any] = json.loads(json.dumps(usual))
        for _ in range(draw(st.integers(0, 3))):
            part: Any = found
            while isinstance(part, dict) and part:
                name = draw(st.sampled_from(sorted(part)))
                if not isinstance(part[name], dict) or draw(st.booleans()):
                    part[name] = draw(ANYTHING)
                    break
                part = part[name]
        return as_json(found)

    return document() | st.binary(max_size=40) | ANYTHING.map(as_json)


def sent(
    dashboard: Dash, known: Mapping[str, Sequence[str]], usual: Mapping[str, Any]
) -> st.SearchStrategy[Made]:
    """Return what is sent to every route that takes something besides callbacks."""
    bodies: dict[str, st.SearchStrategy[bytes]] = {
        "/centres/log": logs(),
        "/scenarios/file": documents(usual),
    }
    routes = sorted(
        rule.rule
        for rule in dashboard.server.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and "<" not in rule.rule and rule.rule != PATH
    )
    query, form = (
        queries(known),
        st.dictionaries(st.sampled_from(["name", "password", "token"]), TEXTS),
    )

    @st.composite
    def post(draw: st.DrawFn) -> Made:
        path = draw(st.sampled_from([*routes, PATH]))
        usual_body = form.map(lambda found: written(found).encode())
        data = draw(bodies.get(path, usual_body | ANYTHING.map(as_json)))
        kind = draw(
            st.sampled_from(["application/json", "application/x-www-form-urlencoded", "text/csv"])
        )
        headers = draw(st.sampled_from([tuple(OWN.items()), tuple(OWN.items()), ()]))
        return Made("POST", f"{path}?{written(draw(query))}", data, kind, headers)

    return post()
