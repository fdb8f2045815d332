"""What importing a roster costs: 5,000 new people, beside writing as many plain rows with the driver alone."""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from cxtrain.app import create_app
from cxtrain.config import Settings
from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.people.roster.operations import import_roster
from cxtrain.web.tables import csv_bytes, xlsx_bytes

HEAD = ["工号", "姓名", "门店", "岗位", "手机", "状态"]
ROWS = [[f"{n:05}", "欧阳晓明", "集团/华东/静安店", "前台", f"139{n:08}", "在职"] for n in range(5000)]


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def plain(folder: Path) -> None:
    """Write the rows as they are into a file of their own."""
    with sqlite3.connect(folder / "plain.db") as connection:
        connection.execute("create table person (number, name, unit, post, mobile, status)")
        connection.executemany("insert into person values (?, ?, ?, ?, ?, ?)", ROWS)


def imported(data: bytes, folder: Path) -> float:
    """Return the seconds that the import takes into an empty database."""
    app = create_app(Settings(instance=folder))
    with app.app_context():
        db.create_all()
        took = timed(lambda: (import_roster(data, "bench", create_units=True), db.session.commit()))
        assert db.session.scalar(select(func.count(Employee.id))) == len(ROWS)
        db.session.remove()
        db.engine.dispose()
    return took


def main() -> None:
    """Measure both kinds of file and print a line each."""
    folders = [Path(tempfile.mkdtemp(prefix="cxtrain-bench-")) for _ in range(3)]
    base = timed(lambda: plain(folders[0]))
    print(f"\n5,000 plain rows by the driver {base * 1000:8.0f} ms   1.0")
    for kind, data, folder in (("CSV", csv_bytes(HEAD, ROWS), folders[1]), ("XLSX", xlsx_bytes({"1": [HEAD, *ROWS]}), folders[2])):
        took = imported(data, folder)
        print(f"roster of 5,000 from {kind:<10}{took * 1000:8.0f} ms {took / base:5.1f}")


if __name__ == "__main__":
    main()
