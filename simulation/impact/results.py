"""What a norm does, as plain numbers: the seam between the engine and all who show it.

Every count is of one synthetic year. "Turned away" is an application that the norm kept out: it
ended as one of `TURNED_AWAY`. Codes are those of the city, of the rules and of `demand`; words
for them belong to whoever shows them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

TURNED_AWAY: Final = (
    "norm_reached_no_category",
    "kinship_not_confirmed",
    "study_not_confirmed",
)
"""Outcomes of those whom the norm stopped.

Without it they would have gone on to consent and signature, where a few would have failed.
"""

DIMENSIONS: Final = (
    "district",
    "rooms",
    "dwelling_kind",
    "owner_kind",
    "age",
    "category",
    "origin",
    "relation",
)
"""By what results are broken down; the codes of each are strings, such as ``esil`` or ``3``."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Dwellings of the capital beside the norm.

    Attributes:
        open: fewer registered than the capacity.
        at: as many.
        over: more.
        no_area: without an area that serves, so that nothing can be compared.
        places_left: capacity less registered, summed over the open ones; None without a norm.
    """

    open: int
    at: int
    over: int
    no_area: int
    places_left: int | None


@dataclass(frozen=True, slots=True)
class Ending:
    """How many applications end in one way.

    Attributes:
        outcome: of a verdict of the rules.
        basis: what let them in; None otherwise.
        count: applications.
    """

    outcome: str
    basis: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a breakdown, in applications decided one after the other.

    Attributes:
        code: of the group within its dimension.
        total: applications.
        by_norm: let in because the norm was not reached.
        other_ways: let in some other way: kin, student, owner, hall, online.
        turned_away: kept out by the norm.
    """

    code: str
    total: int
    by_norm: int
    other_ways: int
    turned_away: int


@dataclass(frozen=True, slots=True)
class KeptOut:
    """One group of those turned away; the groups are disjoint and sum to all of them.

    Attributes:
        code: ``tenant``, ``partner``, ``in_law_other_way`` (kelin, son-in-law), ``nephew_niece``,
            ``stepchild``, ``ward``, ``other_kin``, ``organisation_housing``, ``student``,
            ``false_refusal``, ``wrong_category``, ``owner_himself``, ``other``.
        count: applications.
        named_by_text: whether the pilot's list names what the applicant truly is.
    """

    code: str
    count: int
    named_by_text: bool


@dataclass(frozen=True, slots=True)
class FalseRefusals:
    """Turned away although complete acts would have confirmed what they stated.

    Attributes:
        total: applications.
        by_cause: code of the defect whose mending alone would have let them in → applications;
            ``several`` where no single one would.
    """

    total: int
    by_cause: Mapping[str, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Households:
    """People who move together, and those who move alone.

    ``let_in``, ``split`` and ``turned_away`` are disjoint. The rest of the total is no work of
    the norm: ``nobody_registered`` less ``turned_away``, stopped by something else altogether,
    and those of whom some are registered and others stopped by something else.

    Attributes:
        total: households.
        let_in: all of whose members are registered.
        split: some registered, some turned away by the norm.
        turned_away: nobody registered, and at least one turned away by the norm.
        nobody_registered: whatever the reason; ``turned_away`` is a part of it.
    """

    total: int
    let_in: int
    split: int
    turned_away: int
    nobody_registered: int


@dataclass(frozen=True, slots=True)
class RubberFlats:
    """Dwellings with far more registered than could live there.

    Attributes:
        dwellings: how many there are in the capital.
        registered: people registered in them.
        asked: applications for them.
        stopped: of those, turned away.
        let_in: of those, registered all the same.
    """

    dwellings: int
    registered: int
    asked: int
    stopped: int
    let_in: int


@dataclass(frozen=True, slots=True)
class CentreLoad:
    """What the outcomes send to the service centres.

    Attributes:
        visits: applications that begin at a centre.
        sent_back_online: of those, told to use the online service.
        sent_by_protection: online applications sent to a centre for a protected owner.
        acts_to_update: kinship not confirmed: the act must be brought up to date at a centre.
    """

    visits: int
    sent_back_online: int
    sent_by_protection: int
    acts_to_update: int


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that one setting does to the city and to its year.

    Attributes:
        total: applications.
        static: how they end, every one by itself, the commonest first.
        sequential: how they end in the order of filing: admissions raise the count of their
            dwelling, those who leave lower it.
        persons_turned_away: people turned away (sequential, as all below): pairs of an applicant
            and a dwelling. A person of the city who arrives may stand for several like him, each
            in a dwelling of his own; who goes on from a visit is the same person.
        households: of those who apply.
        stock: dwellings beside the norm.
        by: dimension → its groups, in the order of the codes.
        kept_out: who is turned away, the largest group first.
        false_refusals: of them.
        hall_in_full: let in through the hall into a dwelling in which the norm was reached.
        rubber: dwellings with far too many registered.
        centres: load of the service centres.
    """

    total: int
    static: tuple[Ending, ...]
    sequential: tuple[Ending, ...]
    persons_turned_away: int
    households: Households
    stock: Stock
    by: Mapping[str, tuple[Group, ...]] = field(hash=False)
    kept_out: tuple[KeptOut, ...]
    false_refusals: FalseRefusals
    hall_in_full: int
    rubber: RubberFlats
    centres: CentreLoad

    @property
    def turned_away(self) -> int:
        """Applications turned away, one after the other."""
        return turned_away(self.sequential)

    @property
    def turned_away_static(self) -> int:
        """Applications turned away, every one by itself."""
        return turned_away(self.static)


def turned_away(ends: tuple[Ending, ...]) -> int:
    """Return how many of some applications the norm kept out."""
    return sum(end.count for end in ends if end.outcome in TURNED_AWAY)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One norm of a curve.

    Attributes:
        norm_tenths: tenths of m² a person.
        open: open dwellings.
        by_norm: let in by the norm.
        turned_away: kept out by it.
    """

    norm_tenths: int
    open: int
    by_norm: int
    turned_away: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Applications that end otherwise under another setting.

    Attributes:
        before: (outcome, basis) under the first setting.
        after: (outcome, basis) under the second; equal to ``before`` where nothing changes.
        count: applications.
    """

    before: tuple[str, str | None]
    after: tuple[str, str | None]
    count: int


@dataclass(frozen=True, slots=True)
class ReadingEffect:
    """What the other value of one reading alone does.

    Attributes:
        name: of the switch.
        value: the value that it is moved to: the one at which it does not stand.
        change: applications turned away, more or fewer.
        moved: applications that end otherwise in any way.
    """

    name: str
    value: str | bool
    change: int
    moved: int


@dataclass(frozen=True, slots=True)
class Swing:
    """What one assumption alone does to a headline.

    Attributes:
        name: of the assumption, a key of the evidence or of the mix.
        low: the assumption's low value; None where it is a whole table of shares.
        high: its high value.
        at_low: the headline there.
        at_high: the headline at the high value.
        kind: of evidence behind it: ``assumed``, or ``derived`` from published figures.
    """

    name: str
    low: float | None
    high: float | None
    at_low: int
    at_high: int
    kind: str

    @property
    def width(self) -> int:
        """How far the headline moves between the two."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Range:
    """A headline with what it becomes when assumptions move, each alone.

    Attributes:
        headline: ``refused_sequential``, ``admitted_by_norm_sequential`` or ``split_households``.
        low: the smallest of all values.
        value: at the values assumed.
        high: the largest.
        swings: the eight assumptions that move it most, the widest first.
    """

    headline: str
    low: int
    value: int
    high: int
    swings: tuple[Swing, ...]
