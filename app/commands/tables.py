"""``tirkeu tables``: a city as files that other tools read."""

import json
from argparse import ArgumentParser, Namespace
from typing import Any

from app.commands.bars import bar
from app.commands.cities import find_or_make
from app.commands.columns import spelled
from app.commands.ending import orderly
from app.commands.options import add_json, add_stored_city, path, settings


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "tables",
        help="write a city as tables",
        description="Write a city as thirteen tables, Parquet or CSV, and a note of which it is.",
        epilog="example: tirkeu tables --out tables --format csv",
    )
    forms = ("parquet", "csv")
    parser.add_argument("--out", metavar="DIR", type=path, required=True, help="where to")
    parser.add_argument("--format", choices=forms, default=forms[0], help="default: %(default)s")
    parser.add_argument("--replace", action="store_true", help="write over tables that are there")
    add_json(parser)
    add_stored_city(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Write the tables and print each with its number of rows."""
    from synthetic_data.table_files import Target, check, write_tables

    own = settings(options)
    target = Target(options.out, options.format, options.replace)
    check(target)  # first: nobody should wait for a city whose tables have no place
    stored = find_or_make(own, own.city)
    city = stored.open()
    with orderly(), bar("tables") as shown:
        rows = write_tables(city, target, shown.reach)
    if options.json:
        files = {name: f"{target.folder / name}.{target.form}" for name in rows}
        tables = [{"table": name, "file": files[name], "rows": rows[name]} for name in rows]
        print(json.dumps({"city": stored.name, "tables": tables}))
        return 0
    for table, count in rows.items():
        print(f"{target.folder / table}.{target.form} {spelled(count)}")
    return 0
