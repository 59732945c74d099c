"""What would have changed the outcome, as sentences with buttons that make the change."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dash import html
from dash.development.base_component import Component

from app.i18n.formats import long_day, tenths
from app.pages.application.acts import marriage
from app.pages.application.choices import NONE, TRUTH
from app.pages.application.scene import GOOD_OUTCOMES, Scene
from app.pages.application.state import write_acts
from app.policy import HIGHEST_NORM, LOWEST_NORM
from domain.records import Registration, Renewal


class Advice(NamedTuple):
    """A sentence, and the change it leads to: words of the button and its address."""

    told: str
    button: str = ""
    href: str = ""


def why_card(scene: Scene) -> Component:
    """Return the card; it speaks once the walk is finished, not to give its end away."""
    words = scene.here.words
    heading = html.H2(words("application.why.title"))
    if not scene.is_finished:
        waiting = html.P(words("application.why.wait"), className="quiet small")
        return html.Section([heading, waiting], className="card why")
    is_card = isinstance(scene.setting.application, Renewal)
    nothing = words(f"application.why.nothing{'_card' if is_card else ''}")
    found = list(_advice(scene)) or [Advice(nothing)]
    return html.Section([heading, html.Ul([_item(a) for a in found])], className="card why")


def _item(advice: Advice) -> Component:
    button = html.A(advice.button, href=advice.href, className="button small-button")
    return html.Li([html.P(advice.told), button if advice.href else None])


def _advice(scene: Scene) -> Iterator[Advice]:
    yield from _pilot(scene)
    yield from _silent_systems(scene)
    if isinstance(scene.setting.application, Registration):
        yield from _norm(scene)
        yield from _kinship(scene)
        yield from _missing_act(scene)
    else:
        yield from _window(scene)
    yield from _other_way(scene)


def _pilot(scene: Scene) -> Iterator[Advice]:
    if scene.shown.verdict.outcome != "not_in_pilot":
        return
    law, language = scene.setting.law, scene.here.language
    is_residence = isinstance(scene.setting.application, Registration)
    first, last = law.residence_pilot if is_residence else law.id_card_pilot
    told = scene.here.words(
        "application.why.pilot", first=long_day(first, language), last=long_day(last, language)
    )
    day = first if scene.setting.application.day < first else last
    yield _on_day(scene, told, day)


def _on_day(scene: Scene, told: str, day: date) -> Advice:
    button = scene.here.words("application.why.set_day", day=long_day(day, scene.here.language))
    return Advice(told, button, scene.link(day=day.isoformat()))


def _silent_systems(scene: Scene) -> Iterator[Advice]:
    if scene.shown.verdict.outcome != "registry_unavailable":
        return
    words, off = scene.here.words, scene.state.levers.systems_off
    for system in sorted(scene.setting.systems_off):
        told = words("application.why.system", system=scene.name(system))
        link = scene.link(off=",".join(sorted(off ^ {system})) or None)
        yield Advice(told, words("application.why.switch_on"), link)


def _norm(scene: Scene) -> Iterator[Advice]:
    largest = scene.shown.why.get("admitted_at_norm_up_to_m2")
    now = scene.setting.law.norm_tenths
    if largest is None or now is None:
        return
    words, limit = scene.here.words, int(Decimal(largest) * 10)
    if not LOWEST_NORM <= limit <= HIGHEST_NORM:
        return
    shown = tenths(limit, scene.here.language)
    link = scene.link(norm=largest)
    if limit >= now:
        told = words("application.why.norm_limit", norm=shown)
        tighter = tenths(limit + 1, scene.here.language)
        stricter = scene.link(norm=str(Decimal(limit + 1) / 10))
        yield Advice(told, words("application.why.set_norm", norm=tighter), stricter)
    else:
        told = words("application.why.norm_admits", norm=shown)
        yield Advice(told, words("application.why.set_norm", norm=shown), link)


def _kinship(scene: Scene) -> Iterator[Advice]:
    if scene.shown.verdict.outcome in GOOD_OUTCOMES:
        return
    reply = next((r for r in scene.shown.replies if r.code == "category"), None)
    for category, token in scene.passing:
        told = scene.here.words("application.why.kinship", category=scene.name(category))
        if reply is None:
            yield Advice(told)
        else:
            button = scene.here.words("application.why.choose")
            yield Advice(told, button, scene.to_answer(reply, token))


def _missing_act(scene: Scene) -> Iterator[Advice]:
    missing = scene.shown.why.get("missing_act")
    if not missing or scene.shown.verdict.outcome in GOOD_OUTCOMES:
        return
    words, person = scene.here.words, missing["person"]
    told = words(f"application.why.missing_{missing['act']}", person=scene.person(person))
    removed = scene.state.levers.acts_removed
    own = {act for act in removed if person in act[1:]}
    if not own:
        yield Advice(told)
        return
    kept = (marriage(a, b) if b is not None else (k, a, None) for k, a, b in removed - own)
    yield Advice(told, words("application.why.put_back"), scene.link(removed=write_acts(kept)))


OTHER_WAYS: dict[str, dict[str, str | None]] = {
    "no_owner_consent": {"consent": "given"},
    "redirected_to_service_centre": {"channel": "service_centre"},
    "redirected_online": {"channel": "self_service"},
    "hall_check_negative": {"channel": "self_service"},
    "hall_documents_rejected": {"papers": f"{TRUTH}.match"},
    "not_signed": {"sign": "signed"},
    "already_open": {"open": "no"},
    "biometrics_failed": {"biometrics": "match"},
    "duty_not_paid": {"collect": "paid"},
    "annulled": {"review": NONE},
    "pickup_refused": {"hand_over": f"{TRUTH}.correct"},
}
"""What a person could do otherwise, by outcome, as a change of the address."""


def _other_way(scene: Scene) -> Iterator[Advice]:
    outcome = scene.shown.verdict.outcome
    changes = OTHER_WAYS.get(outcome)
    if outcome == "not_the_holder":
        changes = {"filed_by": str(scene.setting.application.applicant)}
    if changes is None:
        return
    words = scene.here.words
    if "channel" in changes:
        changes = {**changes, "step": None}
    told, button = (words(f"application.ways.{outcome}.{part}") for part in ("told", "button"))
    yield Advice(told, button, scene.link(**changes))


def _window(scene: Scene) -> Iterator[Advice]:
    first, last = (scene.shown.why.get(k) for k in ("first_day", "last_day"))
    if not (first and last):
        return
    language = scene.here.language
    days = date.fromisoformat(first), date.fromisoformat(last)
    told = scene.here.words(
        "application.why.window",
        first=long_day(days[0], language),
        last=long_day(days[1], language),
    )
    if scene.shown.verdict.decided_by not in ("IDC-05", "IDC-06"):
        yield Advice(told)
        return
    yield _on_day(scene, told, days[0] if scene.setting.application.day < days[0] else days[1])
