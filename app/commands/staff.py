"""``tirkeu staff``: the fewest servers for a target of waiting, and a roster of shifts."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from app.commands.experiments import add_experiment, number, open_city, progress_bar, read, spread
from app.commands.options import path
from domain.errors import BadInput

if TYPE_CHECKING:
    from simulation.staffing.plan import Plan
    from simulation.staffing.roster import Roster
    from simulation.staffing.staffed import Wanted

WAIT: Final = 20.0
SHARE: Final = 0.9


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "staff",
        help="find the fewest windows, desks, terminals and officers",
        description="The fewest servers by office, weekday and hour that serve a share of visitors"
        " within a limit of waiting, in every hour of every office, and a roster that covers them.",
        epilog="example: tirkeu staff scenario.json --wait 20 --share 0.9 --out plan.csv",
    )
    parser.add_argument("scenario", metavar="SCENARIO", type=path, help="a tirkeu.scenario/1 file")
    parser.add_argument(
        "--wait", metavar="MINUTES", type=number, default=WAIT, help="the limit (default: 20)"
    )
    parser.add_argument(
        "--share", metavar="S", type=number, default=SHARE, help="of visitors (default: 0.9)"
    )
    parser.add_argument(
        "--officer-days",
        metavar="DAYS",
        type=number,
        default=1.0,
        help="working days within which an officer begins an application (default: 1)",
    )
    parser.add_argument(
        "--shifts", metavar="FILE", type=path, help="CSV: name, start, end, lunch (else usual ones)"
    )
    add_experiment(parser)
    parser.add_argument("--roster", metavar="FILE", type=path, help="where the roster goes, as CSV")
    parser.add_argument(
        "--planned", metavar="FILE", type=path, help="where the scenario with the plan goes"
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Search the staffing, and write it down."""
    from simulation.staffing.plan import apply
    from simulation.staffing.staffed import plan_csv, roster_csv, staff_document
    from simulation.written import written

    wanted = _wanted(options)
    files = {name: getattr(options, name) for name in ("out", "roster", "planned")}
    _check_apart(files)
    with ExitStack() as stack:
        # opened first: nobody should wait for a plan that has no place
        sheets = {
            name: stack.enter_context(written(file, f"--{name}"))
            for name, file in files.items()
            if file is not None
        }
        plan, duties = _found(options, wanted)
        texts = {
            "out": lambda: plan_csv(plan),
            "roster": lambda: roster_csv(plan, duties),
            "planned": lambda: json.dumps(apply(plan, plan.scenario), ensure_ascii=False) + "\n",
        }
        for name, sheet in sheets.items():
            sheet.write(texts[name]())
    if options.json:
        print(json.dumps(staff_document(plan, duties), ensure_ascii=False))
    else:
        print("\n".join(_lines(plan, duties)))
    return 0


def _check_apart(files: dict[str, Any]) -> None:
    given = [file for file in files.values() if file is not None]
    if len(set(given)) < len(given):
        raise BadInput("--out, --roster, --planned", "files of their own", given[0])


def _wanted(options: Namespace) -> "Wanted":
    from simulation.staffing.search import Effort
    from simulation.staffing.shifts import read_shifts
    from simulation.staffing.staffed import Wanted
    from simulation.staffing.target import target_from

    asked = {
        "wait_minutes": options.wait,
        "share": options.share,
        "officer_days": options.officer_days,
    }
    shifts = None if options.shifts is None else read_shifts(options.shifts)
    many = options.replications
    effort = Effort() if many is None else Effort(final=many, last=many)
    return Wanted(target_from(asked, "tirkeu staff"), shifts, effort)


def _found(options: Namespace, wanted: "Wanted") -> "tuple[Plan, Roster]":
    from simulation.staffing.crowd import crowd
    from simulation.staffing.staffed import staff

    scenario, city = open_city(read(options.scenario, options), options)
    people = None if city is None else crowd(city, scenario.first)
    with spread(city, options) as remote, progress_bar() as told:
        return staff(scenario, remote, wanted, told, people)


def _lines(plan: "Plan", duties: "Roster") -> Iterator[str]:
    """Yield a line for every office, station and kind of weekday, and what is known of all."""
    from simulation.run import hypothetical
    from simulation.staffing.plan import hours

    for (office, station), rows in groupby(hours(plan), lambda r: (r["office"], r["station"])):
        days: dict[str, list[str]] = {}
        for weekday, cells in groupby(rows, lambda row: row["weekday"]):
            servers = " ".join(f"{cell['hour']:02d}:{cell['servers']}" for cell in cells)
            days.setdefault(servers, []).append(str(weekday))
        for servers, weekdays in days.items():
            yield f"{office:<14} {station:<10} {','.join(weekdays):<14} {servers}"
    yield ""
    yield from _known(plan)
    yield f"roster: {duties.paid_hours:g} paid hours a week for {duties.needed_hours:g} needed"
    beyond = hypothetical(plan.scenario)
    if beyond:
        yield f"hypothetical, beyond the law's dates: {', '.join(beyond)}"


def _known(plan: "Plan") -> Iterator[str]:
    target, officers = plan.target, plan.officers
    sure = sum(check.met(target) for check in plan.checks)
    below = sum(check.missed(target) for check in plan.checks)
    said = f"met for sure in {sure} of {len(plan.checks)} hours of the week"
    if sure == len(plan.checks):
        said = "met for sure in every hour of every weekday"
    yield (
        f"{target.share:.0%} within {target.wait_minutes:g} minutes: {said}, below in {below}"
        f" ({plan.replications} replications of their own; each hour one-sided 95 %, hours of few"
        " visits together)"
    )
    if officers.officers is not None:
        yield (
            f"officers: {officers.officers} for {officers.files_per_working_day:.1f} applications"
            f" a working day, {target.officer_share:.0%} to be begun within {target.officer_days:g}"
            + _begun(officers.simulated_share)
        )


def _begun(share: float | None) -> str:
    return "" if share is None else f"; {share:.1%} are in the simulation"
