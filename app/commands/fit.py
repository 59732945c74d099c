"""``tirkeu fit``: levers out of a ticket log."""

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from app.commands.options import add_json, add_places, path


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "fit",
        help="fit levers to a ticket log",
        description="Arrivals, service times and patience from a ticket log, and how they fit.",
        epilog="example: tirkeu fit tickets.csv --out scenario.json",
    )
    parser.add_argument(
        "log",
        metavar="LOG",
        type=path,
        help="CSV: ticket_id, office, service, enabled, start, end, left",
    )
    parser.add_argument("--out", metavar="FILE", type=path, help="where the scenario goes")
    add_json(parser, "print tirkeu.fit/1, all that was found")
    add_places(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Fit, and write the scenario or all that was found."""
    from simulation.fit.fitted import fit
    from simulation.fit.ticket_log import read_log
    from simulation.scenario import scenario_from
    from simulation.written import written

    found = fit(read_log(options.log, str(options.log)))
    scenario = dict(scenario_from(found["scenario"], "fitted scenario").document)
    if options.out is not None:
        with written(options.out, "--out") as out:
            out.write(json.dumps(scenario, ensure_ascii=False, indent=1) + "\n")
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    elif options.out is None:
        print(json.dumps(scenario, ensure_ascii=False))
    print(summary(found), file=sys.stderr)
    return 0


def summary(found: dict[str, Any]) -> str:
    """Return what was found, a line each."""
    rows = found["rows"]
    lines = [f"{rows['read']} rows, {rows['bad']} of them could not be used"]
    lines += [f"  line {row['line']}: {row['why']}" for row in rows["named"]]
    for one in found["arrivals"]:
        lines.append(f"{one['office']}: {one['visits']} visits on {sum(one['days'])} days")
    for one in found["service_minutes"]:
        best = one["candidates"][0]["distance"]
        lines.append(
            f"{one['service']}: {one['count']} services of {one['mean']:.2f} minutes "
            f"(sd {one['sd']:.2f}): {one['chosen']['dist']}, off by {best:.3f} at most"
        )
    patience = found["patience"]
    told = patience["chosen"]["dist"] if patience["chosen"] else "not to be told"
    lines.append(f"patience: {patience['left']} of {patience['waited']} who waited left: {told}")
    return "\n".join(lines)
