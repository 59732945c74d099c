import numpy as np

from synthetic_data.streams import Streams


def first(seed: int, name: str) -> list[int]:
    drawn: list[int] = Streams(seed)(name).integers(0, 2**60, 4).tolist()
    return drawn


def test_a_stream_depends_on_its_seed_and_name_only() -> None:
    streams = Streams(7)
    streams("another")
    assert streams("people/age").integers(0, 2**60, 4).tolist() == first(7, "people/age")


def test_streams_of_two_names_or_two_seeds_differ() -> None:
    drawn = [first(1, "a"), first(1, "b"), first(2, "a"), first(2, "b")]
    assert len({tuple(each) for each in drawn}) == 4


def test_a_stream_keeps_its_numbers_from_one_version_to_the_next() -> None:
    assert np.round(Streams(1)("people/age").random(3), 6).tolist() == [
        0.419574,
        0.856811,
        0.404961,
    ]
