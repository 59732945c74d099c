"""The stays of a run in three formats, checked against the schemas of their standards."""

import csv
import json
import re
from collections import Counter
from datetime import datetime
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest
from lxml import etree  # type: ignore[import-untyped] # published without types

from domain.errors import BadInput
from simulation.event_log import event_log
from simulation.run import identity, run
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.trace import OTHER, SERVICES, Card, Trace, post
from synthetic_data.city import City

Json = Any
HERE = Path(__file__).parent
NAMES = ("log.csv", "log.xes", "log.json", "LOG.JSONOCEL")
WEEK: dict[str, Any] = {
    "format": "tirkeu.scenario/1",
    "name": "A “week” <&>",
    "period": {"from": "2026-01-12", "until": "2026-01-19"},
    "offices": [{"id": 'one & "two"', "windows": 1}, {"id": "other"}],
    "demand": {"residence_per_day": 20, "temporary_stay_per_day": 5, "id_online_share": 1},
    "behaviour": {"patience_minutes": {"dist": "exponential", "mean": 5}},
    "run": {"replications": 2},
}


def faults(value: Json, schema: Json, whole: Json, where: str = "log") -> list[str]:
    """What is wrong with a JSON value: the words of JSON Schema that our schema needs."""
    if "$ref" in schema:
        return faults(value, whole["definitions"][schema["$ref"]], whole, where)
    kinds = {"object": dict, "array": list, "string": str}
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return [f"{where} is no {schema['type']}"]
    if value not in schema.get("enum", [value]):
        return [f"{where} is {value}"]
    if schema.get("format") == "date-time" and not RFC_3339.fullmatch(value):
        return [f"{where} is no time"]
    missing = [f"{where} has no {key}" for key in schema.get("required", ()) if key not in value]
    for key, part in schema.get("properties", {}).items():
        if key in value:
            missing += faults(value[key], part, whole, f"{where}.{key}")
    for number, item in enumerate(value if "items" in schema else ()):
        missing += faults(item, schema["items"], whole, f"{where}[{number}]")
    return missing


RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def ocel_faults(document: Json) -> list[str]:
    schema = json.loads((HERE / "ocel_schema.json").read_text("utf-8"))
    return faults(document, schema, schema)


@pytest.fixture(scope="module")
def logs(city: City, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("logs")
    for name in NAMES[:3]:
        run(scenario_from(WEEK), city, events=folder / name)
    return {name: folder / name for name in NAMES[:3]}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_xes_is_what_its_schema_asks_for(logs: dict[str, Path]) -> None:
    schema = etree.XMLSchema(etree.parse(HERE / "xes.xsd"))
    log = etree.parse(logs["log.xes"])
    assert schema.validate(log), schema.error_log
    assert log.getroot().tag == "log"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<trace>", "<trace><event/>"),
        (
            '<date key="time:timestamp" value="2026',
            '<date key="time:timestamp" value="yesterday 2026',
        ),
        (' xes.version="1849.2016"', ""),
        ('<string key="concept:name"', '<string key="concept name"'),
    ],
)
def test_the_schema_of_xes_sees_what_is_wrong(logs: dict[str, Path], old: str, new: str) -> None:
    schema = etree.XMLSchema(etree.parse(HERE / "xes.xsd"))
    text = logs["log.xes"].read_text("utf-8").replace(old, new, 3)
    assert not schema.validate(etree.fromstring(text.encode()))


def test_ocel_is_what_its_schema_asks_for(logs: dict[str, Path]) -> None:
    assert ocel_faults(json.loads(logs["log.json"].read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("events", "time", "2026-01-12 09:00"),
        ("events", "id", 5),
        ("objects", "attributes", [{"name": "outcome", "value": "issued"}]),
        ("objectTypes", "attributes", [{"name": "outcome", "type": "word"}]),
        ("events", "relationships", [{"objectId": "1-1"}]),
    ],
)
def test_the_schema_of_ocel_sees_what_is_wrong(
    logs: dict[str, Path], part: str, key: str, value: Json
) -> None:
    document = json.loads(logs["log.json"].read_text("utf-8"))
    document[part][0][key] = value
    assert len(ocel_faults(document)) == 1


def test_objects_and_types_that_are_named_are_there(logs: dict[str, Path]) -> None:
    document = json.loads(logs["log.json"].read_text("utf-8"))
    objects = {one["id"]: one for one in document["objects"]}
    assert len(objects) == len(document["objects"])
    assert len({event["id"] for event in document["events"]}) == len(document["events"])
    types = {kind["name"]: kind["attributes"] for kind in document["objectTypes"]}
    for one in document["objects"]:
        declared = {attribute["name"] for attribute in types[one["type"]]}
        assert {attribute["name"] for attribute in one["attributes"]} <= declared
    known = {kind["name"] for kind in document["eventTypes"]}
    assert {event["type"] for event in document["events"]} <= known
    related = [
        r for one in (*document["events"], *document["objects"]) for r in one["relationships"]
    ]
    assert {relation["objectId"] for relation in related} <= set(objects)
    assert {one["type"] for one in document["objects"]} == {
        "visit",
        "application",
        "office",
        "card",
        "scenario",
    }


def test_every_format_tells_the_same_stays(logs: dict[str, Path]) -> None:
    told = rows(logs["log.csv"])
    expected: Counter[tuple[str, ...]] = Counter()
    for row in told:
        case = f"{row['replication']}-{row['case_id']}"
        expected[case, row["station"], "schedule"] += 1
        ends = ("withdraw",) if row["left"] else ("start", "complete")
        expected.update((case, row["station"], end) for end in ends)
    found: Counter[tuple[str, ...]] = Counter()
    for trace in etree.parse(logs["log.xes"]).iter("trace"):
        case = trace.find("string[@key='concept:name']").get("value")
        for event in trace.iter("event"):
            texts = {one.get("key"): one.get("value") for one in event}
            found[case, texts["concept:name"], texts["lifecycle:transition"]] += 1
    assert found == expected
    events = json.loads(logs["log.json"].read_text("utf-8"))["events"]
    assert len(events) == found.total()
    assert {"withdraw", "complete"} <= {transition for _, _, transition in found}


def test_events_of_a_case_stand_in_the_order_of_time(logs: dict[str, Path]) -> None:
    for trace in etree.parse(logs["log.xes"]).iter("trace"):
        times = [datetime.fromisoformat(date.get("value")) for date in trace.iter("date")]
        assert times
        assert times == sorted(times)


def scenario() -> Scenario:
    return scenario_from(WEEK | {"run": {"replications": 1}})


def small() -> Trace:
    """A visit that leaves a queue after midnight, a card, and one who is never served."""
    trace = Trace()
    for service in ("other", "id_card", "other"):
        trace.open_case(SERVICES.index(service), 600, 1)
    trace.stay(0, post("window", 1), 1439, nan, 1445.5)
    trace.close_case(0, 1445.5, ("left", None))
    trace.stay(1, post("online"), 600, 600, 601)
    trace.close_case(1, 601, ("issued", None))
    trace.stay(2, post("window", 1), 600, nan, inf)
    trace.cards.append(Card(1, 600.0, 601.0, 1440.0, True, 865, 0))  # noqa: FBT003 - issued
    assert OTHER == 0
    return trace


def written(folder: Path, name: str) -> str:
    with event_log(folder / name, scenario()) as log:
        log(1, small())
    return (folder / name).read_text("utf-8")


def test_csv_has_the_columns_of_old(tmp_path: Path) -> None:
    assert written(tmp_path, "log.csv") == (
        "replication,case_id,service,station,office,enabled,start,end,left\n"
        "1,0,other,window,other,1439.0000,,,1445.5000\n"
        "1,1,id_card,online,,600.0000,600.0000,601.0000,\n"
    )


def test_times_are_those_of_the_capital(tmp_path: Path) -> None:
    assert '<date key="time:timestamp" value="2026-01-13T00:05:30.000+05:00"/>' in written(
        tmp_path, "log.xes"
    )
    events = json.loads(written(tmp_path, "log.json"))["events"]
    assert [event["time"] for event in events] == [
        "2026-01-12T23:59:00.000+05:00",
        "2026-01-13T00:05:30.000+05:00",
        "2026-01-12T10:00:00.000+05:00",
        "2026-01-12T10:00:00.000+05:00",
        "2026-01-12T10:01:00.000+05:00",
    ]


def test_an_application_is_for_its_card(tmp_path: Path) -> None:
    objects = {one["id"]: one for one in json.loads(written(tmp_path, "log.json"))["objects"]}
    assert objects["1-1"]["relationships"] == [{"objectId": "1-card-1", "qualifier": "for"}]
    assert (objects["1-0"]["type"], objects["1-1"]["type"]) == ("visit", "application")


def marks_of(folder: Path, name: str) -> dict[str, str]:
    text = (folder / name).read_text("utf-8")
    if name.endswith(".json"):
        told = next(o for o in json.loads(text)["objects"] if o["type"] == "scenario")
        return {one["name"]: one["value"] for one in told["attributes"]}
    return {one.get("key"): one.get("value") for one in etree.fromstring(text.encode())}


@pytest.mark.parametrize("name", ["log.xes", "log.json"])
@pytest.mark.parametrize(
    ("policy", "expected"),
    [({}, ""), ({"residence_pilot": ["2025-11-11", "2026-07-01"]}, "policy.residence_pilot")],
)
def test_a_log_says_that_it_is_made_up_and_what_is_beyond_the_law(
    name: str, policy: Json, expected: str, tmp_path: Path
) -> None:
    made = scenario_from(WEEK | {"policy": policy, "run": {"seed": 7}})
    with event_log(tmp_path / name, made) as log:
        log(1, small())
    told = marks_of(tmp_path, name)
    assert (told["synthetic"], told["hypothetical"], told["seed"]) == ("true", expected, "7")
    assert told["scenario"] == WEEK["name"]
    assert told["scenario_sha256"] == identity(made)["scenario_sha256"]


@pytest.mark.parametrize("name", ["log.xes", "log.json", "log.csv"])
def test_a_run_of_nobody_is_a_whole_log(name: str, tmp_path: Path) -> None:
    with event_log(tmp_path / name, scenario()) as log:
        log(1, Trace())
    text = (tmp_path / name).read_text("utf-8")
    if name.endswith(".json"):
        assert ocel_faults(json.loads(text)) == []
    elif name.endswith(".xes"):
        assert etree.fromstring(text.encode()).find("trace") is None
    else:
        assert text.count("\n") == 1


@pytest.mark.parametrize("name", ["log.xml", "log.txt", "log.csv.gz"])
def test_a_format_that_is_not_known_is_refused_by_name(name: str, tmp_path: Path) -> None:
    with (
        pytest.raises(BadInput, match=r"\.csv, \.xes, \.json"),
        event_log(tmp_path / name, scenario()),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["log.xes", "log.json"])
def test_memory_does_not_grow_with_the_file(name: str, tmp_path: Path) -> None:
    import tracemalloc

    trace = small()
    for _ in range(200):
        trace.stay(0, post("window", 1), 100, 101, 102)

    def peak(replications: int) -> int:
        tracemalloc.start()
        with event_log(tmp_path / name, scenario()) as log:
            for number in range(replications):
                log(number, trace)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(1)
    assert peak(6) < 1.5 * peak(2)
