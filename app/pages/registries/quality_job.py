"""The quality of the city, measured once beside the requests; whoever asks meanwhile waits."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.search.city import CitySearch
from synthetic_data.quality.report import document, quality

log = logging.getLogger(__name__)

Document = dict[str, Any]
"""A ``tirkeu.quality/1`` document."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How far the measuring is.

    Attributes:
        found: the document; None: not yet, or it failed.
        is_open: it is still being measured.
    """

    found: Document | None
    is_open: bool


@lru_cache(maxsize=2)
def _begun(search: CitySearch) -> "Future[Document]":
    pool = ThreadPoolExecutor(1, thread_name_prefix="quality")
    future = pool.submit(lambda: document(quality(search.city)))
    pool.shutdown(wait=False)
    return future


def measured(search: CitySearch) -> Measured:
    """Return the quality of a city as far as it is known; the first who asks begins it.

    Args:
        search: the city.
    """
    future = _begun(search)
    if not future.done():
        return Measured(None, is_open=True)
    problem = future.exception()
    if problem is not None:
        log.error("the quality of the city could not be measured", exc_info=problem)
        return Measured(None, is_open=False)
    return Measured(future.result(), is_open=False)
