"""Answers of people as words in an address, and what they mean for a case.

The question's code names the parameter of the address; its value is one token per time the
question was put, joined by commas: ``consent=given,refused``. What a token may be is checked
here; whether a person that it names exists is checked where the people are known.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, NamedTuple

from domain.records import SIDES, Choices, Id, Review
from domain.residence.kinship import WITH_SIDE, categories

NONE: Final = "none"
TRUTH: Final = "truth"
MOST_ANSWERS: Final = 12
LONGEST_IIN: Final = 20
BEYOND_KEYS: Final = 2**63
"""Databases count records in 64 bits, one of them for the sign."""
DEFECTS: Final = ("data", "photo", "signature", "further_check")


class Asked(NamedTuple):
    """How the answer to one question of a person is written in the address.

    Attributes:
        accepts: says whether a token can be meant; ``None`` never is.
        apply: gives the choices in which the token is the answer.
        default: gives the token that choices amount to.
    """

    accepts: Callable[[str], bool]
    apply: Callable[[Choices, str], Choices]
    default: Callable[[Choices], str]


def key(token: str) -> Id:
    """Return a record's key from an address: a number in a city, a word in a ready case."""
    return int(token) if token.isascii() and token.isdigit() else token


def is_key(token: str) -> bool:
    """Say whether a token can be a record's key."""
    record = key(token) if token.isprintable() else ""
    return record != "" if isinstance(record, str) else record < BEYOND_KEYS


def _one_of(*tokens: str) -> Callable[[str], bool]:
    return lambda token: token in tokens


def _is_category(token: str) -> bool:
    category, _, side = token.partition(".")
    if category in WITH_SIDE:
        return side in SIDES
    return not side and (category == NONE or category in categories("order_677"))


def _category(choices: Choices, token: str) -> Choices:
    category, _, side = token.partition(".")
    chosen = None if category == NONE else category
    return replace(choices, category=chosen, side=side or None)


def _category_token(choices: Choices) -> str:
    if choices.category in WITH_SIDE:
        return f"{choices.category}.{choices.side}"
    return choices.category or NONE


def _is_iin(token: str) -> bool:
    return token == TRUTH or (0 < len(token) <= LONGEST_IIN and token.isascii() and token.isdigit())


def _iin(choices: Choices, token: str) -> Choices:
    return replace(choices, owner_iin_entered=None if token == TRUTH else token)


def _iin_token(choices: Choices) -> str:
    return choices.owner_iin_entered or TRUTH


def _person_and(*states: str) -> Callable[[str], bool]:
    def accepts(token: str) -> bool:
        person, _, state = token.rpartition(".")
        return is_key(person) and state in states

    return accepts


def _person(token: str) -> tuple[Id | None, str]:
    person, _, state = token.rpartition(".")
    return (None if person == TRUTH else key(person)), state


def _papers(choices: Choices, token: str) -> Choices:
    came, state = _person(token)
    return replace(choices, representative=came, representative_documents=state)


def _papers_token(choices: Choices) -> str:
    came = TRUTH if choices.representative is None else choices.representative
    return f"{came}.{choices.representative_documents}"


def _is_review(token: str) -> bool:
    found = token.split(".")
    return token == NONE or (set(found) <= set(DEFECTS) and len(set(found)) == len(found))


def _review(choices: Choices, token: str) -> Choices:
    found = token.split(".")
    made = Review(
        data="incorrect" if "data" in found else "correct",
        photo="mismatch" if "photo" in found else "conforms",
        signature="mismatch" if "signature" in found else "conforms",
        further_check="further_check" in found,
    )
    return replace(choices, review=made)


def _review_token(choices: Choices) -> str:
    review = choices.review
    wrong = (
        review.data != "correct",
        review.photo != "conforms",
        review.signature != "conforms",
        review.further_check,
    )
    found = [name for name, is_wrong in zip(DEFECTS, wrong, strict=True) if is_wrong]
    return ".".join(found) or NONE


def _pickup(choices: Choices, token: str) -> Choices:
    came, state = _person(token)
    return replace(choices, pickup_person=came, pickup_ticket=state)


def _pickup_token(choices: Choices) -> str:
    came = TRUTH if choices.pickup_person is None else choices.pickup_person
    return f"{came}.{choices.pickup_ticket}"


def _with(choices: Choices, name: str, value: Any) -> Choices:  # noqa: ANN401 - of the field's type
    changed: dict[str, Any] = {name: value}
    return replace(choices, **changed)


def _field(name: str, *values: str) -> Asked:
    """Return an answer that is one field of `Choices` as it stands."""
    return Asked(
        _one_of(*values),
        lambda choices, token: _with(choices, name, token),
        lambda choices: str(getattr(choices, name)),
    )


def _belief(choices: Choices, token: str) -> Choices:
    return replace(choices, reception_finding=None if token == TRUTH else token)


ASKED: Final[dict[str, Asked]] = {
    "belief": Asked(
        _one_of(TRUTH, "protected_owner", "other_owner"),
        _belief,
        lambda choices: choices.reception_finding or TRUTH,
    ),
    "typed_iin": Asked(_is_iin, _iin, _iin_token),
    "papers": Asked(_person_and("match", "mismatch"), _papers, _papers_token),
    "category": Asked(_is_category, _category, _category_token),
    "consent": _field("owner_consent", "given", "refused", "no_answer"),
    "sign": _field("signature", "signed", "declined"),
    "biometrics": _field("biometrics", "match", "mismatch"),
    "collect": _field("duty", "paid", "unpaid"),
    "review": Asked(_is_review, _review, _review_token),
    "hand_over": Asked(_person_and("correct", "wrong"), _pickup, _pickup_token),
}
"""Every question that the page puts to the visitor, by its code (and parameter)."""


def person_named(code: str, token: str) -> Id | None:
    """Return the person that a token names, None where it names nobody."""
    return _person(token)[0] if code in ("papers", "hand_over") else None
