"""Making a city and writing its registries at the same time.

Arrays and drivers hold no lock of Python through most of their work, so the writing, in a thread,
takes another processor; nothing but finished columns, which nobody changes, goes from one to the
other.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue

from synthetic_data.city import City
from synthetic_data.draws import Ints
from synthetic_data.generate import Ready

Parts = Iterator[Mapping[str, Ints]]
Writer = Callable[[Parts], None]
Queue = SimpleQueue[Mapping[str, Ints] | Exception | None]


class Abandoned(Exception):
    """The city could not be made, so what is written of it must not stay."""


def make_and_write(make: Callable[[Ready], City], writers: Sequence[Writer]) -> City:
    """Make a city, and write the columns that are ready while the others are made.

    Args:
        make: makes the city; every writer is given whatever columns it hands over.
        writers: each writes what it wants of all columns, in a thread of its own. Where the
            city is not made to the end, the columns end in `Abandoned`.

    Raises:
        Exception: what any of them raises; the failure of a writer also stops ``make``, as
            soon as it hands over its next columns.
    """
    queues: list[Queue] = [SimpleQueue() for _ in writers]
    with ThreadPoolExecutor(len(writers)) as threads:
        pairs = zip(writers, queues, strict=True)
        written = [threads.submit(write, _parts(queue)) for write, queue in pairs]

        def ready(columns: Mapping[str, Ints]) -> None:
            _tell_failures(written)
            for queue in queues:
                queue.put(columns)

        end: Exception | None = Abandoned()
        try:
            city = make(ready)
            end = None
        finally:
            for queue in queues:
                queue.put(end)
    for done in written:
        done.result()
    return city


def _tell_failures(written: Sequence[Future[None]]) -> None:
    for writer in written:
        if writer.done():
            writer.result()


def _parts(queue: Queue) -> Parts:
    while (part := queue.get()) is not None:
        if isinstance(part, Exception):
            raise part
        yield part
