"""``tirkeu generate``: make a city, its arrays and its registries."""

import json
from argparse import ArgumentParser, Namespace
from typing import Any

from app.commands.cities import DEFAULT_SIZE, make
from app.commands.options import add_database, add_home, add_json, whole
from app.settings import Settings


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "generate",
        help="make a city",
        description="Make a city: people, dwellings, civil acts, and the registries over them.",
        epilog="example: tirkeu generate --population 100000 --seed 7, a city made in seconds",
    )
    population, seed = DEFAULT_SIZE
    parser.add_argument(
        "--population",
        metavar="N",
        default=population,
        type=whole(),
        help="people in the capital (default: %(default)s, all of it)",
    )
    parser.add_argument(
        "--seed", metavar="S", default=seed, type=whole(), help="another seed, another city"
    )
    parser.add_argument("--replace", action="store_true", help="make it anew if it is there")
    add_json(parser)
    add_home(parser)
    add_database(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make the city and print its name and folder."""
    size = options.population, options.seed
    settings = Settings(home=options.home, database_url=options.database)
    city = make(settings, size, replace=options.replace)
    if options.json:
        made = {"city": city.name, "population": city.population, "seed": city.seed}
        print(json.dumps({**made, "sha256": city.identity().digest, "folder": str(city.folder)}))
    else:
        print(f"{city.name} {city.folder}")
    return 0
