"""The answers that a person can give to the question a walk waits at."""

from typing import NamedTuple

from app.pages.application.choices import NONE, TRUTH
from app.pages.application.scene import Scene, answer_to
from domain.procedure import Question
from domain.records import SIDES, Id
from domain.registries import Subject
from domain.residence.kinship import WITH_SIDE
from domain.residence.ownership import people
from domain.wording import answer_words

MALFORMED_STEP = 1
"""How far the control digit of the malformed example is off."""


class Option(NamedTuple):
    """An answer: how the address writes it, and in words."""

    token: str
    label: str


def options(scene: Scene) -> list[Option]:
    """Return the answers to the question of the current step, the ready case's own among them."""
    reply = scene.reply
    if reply is None:
        return []
    row = scene.shown.rows[reply.row]
    made = _MAKERS.get(reply.code, _plain)(scene, reply.code, row.subject)
    for token in (reply.default, reply.token):
        if token not in {option.token for option in made}:
            made.append(Option(token, _in_words(scene, reply.code, token)))
    return made


_PLAIN = {
    "belief": (TRUTH, "protected_owner", "other_owner"),
    "consent": ("given", "refused", "no_answer"),
    "sign": ("signed", "declined"),
    "biometrics": ("match", "mismatch"),
    "collect": ("paid", "unpaid"),
    "review": (NONE, "photo", "signature", "data", "further_check"),
}


def _plain(scene: Scene, code: str, _subject: Subject) -> list[Option]:
    return [Option(token, _in_words(scene, code, token)) for token in _PLAIN[code]]


def _categories(scene: Scene, code: str, subject: Subject) -> list[Option]:
    tokens = [
        token
        for category in subject["options"]
        for token in (
            [f"{category}.{side}" for side in SIDES] if category in WITH_SIDE else [category]
        )
    ]
    return [Option(token, _in_words(scene, code, token)) for token in (*tokens, NONE)]


def _numbers(scene: Scene, code: str, _subject: Subject) -> list[Option]:
    owners = answer_to(scene.shown.rows, "owners") or {"owners": ()}
    made = [Option(TRUTH, _in_words(scene, code, TRUTH))]
    persons = (*people(tuple(owners["owners"])), scene.setting.application.applicant)
    for person in persons:
        iin = scene.iin(person)
        words = scene.here.words(
            "application.answers.typed_iin.person", iin=iin, person=scene.person(person)
        )
        made.append(Option(iin, words))
    wrong = f"{made[1].token[:-1]}{(int(made[1].token[-1]) + MALFORMED_STEP) % 10}"
    words = scene.here.words("application.answers.typed_iin.malformed", iin=wrong)
    return [*made, Option(wrong, words)]


def _papers(scene: Scene, code: str, subject: Subject) -> list[Option]:
    owner = subject["owner"]
    came = [p for p in _family(scene) if p != owner]
    tokens = [f"{TRUTH}.match", f"{TRUTH}.mismatch", *(f"{p}.match" for p in came)]
    return [Option(token, _in_words(scene, code, token)) for token in tokens]


def _pickup(scene: Scene, code: str, subject: Subject) -> list[Option]:
    others = [p for p in scene.known_people() if p != subject["holder"]]
    tokens = [f"{TRUTH}.correct", f"{TRUTH}.wrong", *(f"{p}.correct" for p in others)]
    return [Option(token, _in_words(scene, code, token)) for token in tokens]


def _family(scene: Scene) -> list[Id]:
    return list(scene.kin.people) if scene.kin else []


def _in_words(scene: Scene, code: str, token: str) -> str:
    words = scene.here.words
    if code == "category":
        return _category_in_words(scene, token)
    if code in ("papers", "hand_over"):
        person, _, state = token.rpartition(".")
        if person == TRUTH:
            return words(f"application.answers.{code}.{TRUTH}_{state}")
        key: Id = int(person) if person.isdigit() else person
        return words(f"application.answers.{code}.{state}", person=scene.person(key))
    if code == "typed_iin" and token != TRUTH:
        return words("application.answers.typed_iin.other", iin=token)
    if code == "review":
        parts = [words(f"application.answers.review.{part}") for part in token.split(".")]
        return ", ".join(parts)
    return words(f"application.answers.{code}.{token}")


def _category_in_words(scene: Scene, token: str) -> str:
    if token == NONE:
        return scene.here.words("application.answers.category_none")
    category, _, side = token.partition(".")
    asked = Question("category", "", "", "", "")
    said = answer_words(scene.speaker, asked, {"category": category, "side": side or None})
    return said[:1].upper() + said[1:]


_MAKERS = {
    "category": _categories,
    "typed_iin": _numbers,
    "papers": _papers,
    "hand_over": _pickup,
}
