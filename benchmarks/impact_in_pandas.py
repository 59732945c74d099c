"""What the impact engine computes, written with data frames: joins, masks, groups and a loop."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from domain.readings import Readings
from domain.residence.kinship import Fact
from simulation.demand.applications import NONE, Ints
from simulation.demand.year import Year
from simulation.impact.curve import KIND
from simulation.impact.endings import ADMITTED, OPEN
from simulation.impact.grouping import Grouping
from simulation.impact.routes import Rules
from simulation.impact.sequence import PERMANENT
from simulation.impact.standing import Homes
from simulation.impact.verdicts import Evaluation
from synthetic_data.city import City
from synthetic_data.kinship_facts import RecordedKin

JOINED = (
    Fact.CHILD
    | Fact.PARENT
    | Fact.SPOUSE
    | Fact.SHARES_FATHER
    | Fact.SHARES_MOTHER
    | Fact.GRANDPARENT_BY_FATHER
    | Fact.GRANDPARENT_BY_MOTHER
    | Fact.GRANDCHILD_BY_FATHER
    | Fact.GRANDCHILD_BY_MOTHER
    | Fact.PARENT_OF_SPOUSE
    | Fact.SIBLING_OF_SPOUSE
    | Fact.GRANDPARENT_OF_SPOUSE
)
"""The facts that `kinship` finds, twelve of twenty-two: those of the text's own kin categories."""

SIDES = ("FATHER", "MOTHER")


def kinship(city: City, day: int, a: Ints, o: Ints) -> Ints:
    """Return the ``JOINED`` facts of pairs by joins of parents and spouses in long form."""
    acts = RecordedKin(city, day, Readings())
    parents = pd.concat(
        long(acts.parents[side.lower()], ("child", "parent")).assign(side=code)
        for code, side in enumerate(SIDES)
    )
    spouses = long(acts.spouses, ("person", "spouse"))
    pairs = pd.DataFrame({"pair": np.arange(len(a)), "a": a, "o": o})
    found = np.zeros(len(a), np.int32)
    for fact, rows in facts_by_joins(pairs, parents, spouses):
        found[rows.to_numpy()] |= int(fact)
    return found


def long(slots: Sequence[Ints], names: tuple[str, str]) -> pd.DataFrame:
    """Return slots of relatives as rows of two people."""
    frames = []
    for slot in slots:
        people = np.flatnonzero(slot[:-1] >= 0)
        frames.append(pd.DataFrame({names[0]: people, names[1]: slot[people]}))
    return pd.concat(frames)


Found = list[tuple[Fact, "pd.Series[int]"]]


def facts_by_joins(pairs: pd.DataFrame, parents: pd.DataFrame, spouses: pd.DataFrame) -> Found:
    """Return the pairs of which each fact is true."""
    up = {end: pairs.merge(parents, left_on=end, right_on="child") for end in ("a", "o")}
    wed = pairs.merge(spouses, left_on="o", right_on="person")
    shared = up["a"].merge(up["o"], on=["pair", "parent"])
    found = [
        (Fact.CHILD, up["a"].query("parent == o").pair),
        (Fact.PARENT, up["o"].query("parent == a").pair),
        (Fact.SPOUSE, wed.query("spouse == a").pair),
        *by_side("SHARES_{}", shared.rename(columns={"side_x": "side"})),
        *by_side("GRANDPARENT_BY_{}", grandparents(up["o"], parents).query("grandparent == a")),
        *by_side("GRANDCHILD_BY_{}", grandparents(up["a"], parents).query("grandparent == o")),
    ]
    return found + in_laws(wed.query("spouse != a"), up["a"], parents)


def grandparents(up: pd.DataFrame, parents: pd.DataFrame) -> pd.DataFrame:
    further = parents.rename(columns={"parent": "grandparent"}).drop(columns="side")
    return up.drop(columns="child").merge(further, left_on="parent", right_on="child")


def by_side(name: str, rows: pd.DataFrame) -> Found:
    return [
        (Fact[name.format(side)], rows.loc[rows.side == code, "pair"])
        for code, side in enumerate(SIDES)
    ]


def in_laws(wed: pd.DataFrame, up: pd.DataFrame, parents: pd.DataFrame) -> Found:
    above = wed.merge(parents, left_on="spouse", right_on="child")
    shared = above.merge(up[["pair", "parent"]], on=["pair", "parent"])
    return [
        (Fact.PARENT_OF_SPOUSE, above.query("parent == a").pair),
        (Fact.SIBLING_OF_SPOUSE, shared.pair),
        (Fact.GRANDPARENT_OF_SPOUSE, grandparents(above, parents).query("grandparent == a").pair),
    ]


def first_rule(rules: Rules) -> "pd.Series[int]":
    """Return the number of the first rule that holds for each application, -1 for none."""
    ends = pd.Series(int(OPEN), index=range(len(rules[0][0])))
    for number, (holds, _) in enumerate(rules):
        ends = ends.mask(pd.Series(holds) & (ends == OPEN), number)
    return ends


def years(
    year: Year, found: Evaluation, homes: Homes, groupings: Mapping[str, Grouping]
) -> pd.DataFrame:
    """Return a year as a frame: endings, dwellings with what the norm compares, groups."""
    asked = year.asked
    here = homes.of(asked.dwelling)
    return pd.DataFrame(
        {
            "free": found.free,
            "full": found.full,
            "area": here.area,
            "registered": here.registered,
            "dwelling": asked.dwelling,
            "counts": found.counts,
            "leaves": np.where(asked.service == PERMANENT, year.origin, NONE),
            **{name: grouping.group for name, grouping in groupings.items()},
        }
    )


def dwellings(homes: Homes) -> pd.DataFrame:
    """Return dwellings as a frame."""
    return pd.DataFrame({"area": homes.area, "registered": homes.registered})


def beside(homes: pd.DataFrame, norm: int) -> list[int]:
    """Return how many dwellings are open, at the norm and over it, and the places left."""
    known = homes[homes.area >= 0]
    left = known.area // norm - known.registered
    found = ((left > 0).sum(), (left == 0).sum(), (left < 0).sum(), left[left > 0].sum())
    return [int(count) for count in found]


def one_norm(frame: pd.DataFrame, norm: int) -> "pd.Series[Any]":
    """Return how each application ends by itself."""
    reached = frame.registered >= frame.area // norm
    return frame.free.where(~reached, frame.full)


def breakdowns(frame: pd.DataFrame, norm: int, dimensions: Sequence[str]) -> "list[pd.Series[int]]":
    """Return the counts of every kind of ending in every group of some dimensions."""
    kinds = pd.Series(KIND[one_norm(frame, norm)], index=frame.index, name="kind")
    return [frame.groupby([name, kinds]).size() for name in dimensions]


def in_order(frame: pd.DataFrame, year: Year, homes: Homes, norm: int) -> Ints:
    """Return how each application ends in the order of filing, row by row."""
    registered, room = homes.registered.tolist(), (homes.area // norm).tolist()
    departures = list(zip(year.left_before.tolist(), year.left.tolist(), strict=True))[::-1]
    admitted, ends = ADMITTED.tolist(), []
    columns = frame[["free", "full", "dwelling", "counts", "leaves"]]
    for row, free, full, dwelling, counts, leaves in columns.itertuples(name=None):
        while departures and departures[-1][0] <= row:
            registered[departures.pop()[1]] -= 1
        end = full if registered[dwelling] >= room[dwelling] else free
        ends.append(end)
        if admitted[end]:
            registered[dwelling] += counts
            if leaves >= 0:
                registered[leaves] -= 1
    return np.array(ends)
