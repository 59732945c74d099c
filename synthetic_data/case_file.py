"""A case file, ``tirkeu.case/1``: an application with its own small registries (contracts.md 1).

The form of every part is a table of fields; what the parts say of one another is checked after.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.errors import BadInput
from domain.readings import Readings, readings_from
from domain.records import (
    CHANNELS,
    DOCUMENTS,
    ID_CARD_CHANNELS,
    REASONS,
    RESIDENCE_CHANNELS,
    SIDES,
    Annulled,
    Application,
    Choices,
    Registration,
    Renewal,
    Review,
)
from domain.registries import SYSTEMS
from domain.residence.kinship import WITH_SIDE, categories
from synthetic_data.case_records import LISTS, Records, records_from
from synthetic_data.json_shape import (
    Field,
    choice,
    day,
    flag,
    inside,
    keys,
    load,
    needed,
    part,
    record,
    rows,
    scaled,
    text,
    two_days,
    whole,
    word,
)

FORMAT = "tirkeu.case/1"
WINDOW_DAYS = 100_000
DUTY_KZT = 1_000_000_000
NORM_M2 = 1_000_000

PARAMETERS = {
    "norm_m2": Field(scaled(10, NORM_M2, "m² a person with at most one decimal")),
    "useful_to_total": Field(scaled(1000, 1, "a share with at most three decimals")),
    "window_before_days": Field(whole(0, WINDOW_DAYS)),
    "window_after_days": Field(whole(0, WINDOW_DAYS)),
    "residence_pilot": Field(two_days),
    "id_card_pilot": Field(two_days),
}
LAW_FIELDS = {"norm_m2": "norm_tenths", "useful_to_total": "useful_permille"}
"""Parameters that the law keeps in other units; the others have its names."""

REVIEW = {
    "data": Field(choice("correct", "incorrect"), "correct"),
    "photo": Field(choice("conforms", "mismatch"), "conforms"),
    "signature": Field(choice("conforms", "mismatch"), "conforms"),
    "further_check": Field(flag, default=False),
}
PICKUP = {"person": Field(word), "ticket": Field(choice("correct", "wrong"), "correct")}
EARLIER = {"annulled_on": needed(day), "duty_paid_kzt": Field(whole(0, DUTY_KZT), 0)}

REGISTRATION = {
    "applicant": needed(word),
    "dwelling": needed(word),
    "category": Field(word),
    "side": Field(choice(*SIDES)),
    "reception_finding": Field(choice("protected_owner", "other_owner")),
    "representative": Field(word),
    "representative_documents": Field(choice("match", "mismatch"), "match"),
    "owner_iin_entered": Field(text),
    "owner_consent": Field(choice("given", "refused", "no_answer"), "given"),
    "signature": Field(choice("signed", "declined"), "signed"),
}
RENEWAL = {
    "applicant": needed(word),
    "document": Field(choice(*DOCUMENTS), DOCUMENTS[0]),
    "reason": Field(choice(*REASONS), REASONS[0]),
    "filed_by": Field(word),
    "open_application": Field(flag, default=False),
    "biometrics": Field(choice("match", "mismatch"), "match"),
    "duty": Field(choice("paid", "unpaid"), "paid"),
    "review": part(REVIEW),
    "pickup": part(PICKUP),
    "earlier": Field(record(EARLIER)),
}
CASE = {
    "format": needed(choice(FORMAT)),
    "title": Field(text, ""),
    "date": needed(day),
    "service": needed(choice(*CHANNELS)),
    "channel": needed(choice(*dict.fromkeys((*RESIDENCE_CHANNELS, *ID_CARD_CHANNELS)))),
    "parameters": part(PARAMETERS),
    "readings": Field(keys, {}),
    "registries": part({**LISTS, "outages": Field(rows(choice(*SYSTEMS)), ())}),
    "application": needed(keys),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case, checked.

    Attributes:
        title: the author's words.
        application: what is asked for.
        choices: what the people in the case decide.
        overrides: fields of `domain.law.Law` that the case sets on every date.
        readings: how the text is read.
        records: what the registries hold.
        outages: systems that do not answer.
    """

    title: str
    application: Application
    choices: Choices
    overrides: Mapping[str, Any]
    readings: Readings
    records: Records
    outages: frozenset[str]


def read_case(source: Path | Mapping[str, Any], name: str = "case.json") -> Case:
    """Read one case.

    Args:
        source: the file, or its JSON value.
        name: named in messages where the source is a value.

    Raises:
        BadInput: for anything that contracts.md section 1 does not allow, naming the place.
    """
    if isinstance(source, Path):
        return case_from(load(source), f"{source}: ")
    return case_from(source, f"{name}: ")


def case_from(value: Any, where: str) -> Case:  # noqa: ANN401 - any JSON value
    """Read one case from its JSON value; ``where`` is the file's name and ``": "``."""
    case = record(CASE)(value, where)
    service, channel = case["service"], case["channel"]
    if channel not in CHANNELS[service]:
        raise BadInput(
            f"{where}channel", f"for {service} {' or '.join(CHANNELS[service])}", channel
        )
    readings = readings_from(case["readings"], f"{where}readings")
    lists = dict(case["registries"])
    outages = frozenset(lists.pop("outages"))
    records = records_from(lists, case["date"], f"{where}registries")
    place = f"{where}application"
    said = record(RENEWAL if service == "id_card" else REGISTRATION)(case["application"], place)
    _check_known(said, records, place)
    application, choices = _application(case, said, records)
    _check_claim(choices, readings, place)
    _check_earlier(application, place)
    overrides = {LAW_FIELDS.get(key, key): v for key, v in case["parameters"].items()}
    return Case(case["title"], application, choices, overrides, readings, records, outages)


def _application(
    case: Mapping[str, Any], said: Mapping[str, Any], records: Records
) -> tuple[Application, Choices]:
    if case["service"] != "id_card":
        return _registration(case, said)
    return _renewal(case, said, records.region_of(said["applicant"]))


def _registration(case: Mapping[str, Any], said: Mapping[str, Any]) -> tuple[Registration, Choices]:
    application = Registration(
        service=case["service"],
        channel=case["channel"],
        day=case["date"],
        applicant=said["applicant"],
        dwelling=said["dwelling"],
    )
    chosen = {name: said[name] for name in REGISTRATION if name not in {"applicant", "dwelling"}}
    return application, Choices(**chosen)


def _renewal(
    case: Mapping[str, Any], said: Mapping[str, Any], region: str
) -> tuple[Renewal, Choices]:
    application = Renewal(
        channel=case["channel"],
        day=case["date"],
        applicant=said["applicant"],
        region=region,
        document=said["document"],
        reason=said["reason"],
        filed_by=said["filed_by"] or said["applicant"],
        earlier=Annulled(**said["earlier"]) if said["earlier"] else None,
    )
    choices = Choices(
        open_application=said["open_application"],
        biometrics=said["biometrics"],
        duty=said["duty"],
        review=Review(**said["review"]),
        pickup_person=said["pickup"]["person"],
        pickup_ticket=said["pickup"]["ticket"],
    )
    return application, choices


PERSONS_NAMED = ("applicant", "representative", "filed_by")


def _check_known(said: Mapping[str, Any], records: Records, where: str) -> None:
    """Check that everybody and everything the application names is on file."""
    named = {inside(where, name): said.get(name) for name in PERSONS_NAMED}
    named[inside(where, "pickup.person")] = said.get("pickup", {}).get("person")
    for place, person in named.items():
        if person is not None and person not in records.person_ids:
            raise BadInput(place, "a known person", person)
    if "dwelling" in said and said["dwelling"] not in records.dwelling_ids:
        raise BadInput(inside(where, "dwelling"), "a known dwelling", said["dwelling"])


def _check_claim(choices: Choices, readings: Readings, where: str) -> None:
    """Check the category, and the side where one must be stated, needed or not (RES-09)."""
    category, offered = choices.category, categories(readings.exemptions)
    if category is not None and category not in offered:
        raise BadInput(inside(where, "category"), f"one of {', '.join(offered)}", category)
    if category in WITH_SIDE and choices.side is None:
        raise BadInput(inside(where, "side"), f"{' or '.join(SIDES)} for {category}", "")


def _check_earlier(application: Application, where: str) -> None:
    earlier = getattr(application, "earlier", None)
    if earlier is not None and earlier.annulled_on > application.day:
        place = inside(where, "earlier.annulled_on")
        raise BadInput(place, f"a day not after {application.day}", earlier.annulled_on)
