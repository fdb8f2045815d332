"""kill -9 under load a thousand times: nothing acknowledged is lost, doubled or half. Prints counts and time; exit 1 at a fault.

    python -m tests.soak.kills [--kills 1000] [--seed 2026] [--postgresql]
"""

import argparse
import random
import sys
import time

from cxtrain.extensions import db
from tests.faults.kills import under_fire
from tests.faults.load import everybody
from tests.faults.site import a_place, killable
from tests.soak.table import tell

SHOWN = 50  # a line for every so many kills
THOROUGH = 5  # every invariant is asked after every so manieth kill


def main() -> int:
    """Kill, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--postgresql", action="store_true")
    asked, begun = parser.parse_args(), time.perf_counter()

    def told(n, counted):
        if n % SHOWN == 0:
            print(f"{time.perf_counter() - begun:7.0f} s  {n:5} kills, {counted.acknowledged:7,} acknowledged", flush=True)

    with a_place(postgresql=asked.postgresql) as (app, everything), killable(app, "--workers", "4", "--with-worker") as site:
        counted = under_fire(site, everybody(site, everything), asked.kills, chance=random.Random(asked.seed),
                             thorough=THOROUGH, told=told)
        where = db.engine.dialect.name
    tell("kills", asked.kills, counted.faults, where)
    print(f"{asked.kills:,} kills on {where} in {time.perf_counter() - begun:.0f} s; {counted.acknowledged:,} submits acknowledged: "
          f"{len(counted.lost)} lost, {counted.doubled} doubled, {counted.half} half, {len(counted.wrong)} otherwise wrong")
    print(*counted.wrong[:20], sep="\n")
    return int(counted.faults > 0)


if __name__ == "__main__":
    sys.exit(main())
