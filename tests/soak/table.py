"""One table of what `make soak` did: how much of each kind was tried, and how much of it was found wrong or lost.

    python -m tests.soak.table --begin     forget the last run
    python -m tests.soak.table             print the table; exit 1 where something is wrong or a kind is missing

Every part tells its own line; outside `make soak`, where CXTRAIN_SOAK names no file, nothing is kept.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run

KINDS = ("cells", "canaries", "payloads", "faults", "pairs", "kills", "fuzz runs", "tampers")


def tell(kind: str, done: int, wrong: int = 0, where: str = "") -> None:
    """Add a line: of `done` things of a kind, `wrong` were found wrong or were lost. `where` says which database or target."""
    if file := os.environ.get("CXTRAIN_SOAK"):
        with Path(file).open("a") as lines:
            print(json.dumps([kind, done, wrong, where]), file=lines)


def sums(lines: list[str]) -> dict[str, tuple[int, int, list[str]]]:
    """Return {kind: (done, wrong, where)}, the named kinds first and in their order."""
    table: dict[str, tuple[int, int, list[str]]] = {kind: (0, 0, []) for kind in KINDS}
    for kind, done, wrong, where in map(json.loads, lines):
        before = table.get(kind, (0, 0, []))
        table[kind] = (before[0] + done, before[1] + wrong, [*before[2], *([where] if where and where not in before[2] else [])])
    return table


def main() -> int:
    """Begin a table, or print it."""
    file = Path(os.environ.get("CXTRAIN_SOAK", "build/soak.jsonl"))
    file.parent.mkdir(parents=True, exist_ok=True)
    if "--begin" in sys.argv:
        file.write_text("")
        return 0
    table = sums(file.read_text().splitlines())
    commit = run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {commit}")
    for kind, (done, wrong, where) in table.items():
        print(f"{kind:12} {done:12,} {wrong:8,} found or lost  {', '.join(where)}".rstrip())
    return int(any(wrong or not done for done, wrong, _ in table.values()))


if __name__ == "__main__":
    sys.exit(main())
