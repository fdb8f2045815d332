"""The two promises about scenario files, tens of thousands of times: `make soak`. Prints counts; exit 1 at the first breach.

Each case has a number from which it is made again: python -m tests.soak.run --only story 4711
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.roleplay.proof import SCENARIOS, damage_a_file, pack_files, play_a_story

STORIES = DAMAGES = 20_000
BATCH = 100


def story(number: int, folder: Path) -> Counter[str]:
    """Generate a scenario and play it at random; return what is to be counted."""
    played = play_a_story(random.Random(number))
    found = Counter({"files": 1, "valid": played.valid, "choices made": played.choices})
    return found + Counter(f"valid with {name}" for name in played.features if played.valid)


def damage(number: int, folder: Path) -> Counter[str]:
    """Damage a content file of the packs and check it; return what is to be counted."""
    chance = random.Random(number)
    path = chance.choice(pack_files())
    copy = _packs(folder) / path.relative_to(SCENARIOS)
    try:
        found = damage_a_file(chance, path, copy)
    finally:
        shutil.copy(path, copy)
    return Counter({"files": 1, "with errors": any(each.is_error for each in found), "faults": len(found)})


def _packs(folder: Path) -> Path:
    """Return this process's own copy of the packs."""
    own = folder / str(os.getpid())
    if not own.exists():
        shutil.copytree(SCENARIOS, own)
    return own


KINDS: dict[str, Callable[[int, Path], Counter[str]]] = {"story": story, "damage": damage}


def batch(kind: str, numbers: Iterable[int], folder: Path) -> tuple[Counter[str], str]:
    """Do some cases; return the counts, and the account of the first breach, if there was one."""
    counts: Counter[str] = Counter()
    for number in numbers:
        try:
            counts += KINDS[kind](number, folder)
        except Exception:
            return counts, f"{kind} {number}:\n{traceback.format_exc()}"
    return counts, ""


def soak(kind: str, numbers: range, folder: Path) -> str:
    """Do all cases on all processors and print the counts; return the account of a breach."""
    start, counts = time.perf_counter(), Counter[str]()
    parts = [numbers[at:at + BATCH] for at in range(0, len(numbers), BATCH)]
    with ProcessPoolExecutor() as pool:
        for some, breach in pool.map(partial(batch, kind, folder=folder), parts):
            counts += some
            if breach:
                pool.shutdown(cancel_futures=True)
                return breach
    print(f"{kind}: {', '.join(f'{count:,} {name}' for name, count in sorted(counts.items()))} ({time.perf_counter() - start:.0f} s)",
          flush=True)
    return ""


def main() -> None:
    """Do as many of each as asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--damages", type=int, default=DAMAGES)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--only", nargs=2, metavar=("KIND", "NUMBER"), help="one case again")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cxtrain-soak-") as folder:
        if asked.only:
            counts, breach = batch(asked.only[0], [int(asked.only[1])], Path(folder))
            sys.exit(breach or print(dict(counts)))
        for kind, count in (("story", asked.stories), ("damage", asked.damages)):
            if breach := soak(kind, range(asked.first, asked.first + count), Path(folder)):
                sys.exit(breach)


if __name__ == "__main__":
    main()
