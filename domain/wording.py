"""Steps of a procedure in words, in Russian, Kazakh and English.

The words stand in ``notices.toml``; here values become words: days and areas in the language's
own form, people and dwellings under the names that the caller knows them by.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from domain.answers import ParentActs
from domain.procedure import NO_ANSWER, Question, Row
from domain.records import Id
from domain.registries import Subject

LANGUAGES = ("ru", "kk", "en")

Words = dict[str, dict[str, Any]]
NameOf = Callable[[str, Id], str]
"""Gives the name shown for a ``person``, an ``organisation`` or a ``dwelling``."""


def by_key(_kind: str, key: Id) -> str:
    """Show everybody under the key on file."""
    return str(key)


class Speaker(NamedTuple):
    """Who speaks: a language, and how people and dwellings are called."""

    language: str
    name_of: NameOf = by_key


@cache
def words() -> Words:
    """Return every entry of ``notices.toml`` by section and key."""
    return tomllib.loads(files("domain").joinpath("notices.toml").read_text("utf-8"))


def say(speaker: Speaker, section: str, key: str, **values: object) -> str:
    """Return one entry with its placeholders filled."""
    text: str = words()[section][key][speaker.language]
    return text.format_map(values)


def name(speaker: Speaker, key: str) -> str:
    """Return the word for a code: a category, a system, a reason; the code itself if unknown."""
    entry = words()["name"].get(key)
    return str(entry[speaker.language]) if entry else key


def notice(outcome: str, basis: str | None, language: str) -> str:
    """Return what the applicant is told; every outcome and basis has its own words."""
    entry = words()["outcome"][outcome]
    text: str = entry.get(basis, entry)[language]
    return text


def day_words(speaker: Speaker, iso: str) -> str:
    """Return a day in the language's form: 02.02.2026, in English 2 Feb 2026."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%b %Y}" if speaker.language == "en" else f"{day:%d.%m.%Y}"


def decimal_words(speaker: Speaker, tenths: int | None) -> str:
    """Return tenths as a number with one decimal."""
    if tenths is None:
        return "—"
    text = f"{tenths // 10}.{tenths % 10}"
    return text if speaker.language == "en" else text.replace(".", ",")


def question_words(speaker: Speaker, asked: Question, subject: Subject) -> str:
    """Return a question in words."""
    return say(speaker, "question", asked.code, **_all_shown(speaker, subject))


def answer_words(speaker: Speaker, asked: Question, answer: Any) -> str:  # noqa: ANN401 - JSON
    """Return an answer in words; also of a system that did not answer."""
    if answer == NO_ANSWER:
        return say(speaker, "answer", "no_answer")
    return _ANSWERS[asked.code](speaker, answer)


def finding_words(speaker: Speaker, row: Row) -> str:
    """Return what a row found: the rule's finding, or the answer to a question."""
    if isinstance(row.step, Question):
        return answer_words(speaker, row.step, row.answer)
    shown = _all_shown(speaker, row.subject) | _norm_words(speaker, row.subject)
    return say(speaker, "finding", row.step.finding, **shown)


def _all_shown(speaker: Speaker, subject: Subject) -> dict[str, object]:
    shown = {key: _shown(speaker, key, value) for key, value in subject.items()}
    if subject.get("kind") == "organisation":
        shown["owner"] = speaker.name_of("organisation", subject["owner"])
    return shown


_PERSONS = (
    "person",
    "parent",
    "ward",
    "student",
    "applicant",
    "owner",
    "representative",
    "payer",
    "holder",
    "filed_by",
)
_DAYS = ("day", "from", "until", "expires", "born")
_CODES = ("register", "document", "defect", "region", "ticket_shown")


def _shown(speaker: Speaker, key: str, value: Any) -> object:  # noqa: ANN401 - JSON
    """Return a value of a subject as words."""
    if value is None:
        return "—"
    if key in _PERSONS:
        return speaker.name_of("person", value)
    if key == "dwelling":
        return speaker.name_of("dwelling", value)
    if key in _DAYS:
        return day_words(speaker, value)
    if key in _CODES or key in ("category", "reason"):
        return name(speaker, str(value))
    return value


def _norm_words(speaker: Speaker, subject: Subject) -> dict[str, object]:
    """Return area and norm of a comparison (RES-08), and the reason on file (IDC-04)."""
    shown: dict[str, object] = {}
    if "area_tenths" in subject:
        area = subject["area_tenths"] * subject["permille"]
        exact = f"{area / 10_000:.4f}".rstrip("0")  # at most four decimals, so exact in print
        exact = exact + "0" if exact.endswith(".") else exact
        shown["area"] = exact if speaker.language == "en" else exact.replace(".", ",")
        shown["norm"] = decimal_words(speaker, subject["norm_tenths"])
    if subject.get("changed") and subject.get("reason") == "expiry":
        shown["reason"] = name(speaker, "data_changed")
    return shown


def _yes_no(code: str, key: str) -> Callable[[Speaker, Any], str]:
    def told(speaker: Speaker, answer: Mapping[str, Any]) -> str:
        return say(speaker, "answer", f"{code}_{'yes' if answer[key] else 'no'}", **answer)

    return told


def _owners(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    owners = ", ".join(speaker.name_of(o["kind"], o["id"]) for o in answer["owners"])
    name = "owner" if len(answer["owners"]) == 1 else "owners"
    return say(speaker, "answer", name, owners=owners)


def _birth(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    return say(speaker, "answer", "birth", born=day_words(speaker, answer["born"]))


def _belief(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    return say(speaker, "answer", f"belief_{answer['believed'] or 'none'}")


def _typed(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    return say(speaker, "answer", "typed_iin" if answer["iin"] else "typed_iin_empty", **answer)


def _holder(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    if answer["person"] is None:
        return say(speaker, "answer", "holder_none")
    person = speaker.name_of("person", answer["person"])
    return say(speaker, "answer", "holder", person=person, born=day_words(speaker, answer["born"]))


def _papers(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    came = answer["representative"]
    who = name(speaker, "nobody") if came is None else speaker.name_of("person", came)
    conform = name(speaker, "conform" if answer["conform"] else "do_not_conform")
    key = f"papers_{answer['power'] or 'none'}"
    return say(speaker, "answer", key, representative=who, conform=conform)


def _filed(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    return say(speaker, "answer", "filed", **answer)


def _area(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    total, useful = answer["total_area_tenths"], answer["useful_area_tenths"]
    forms = {(True, True): "area_both", (True, False): "area_total", (False, True): "area_useful"}
    key = forms.get((total is not None, useful is not None), "area_none")
    shown = {"total": decimal_words(speaker, total), "useful": decimal_words(speaker, useful)}
    return say(speaker, "answer", key, **shown)


def _headcount(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    return say(speaker, "answer", "headcount", **answer)


def _category(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    category, side = answer["category"], answer["side"]
    if category is None:
        return say(speaker, "answer", "category_none")
    if side is None:
        return name(speaker, category)
    stated = f"common_{side}" if category == "half_sibling" else side
    shown = {"category": name(speaker, category), "side": name(speaker, stated)}
    return say(speaker, "answer", "category_side", **shown)


def _pair(speaker: Speaker, key: str, pair: Mapping[str, Any]) -> str:
    shown: dict[str, object] = {"father": name(speaker, "unknown")}
    shown["mother"] = shown["father"]
    for side in ("father", "mother"):
        if pair[side] is not None:
            shown[side] = speaker.name_of("person", pair[side])
    if "date" in pair:
        shown["date"] = day_words(speaker, pair["date"])
    return say(speaker, "answer", key, **shown)


def _parents(speaker: Speaker, answer: ParentActs) -> str:
    told = [_pair(speaker, "parents_adopted", a) for a in answer["adoptions"]]
    if answer["birth"]:
        told = [_pair(speaker, "parents", answer["birth"]), *told]
    return "; ".join(told) or say(speaker, "answer", "parents_none")


def _listed(code: str, key: str, one: Callable[[Speaker, Any], str]) -> Callable[..., str]:
    def told(speaker: Speaker, answer: Mapping[str, Any]) -> str:
        shown = ", ".join(one(speaker, item) for item in answer[key])
        return say(speaker, "answer", code if shown else f"{code}_none", **{code: shown})

    return told


def _child(speaker: Speaker, acts: Any) -> str:  # noqa: ANN401 - JSON
    return speaker.name_of("person", acts["child"])


def _marriage(speaker: Speaker, marriage: Any) -> str:  # noqa: ANN401 - JSON
    shown = {"spouse": speaker.name_of("person", marriage["spouse"])}
    shown["from"] = day_words(speaker, marriage["from"])
    if marriage["until"] is None:
        return say(speaker, "answer", "marriage_current", **shown)
    shown["until"] = day_words(speaker, marriage["until"])
    return say(speaker, "answer", "marriage_ended", **shown)


def _enrolment(speaker: Speaker, course: Any) -> str:  # noqa: ANN401 - JSON
    shown = {key: name(speaker, course[key]) for key in ("form", "city")}
    shown |= {key: day_words(speaker, course[key]) for key in ("from", "until")}
    return say(speaker, "answer", "enrolment", **shown)


def _person(speaker: Speaker, key: Id) -> str:
    return speaker.name_of("person", key)


def _consent(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    return say(speaker, "answer", f"consent_{answer['consent']}")


def _slip(speaker: Speaker, _answer: Any) -> str:  # noqa: ANN401 - JSON
    return say(speaker, "answer", "slip")


def _id_card(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    if answer["expires"] is None:
        return say(speaker, "answer", "id_card_none")
    key = "id_card_changed" if answer["data_changed"] else "id_card"
    return say(speaker, "answer", key, expires=day_words(speaker, answer["expires"]))


def _review(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    shown = {key: name(speaker, answer[key]) for key in ("data", "photo", "signature")}
    check = f"further_check_{'yes' if answer['further_check'] else 'no'}"
    return say(speaker, "answer", "review", **shown, further_check=name(speaker, check))


def _make(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    return say(speaker, "answer", "make" if answer["delivered"] else "make_no")


def _hand_over(speaker: Speaker, answer: Any) -> str:  # noqa: ANN401 - JSON
    person = speaker.name_of("person", answer["person"])
    ticket = name(speaker, f"ticket_{answer['ticket']}")
    return say(speaker, "answer", "hand_over", person=person, ticket=ticket)


_ANSWERS: dict[str, Callable[[Speaker, Any], str]] = {
    "owners": _owners,
    "birth": _birth,
    "incapacitated": _yes_no("incapacitated", "incapacitated"),
    "incapacitated_by_iin": _yes_no("incapacitated", "incapacitated"),
    "belief": _belief,
    "is_registered": _yes_no("is_registered", "registered"),
    "typed_iin": _typed,
    "check_iin": _yes_no("check_iin", "well_formed"),
    "holder": _holder,
    "papers": _papers,
    "file_application": _filed,
    "receive": _filed,
    "area": _area,
    "headcount": _headcount,
    "category": _category,
    "parents": _parents,
    "children": _listed("children", "acts", _child),
    "marriages": _listed("marriages", "marriages", _marriage),
    "guardians": _listed("guardians", "guardians", _person),
    "enrolments": _listed("enrolments", "enrolments", _enrolment),
    "consent": _consent,
    "slip": _slip,
    "sign": _yes_no("sign", "done"),
    "enter": _yes_no("enter", "entered"),
    "id_card": _id_card,
    "has_open_application": _yes_no("has_open_application", "done"),
    "biometrics": _yes_no("biometrics", "done"),
    "collect": _yes_no("collect", "paid"),
    "review": _review,
    "make": _make,
    "hand_over": _hand_over,
}
"""How each answer is told, by the code of its question."""
