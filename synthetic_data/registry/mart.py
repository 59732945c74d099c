"""The data mart of Smart Data Ukimet: pairs of kin instead of acts (RES-10, RES-17).

The mart holds a state: who is whose parent or spouse as of a day, without the acts' own dates.
Here the pairs are derived from acts, and turned back into answers of the shape of IS ZAGS that
give the same verdicts from ``as_of`` on under every reading.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from domain.answers import Adoption, Marriage, Marriages, ParentActs, Parents
from domain.records import Id

PARENT_RELATIONS = ("father", "mother", "birth_father", "birth_mother")
"""The parents in force, and the birth parents where an adoption replaced them."""

SPOUSE_RELATIONS = ("spouse", "former_spouse")


class Pair(NamedTuple):
    """One pair: ``relative`` is the ``relation`` of whoever is asked about, as of an ISO day."""

    relation: str
    relative: Id
    as_of: str


def parent_pairs(acts: ParentActs, as_of: str) -> Iterator[Pair]:
    """Derive what the mart holds about a person's parents.

    Args:
        acts: the acts of IS ZAGS.
        as_of: ISO day; an adoption after it is not held yet, the last one before it counts.
    """
    held = [adoption for adoption in acts["adoptions"] if adoption["date"] <= as_of]
    birth = acts["birth"] or Parents(father=None, mother=None)
    if held:
        last = max(held, key=lambda adoption: adoption["date"])
        yield from _pairs("", last["father"], last["mother"], as_of)
        yield from _pairs("birth_", birth["father"], birth["mother"], as_of)
    else:
        yield from _pairs("", birth["father"], birth["mother"], as_of)


def _pairs(kind: str, father: Id | None, mother: Id | None, as_of: str) -> Iterator[Pair]:
    for side, parent in (("father", father), ("mother", mother)):
        if parent is not None:
            yield Pair(kind + side, parent, as_of)


def spouse_pairs(marriages: Marriages, as_of: str) -> Iterator[Pair]:
    """Derive what the mart holds about a person's marriages that began by ``as_of``."""
    for marriage in marriages["marriages"]:
        if marriage["from"] <= as_of:
            until = marriage["until"]
            current = until is None or as_of < until
            yield Pair("spouse" if current else "former_spouse", marriage["spouse"], as_of)


def parent_acts(pairs: Sequence[Pair]) -> ParentActs:
    """Return the parents that the mart holds in the shape of acts.

    Where birth parents were replaced, the pair in force is told as an adoption of ``as_of``.

    Args:
        pairs: all pairs of one person, of any relation.
    """
    named = {pair.relation: pair.relative for pair in pairs if pair.relation in PARENT_RELATIONS}
    if not named:
        return {"birth": None, "adoptions": []}
    now = Parents(father=named.get("father"), mother=named.get("mother"))
    if "birth_father" not in named and "birth_mother" not in named:
        return {"birth": now, "adoptions": []}
    replaced = Parents(father=named.get("birth_father"), mother=named.get("birth_mother"))
    return {"birth": replaced, "adoptions": [Adoption(**now, date=_as_of(pairs))]}


def _as_of(pairs: Iterable[Pair]) -> str:
    return max(pair.as_of for pair in pairs if pair.relation in PARENT_RELATIONS)


def marriages(pairs: Iterable[Pair]) -> Marriages:
    """Return the spouses that the mart holds in the shape of acts.

    The mart knows no first day: a spouse is told as one since ``as_of``, a former spouse as one
    whose marriage no longer holds on ``as_of``.
    """
    return {"marriages": [_marriage(pair) for pair in pairs if pair.relation in SPOUSE_RELATIONS]}


def _marriage(pair: Pair) -> Marriage:
    until = None if pair.relation == "spouse" else pair.as_of
    return {"spouse": pair.relative, "from": pair.as_of, "until": until}
