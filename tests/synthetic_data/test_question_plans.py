"""Every question of the registries goes through an index: its cost does not grow with the city."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pytest
from sqlalchemy import Connection, Insert, Select, Update, create_engine
from sqlalchemy.dialects import sqlite

from synthetic_data.registry import questions
from synthetic_data.registry.schema import Table

Query = Select[tuple[object, ...]] | Update


def asked() -> dict[str, Query]:
    """Every query of the module by its name, those of a table of queries too."""
    named: dict[str, object] = {}
    for name, value in vars(questions).items():
        entries = value.items() if isinstance(value, Mapping) else [("", value)]
        named |= {f"{name} {kind}".strip(): query for kind, query in entries}
    return {n: q for n, q in named.items() if isinstance(q, Select | Update)}


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    Table.metadata.create_all(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def plan(connection: Connection, query: Query) -> list[str]:
    text = str(query.compile(dialect=sqlite.dialect(paramstyle="named")))
    text = text.replace("(__[POSTCOMPILE_relation_1])", "(0)")  # a list of words filled in later
    told = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {text}", defaultdict(int))
    return [row[-1] for row in told]


@pytest.mark.parametrize("name", sorted(asked()))
def test_a_question_reads_no_table_from_end_to_end(connection: Connection, name: str) -> None:
    steps = plan(connection, asked()[name])
    assert any("USING" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN") and "subquery" not in step]


def test_the_questions_are_all_there() -> None:
    assert {"HOLDER", "CHILDREN_PAIRS", "TAKE_PLACE_BELOW permanent"} <= set(asked())
    assert isinstance(questions.REGISTER, Insert)  # the only one that finds nothing
