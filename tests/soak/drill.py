"""The restore drill: the demo company is kept, wiped, restored and looked at. Prints seconds and rows; exit 1 at a breach."""

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import closing
from pathlib import Path

from tests.site import environment, served

CHANGED = {"restoration", "number_floor", "series_gap", "ledger_entry", "certificate_series"}  # by the restore itself


def command(folder: Path, *words: str) -> dict:
    """Run a command on the instance in `folder` and print how long it took; return what it says."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "cxtrain.cli", *words, "--json"], capture_output=True, text=True, check=False,
                          env=environment(folder), timeout=3600)
    print(f"{time.perf_counter() - begun:7.1f} s  cxtrain {' '.join(words[:2])}", flush=True)
    if done.returncode:
        sys.exit(f"cxtrain {' '.join(words)}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout) if done.stdout.lstrip().startswith("{") else {}


def counts(folder: Path) -> dict[str, int]:
    """Return how many rows each table has."""
    with closing(sqlite3.connect(folder / "cxtrain.db")) as connection:
        names = [name for name, in connection.execute("select name from sqlite_master where type = 'table'")]
        return {name: connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}  # noqa: S608


def main() -> None:
    """Drill, and say what was found."""
    with tempfile.TemporaryDirectory() as place:
        site, kept = Path(place) / "site", Path(place) / "kept.tar"
        command(site, "demo")
        before = counts(site)
        made = command(site, "backup", str(kept))
        shutil.rmtree(site)
        command(site, "restore", str(kept))
        after = counts(site)
        wrong = {name: (rows, after.get(name)) for name, rows in before.items() if name not in CHANGED and after.get(name) != rows}
        if wrong:
            sys.exit(f"rows differ: {wrong}")
        for words in (("ledger", "verify"), ("rollups", "verify"), ("plays", "verify"), ("certificates", "verify")):
            command(site, *words)
        with served(site) as address, urllib.request.urlopen(f"{address}/sign-in", timeout=30) as answer:  # noqa: S310
            assert answer.status == 200
        print(f"{sum(before.values()):,} rows in {len(before)} tables, {made['files']} files, {made['bytes'] / 1e6:.1f} MB: "
              "all back, every invariant holds, the site answers", flush=True)


if __name__ == "__main__":
    main()
