"""What a run over the domain found (``make mutants``): a line per module, and who survived."""

import json
import sys
from collections import Counter
from pathlib import Path

MADE = Path("mutants")
SURVIVORS_BELOW = 0.05

FATES = {0: "survived", 1: "killed", 3: "killed", 33: "no test", 37: "types", None: "not run"}
"""By how a mutant's tests ended; ``types``: mypy refuses it. Any other end is a time-out."""

COLUMNS = ("types", "killed", "time-out", "survived", "no test", "not run")


def fates() -> dict[str, dict[str, str]]:
    """Return by module what became of each mutant."""
    found = {}
    for path in sorted(MADE.glob("domain/**/*.py.meta")):
        ends = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        if ends:
            module = str(path.relative_to(MADE)).removesuffix(".meta")
            found[module] = {name: FATES.get(end, "time-out") for name, end in ends.items()}
    return found


def row(title: str, counts: Counter[str]) -> str:
    numbers = " | ".join(f"{counts[column]:>8}" for column in COLUMNS)
    return f"| {title:<34} | {counts.total():>7} | {numbers} |"


def main() -> int:
    """Print the table and return the exit status: 1 where too many survive or some were not run."""
    by_module = fates()
    print(f"| {'module':<34} | mutants | " + " | ".join(f"{c:>8}" for c in COLUMNS) + " |")
    print(f"|{'---|' * (len(COLUMNS) + 2)}")
    for module, found in by_module.items():
        print(row(module, Counter(found.values())))
    every = {name: fate for found in by_module.values() for name, fate in found.items()}
    counts = Counter(every.values())
    print(row("all", counts))
    for name, fate in every.items():
        if fate in ("survived", "no test"):
            print(f"{fate}: mutmut show {name}")
    left = counts["survived"] + counts["no test"]
    tested = counts.total() - counts["not run"]
    print(f"{left} of {tested} survive: {left / max(tested, 1):.1%}")
    return int(left >= SURVIVORS_BELOW * tested or counts["not run"] > 0)


if __name__ == "__main__":
    sys.exit(main())
