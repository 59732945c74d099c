"""The systems of the two pilots: which lists each holds, and which rules ask it."""

from typing import Final

from synthetic_data.listing.books import BOOKS

SYSTEMS: Final = tuple(dict.fromkeys(book.system for book in BOOKS.values()))
"""Systems with records of their own, in the order of the page."""

WITHOUT_RECORDS: Final = ("iis_con", "payment", "ums", "production_centre", "pickup_point")
"""Systems that only carry an application and hold nothing about the city."""

ASKED_BY: Final = {
    "gbd_fl": ("RES-02", "RES-03", "RES-05", "RES-07", "RES-14", "RES-15", "IDC-03"),
    "rp_drn": ("IDC-03", "IDC-04", "IDC-05", "IDC-06"),
    "egkn": ("RES-02", "RES-05", "RES-06", "RES-16"),
    "e_sobes": ("RES-02", "RES-03", "RES-04", "RES-05"),
    "zags": ("RES-10",),
    "smart_data_ukimet": ("RES-10", "RES-17"),
    "nobd": ("RES-11",),
    "epvo": ("RES-11",),
}
"""Rules by the system that they ask."""


def books_of(system: str) -> list[str]:
    """Return the names of the lists of a system."""
    return [book.name for book in BOOKS.values() if book.system == system]
