"""The Registries page: what every system holds about the city, record by record.

The address is the state: list, search, filters, sort, page, and the record whose card is shown.
"""

from dash import Dash, html

from app.frame import Children, icon
from app.pages.registries import files
from app.pages.registries.callbacks import attach
from app.pages.registries.dwelling_card import dwelling_card
from app.pages.registries.files import LIST, QUALITY, file_links
from app.pages.registries.holdings import holdings
from app.pages.registries.overview import overview, side
from app.pages.registries.person_card import person_card
from app.pages.registries.quality_view import quality_view
from app.pages.registries.sheet import Sheet
from app.pages.registries.state import FIRST_YEAR, LAST_YEAR, PATH, State, read_state
from app.pages.registries.table import listed
from app.services import Services
from app.visit import Visit

__all__ = ["PATH", "content", "register", "title"]


def title(visit: Visit) -> str:
    """Return the title of the document."""
    return visit.words("shell.nav.registries")


def register(app: Dash, services: Services) -> None:
    """Attach the page's callbacks."""
    attach(app, services)
    files.attach(app, services)


def content(visit: Visit, services: Services) -> Children:
    """Return the page for a visit."""
    held = holdings(services)
    if held is None:
        return [_no_city(visit)]
    state, here = read_state(visit, held.city.persons, held.city.dwellings)
    sheet = Sheet(here, state, held)
    return [_complaints(sheet), html.Div(_screen(sheet), className=_css(state))]


def _css(state: State) -> str:
    is_list = state.person is None and state.dwelling is None and (state.book or state.view)
    return "registries with-side" if is_list else "registries"


def _screen(sheet: Sheet) -> Children:
    state = sheet.state
    if state.view == "quality":
        shown = [*quality_view(sheet), file_links(sheet, QUALITY)]
        return [side(sheet), html.Div(shown, className="registries-main")]
    if state.person is not None:
        return person_card(sheet, state.person)
    if state.dwelling is not None:
        return dwelling_card(sheet, state.dwelling)
    if state.book:
        shown = [*listed(sheet), file_links(sheet, LIST)]
        return [side(sheet), html.Div(shown, className="registries-main")]
    return overview(sheet)


def _complaints(sheet: Sheet) -> html.P | None:
    named = sheet.here.complaints
    if not named:
        return None
    born = next((each.got for each in named if each.parameter == "born"), None)
    values = ", ".join(f"{each.parameter}={each.got[:20]}" for each in named[:8])
    told = [sheet.say("wrong", values=values)]
    if born is not None:
        told.append(sheet.say("wrong_born", first=FIRST_YEAR, last=LAST_YEAR))
    shown = html.Span(" ".join(told))
    return html.P([icon("warning"), shown], className="complaint", role="alert")


def _no_city(visit: Visit) -> html.Section:
    return html.Section(
        [
            html.H1(visit.words("registries.no_city.title"), className="headline"),
            html.P(visit.words("registries.no_city.text")),
            html.Code("tirkeu generate"),
        ],
        className="card state",
    )
