"""What the measures cost: a million ratings in one pass beside `csv.reader` over the same file, and importing each module.

Both are ratios to a baseline in the same run: reading the file with `csv.reader` alone, and `import statistics`.
"""

import csv
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cxtrain.cli.measure.survey import Survey
from cxtrain.measures.servqual_survey import Respondent, ServqualSurvey
from cxtrain.paths import resource_dir

RATINGS = 1_000_000
ITEMS = {"tangibles": 4, "reliability": 5, "responsiveness": 4, "assurance": 4, "empathy": 5}
PAIRS = {name: [(f"{name}-E{n}", f"{name}-P{n}") for n in range(count)] for name, count in ITEMS.items()}
COLUMNS = [column for pairs in PAIRS.values() for pair in pairs for column in pair]
PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def write_ratings(path: Path, ratings: int) -> None:
    """Write a survey of that many ratings, 44 a row, on a scale of 1 to 7."""
    chance = random.Random(7)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for _ in range(ratings // len(COLUMNS)):
            writer.writerow(chance.choices("1234567", k=len(COLUMNS)))


def read_only(path: Path) -> int:
    """Read the file as `csv.reader` does and count its cells: the baseline."""
    with path.open(newline="") as file:
        return sum(len(row) for row in csv.reader(file))


def summarise(path: Path) -> dict[str, float | None]:
    """Return the gap of each dimension, in one pass."""
    survey, places, start = ServqualSurvey(list(PAIRS)), {}, 0
    for name, pairs in PAIRS.items():
        places[name], start = (slice(start, start + 2 * len(pairs), 2), slice(start + 1, start + 2 * len(pairs), 2)), \
            start + 2 * len(pairs)
    for row in Survey(path).numbers(COLUMNS, low=1, high=7):
        survey.add(Respondent({name: row[p] for name, (_, p) in places.items()},
                              {name: row[e] for name, (e, _) in places.items()}))
    return {each.dimension: each.gap.value for each in survey.result().dimensions}


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that the better of three runs takes."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def peak_kilobytes(path: Path) -> int:
    """Return the most memory that a process of its own needs to summarise the file."""
    code = f"from pathlib import Path; from tests.benchmarks.measures import summarise; summarise(Path({str(path)!r})); {PEAK}"
    return int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def import_milliseconds(module: str) -> float:
    """Return what importing a module costs in a fresh interpreter: the best of seven."""
    code = f"import time; start = time.perf_counter(); import {module}; print((time.perf_counter() - start) * 1000)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(7)]
    return min(float(run.stdout) for run in runs)


def main() -> None:
    """Measure both and print a line each."""
    folder = Path(tempfile.mkdtemp(prefix="cxtrain-bench-"))
    small, large = folder / "small.csv", folder / "large.csv"
    write_ratings(small, RATINGS // 10)
    write_ratings(large, RATINGS)
    reading, whole = timed(lambda: read_only(large)), timed(lambda: summarise(large))
    print(f"\n{RATINGS:,} ratings by dimension in one pass: {whole:.2f} s, {whole / reading:.1f} × csv.reader alone "
          f"({reading:.2f} s); memory at 1,000,000 ratings to 100,000: {peak_kilobytes(large) / peak_kilobytes(small):.2f}")
    base = import_milliseconds("statistics")
    print(f"import statistics                   {base:6.1f} ms   1.00")
    for path in sorted(Path(resource_dir("templates")).parent.glob("cxtrain/measures/*.py")):
        if path.stem != "__init__":
            cost = import_milliseconds(f"cxtrain.measures.{path.stem}")
            print(f"import measures.{path.stem:<20}{cost:6.1f} ms {cost / base:6.2f}")


if __name__ == "__main__":
    main()
