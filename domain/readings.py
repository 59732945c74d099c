"""The readings of an ambiguous text (rules.md section 5): each switch has a default and another."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from domain.errors import BadInput


def _switch(default: str | bool, other: str | bool, *rules: str) -> Any:  # noqa: ANN401, FBT001 - typed by the field it stands behind; a switch may be a yes or no
    """Return a field that knows its other reading and the rules that it touches."""
    return field(default=default, metadata={"other": other, "rules": rules})


_GRANDKIN = ("RES-10.grandparent", "RES-10.grandchild")


@dataclass(frozen=True, slots=True)
class Readings:
    """One value per switch; the defaults are the readings that the pilot is taken to mean."""

    norm_reading: str = _switch("whole_places", "density", "RES-08")
    no_norm: str = _switch("not_reached", "reached", "RES-08")
    area: str = _switch("total", "useful", "RES-06", "RES-08")
    count_temporary: bool = _switch(True, False, "RES-07")
    count_under_14: bool = _switch(False, True, "RES-07")
    sibling: str = _switch("any", "both", "RES-10.full_sibling")
    half_sibling: str = _switch("inclusive", "strict", "RES-10.half_sibling")
    grandkin: str = _switch("sensible", "literal", *_GRANDKIN)
    in_law_grandparents: str = _switch("of_spouse", "of_applicant", "RES-10.in_law")
    in_law_symmetric: bool = _switch(False, True, "RES-10.in_law")
    in_law_children: bool = _switch(False, True, "RES-10.in_law")
    spouse: str = _switch("current", "ever", "RES-10.spouse", "RES-10.in_law")
    adoption: str = _switch("replace", "both", "RES-10.child", "RES-10.full_sibling")
    direction: str = _switch(
        "applicant_is", "either", "RES-10.child", "RES-10.parent", *_GRANDKIN
    )
    co_owner: str = _switch("any", "all", "RES-10.child", "RES-10.full_sibling")
    protected_owner: str = _switch("any", "all", "RES-02", "RES-05")
    owner_himself: str = _switch("exempt", "literal", "RES-16")
    hall_norm: bool = _switch(False, True, "RES-04")
    owner_consent: str = _switch("required", "not_required", "RES-13")
    recheck_at_signing: bool = _switch(True, False, "RES-14")
    expiry_day: str = _switch("valid", "expired", "IDC-05", "IDC-06")
    reason: str = _switch("registry", "stated", "IDC-04")
    exemptions: str = _switch(
        "pilot_list", "order_677", "RES-09", "RES-10.ward", "RES-10.relative_of_kin"
    )
    duty_2026: str = _switch("due", "exempt", "IDC-10")


class Switch(NamedTuple):
    """A reading as a lever: its two values and the rules that it changes."""

    name: str
    default: str | bool
    other: str | bool
    rules: tuple[str, ...]

    @property
    def values(self) -> tuple[str | bool, str | bool]:
        """Both values, the default first."""
        return self.default, self.other


SWITCHES: dict[str, Switch] = {
    f.name: Switch(f.name, f.default, f.metadata["other"], f.metadata["rules"])
    for f in fields(Readings)
}
"""Every switch by its name, in the order of rules.md section 5."""


def readings_from(chosen: Mapping[str, object], where: str) -> Readings:
    """Return the readings that a file or an address chooses; those left out keep the default.

    Args:
        chosen: value by switch name; None keeps the default.
        where: named in the message when something does not fit.

    Raises:
        BadInput: for a switch or a value that does not exist.
    """
    known: dict[str, Any] = {}
    for name, value in chosen.items():
        switch = SWITCHES.get(name)
        if switch is None:
            raise BadInput(f"{where}.{name}", "the name of a reading", name)
        if value is None:
            continue
        if not any(value is v or (isinstance(v, str) and value == v) for v in switch.values):
            options = " or ".join(str(v).lower() for v in switch.values)
            raise BadInput(f"{where}.{name}", options, value)
        known[name] = value
    return Readings(**known)
