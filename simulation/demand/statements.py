"""What every applicant would state, and what the others in the case would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from domain.records import SIDES
from domain.residence.kinship import WITH_SIDE, categories
from simulation.demand.applications import (
    CATEGORIES,
    CHANNELS,
    NONE,
    Applications,
    Bools,
    Ints,
)
from simulation.demand.claims import STATED
from simulation.demand.kindred import Floats
from simulation.demand.mix import Mix
from synthetic_data.city import City

PILOT_LIST: Final = len(categories("pilot_list"))
WIDER: Final = {"other_kin": "relative_of_kin", "in_law_other_way": "relative_of_kin"}
"""What relations state under order 677 that the pilot's list leaves out."""

TRUTH: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Who asks to be registered where, one row an application; -1 stands for none.

    Args:
        relation: what the applicant truly is to the owner, a place in the relations of the mix.
        applicant: persons.
        owner: the owner by whom the dwelling was found, -1 for an organisation.
        dwelling: dwellings of the capital.
        side: the side that the true relation goes through, where a category would need it.
        arrival: whether the applicant comes from outside of the capital.
    """

    relation: Ints
    applicant: Ints
    owner: Ints
    dwelling: Ints
    side: Ints
    arrival: Bools


Drawn = Callable[[str], Floats]


def states(
    pairs: Pairs, relations: tuple[str, ...], mix: Mix, draws: Drawn, city: City
) -> Applications:
    """Return the applications of pairs of people and dwellings.

    Args:
        pairs: one row an application.
        relations: codes of ``pairs.relation``.
        mix: the shares.
        draws: columns of draws by name.
        city: for guardians.
    """
    category = _categories(pairs.relation, relations, mix, draws)
    wider = _wider(pairs, relations, category, city)
    return Applications(
        applicant=pairs.applicant,
        dwelling=pairs.dwelling,
        service=(draws("service") < mix.temporary).astype(np.int8),
        channel=_channels(mix, draws),
        category=category,
        side=_sides(pairs.side, category, draws("side")),
        wider_category=wider,
        consents=draws("consent") < mix.consent,
        signs=draws("signature") >= mix.declined,
        believed=_beliefs(mix, draws),
        papers=draws("papers") >= mix.papers_mismatch,
    )


def _categories(relation: Ints, relations: tuple[str, ...], mix: Mix, draws: Drawn) -> Ints:
    """Return what each states under the pilot's list, now and then not his own relation."""
    true = np.array([_code(STATED.get(name)) for name in relations], np.int8)[relation]
    other = (draws("category") * (PILOT_LIST - 1)).astype(np.int8)
    other += (true >= 0) & (other >= true)  # any but the true one
    any_ = (draws("category") * PILOT_LIST).astype(np.int8)
    wrong = draws("wrong") < mix.wrong_category
    stranger = np.where(draws("stops") < mix.stops, NONE, any_)
    return np.where(true >= 0, np.where(wrong, other, true), stranger).astype(np.int8)


def _code(category: str | None) -> int:
    return NONE if category is None else CATEGORIES.index(category)


def _wider(pairs: Pairs, relations: tuple[str, ...], category: Ints, city: City) -> Ints:
    """Return what each states under the longer list: wards and kin of kin find their own."""
    named = np.array([_code(WIDER.get(name)) for name in relations], np.int8)[pairs.relation]
    guarded = city.ward.astype(np.int64) * city.persons + city.guardian
    ward = np.isin(pairs.applicant.astype(np.int64) * city.persons + pairs.owner, guarded)
    wider = np.where(named >= 0, named, category)
    return np.where(ward & (pairs.owner >= 0), _code("ward"), wider).astype(np.int8)


def _sides(true: Ints, category: Ints, draw: Floats) -> Ints:
    """Return the side stated where the category needs one: the true one, or a guess."""
    needs = np.isin(category, [CATEGORIES.index(name) for name in WITH_SIDE])
    guess = (draw * len(SIDES)).astype(np.int8)
    return np.where(needs, np.where(true >= 0, true, guess), NONE).astype(np.int8)


def _channels(mix: Mix, draws: Drawn) -> Ints:
    codes = [CHANNELS.index(name) for name in ("service_centre", "egov_mobile", "egov_portal")]
    mobile = draws("mobile") < mix.mobile
    return np.where(draws("centre") < mix.centre, codes[0], np.where(mobile, *codes[1:])).astype(
        np.int8
    )


def _beliefs(mix: Mix, draws: Drawn) -> Ints:
    """Return what reception takes the owner for without looking: mostly it looks."""
    guess = (draws("belief") < 1 / 2).astype(np.int8)
    return np.where(draws("reception") < mix.reception_error, guess, TRUTH).astype(np.int8)
