"""Making a city and writing its registries at the same time.

The drivers hold no lock of Python while they insert and sort, so the writing, in a thread, takes
a second processor; nothing but finished columns, which nobody changes, goes from one to the other.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from synthetic_data.city import City
from synthetic_data.draws import Ints
from synthetic_data.generate import Ready

Parts = Iterator[Mapping[str, Ints]]


class Abandoned(Exception):
    """The city could not be made, so what is written of it must not stay."""


def make_and_write(make: Callable[[Ready], City], write: Callable[[Parts], None]) -> City:
    """Make a city, and write the columns that are ready while the others are made.

    Args:
        make: makes the city; whatever columns it hands over are written.
        write: writes all columns that it is given, in another thread. Where the city is not
            made to the end, they end in `Abandoned`.

    Raises:
        Exception: what either of them raises; a failure of ``write`` also stops ``make``, as
            soon as it hands over its next columns.
    """
    queue: SimpleQueue[Mapping[str, Ints] | Exception | None] = SimpleQueue()
    with ThreadPoolExecutor(1) as threads:
        written = threads.submit(write, _parts(queue))

        def ready(columns: Mapping[str, Ints]) -> None:
            if written.done():
                written.result()
            queue.put(columns)

        try:
            city = make(ready)
        except BaseException:
            queue.put(Abandoned())
            raise
        queue.put(None)
        written.result()
    return city


def _parts(queue: "SimpleQueue[Mapping[str, Ints] | Exception | None]") -> Parts:
    while (part := queue.get()) is not None:
        if isinstance(part, Exception):
            raise part
        yield part
