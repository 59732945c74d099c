"""What must hold in every city: each rule with its count of violations, which must be 0."""

from collections.abc import Iterable

import numpy as np

from synthetic_data.city import City
from synthetic_data.integrity import columns, homes, kin, papers
from synthetic_data.integrity.found import Check


def violations(city: City) -> dict[str, int]:
    """Return for each rule how often the city breaks it.

    Args:
        city: any city.

    Returns:
        Rule, as a sentence, → count; all must be 0. Where a column is short or points at
        nothing, the rules that would follow the pointer are left out.
    """
    found = _counted(city, columns.CHECKS)
    if not any(found.values()):
        found |= _counted(city, (*kin.CHECKS, *homes.CHECKS, *papers.CHECKS))
    return found


def _counted(city: City, checks: Iterable[Check]) -> dict[str, int]:
    return {rule: int(np.sum(broken)) for check in checks for rule, broken in check(city).items()}
