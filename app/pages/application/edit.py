"""Editing an application: service, channel, applicant, dwelling, and what the ID card needs."""

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component
from sqlalchemy import select

from app.components.attributes import attributes
from app.pages.application.scene import Scene
from app.pages.application.state import SERVICES
from domain.records import CHANNELS, DOCUMENTS, REASONS, Renewal
from synthetic_data.registry.schema import Dwelling

EDITED = (
    "service",
    "channel",
    "applicant",
    "dwelling",
    "document",
    "reason",
    "filed_by",
    "open",
    "day",
)


def panel(scene: Scene) -> Component:
    """Return the panel in which the application itself is changed."""
    words, application = scene.here.words, scene.setting.application
    rows = [
        _row(scene, "service", _services(scene), application.service),
        _row(scene, "channel", CHANNELS[application.service], application.channel),
        _row(scene, "applicant", _people(scene), str(application.applicant)),
    ]
    if isinstance(application, Renewal):
        rows += [
            _row(scene, "document", DOCUMENTS, application.document),
            _row(scene, "reason", REASONS, application.reason),
            _row(scene, "filed_by", _people(scene), str(application.filed_by)),
            _row(
                scene,
                "open",
                ("yes", "no"),
                "yes" if scene.setting.choices.open_application else "no",
            ),
        ]
    else:
        rows.append(_row(scene, "dwelling", _dwellings(scene), str(application.dwelling)))
    reset = html.A(
        words("application.edit.reset"),
        href=scene.link(**dict.fromkeys(EDITED), step=None),
        className="button small-button",
    )
    return html.Section(
        [html.H2(words("application.edit.title")), *rows, reset if scene.state.case else None],
        className="card panel edit",
    )


def _services(scene: Scene) -> Iterable[str]:
    """Return the services possible: a registration needs a dwelling."""
    return SERVICES if list(_dwellings(scene)) else ("id_card",)


def _people(scene: Scene) -> list[str]:
    people = scene.known_people()
    applicant = scene.setting.application.applicant
    return [str(p) for p in dict.fromkeys((applicant, *people))]


def _dwellings(scene: Scene) -> list[str]:
    if scene.world.case:
        return [str(d) for d in scene.session.scalars(select(Dwelling.dwelling_id))]
    dwelling = getattr(scene.setting.application, "dwelling", scene.state.dwelling)
    return [] if dwelling is None else [str(dwelling)]


def _row(scene: Scene, name: str, values: Iterable[str], chosen: str) -> Component:
    links = []
    for value in values:
        here = {"aria-current": "true"} if value == chosen else {}
        changes: dict[str, str | None] = {name: value, "step": None}
        label, link = _label(scene, name, value), scene.link(**changes)
        links.append(html.A(label, href=link, **attributes(here)))
    return html.Div(
        [
            html.Span(scene.here.words(f"application.edit.{name}")),
            html.Div(links, className="switch"),
        ],
        className="lever-row",
    )


def _label(scene: Scene, name: str, value: str) -> str:
    words = scene.here.words
    if name in ("applicant", "filed_by"):
        return scene.person(int(value) if value.isdigit() else value)
    if name == "dwelling":
        return scene.speaker.name_of("dwelling", int(value) if value.isdigit() else value)
    if name == "reason":
        return scene.name(value)
    key = f"application.edit.{value}" if name == "open" else f"application.{name}.{value}"
    return words(key)
