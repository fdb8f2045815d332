"""What HR's report costs: a page by unit, a page by person and the whole firm's workbook, of the firms that `monthly` writes.

500 stores and 20,000 people stand beside 12 stores and 480 people in the same run; times are of the processor, without the web.
"""

import datetime as dt

from sqlalchemy import event

from cxtrain.app import create_app
from cxtrain.clock import today
from cxtrain.config import Settings
from cxtrain.extensions import db
from cxtrain.people.permissions import Actor, Held, Role
from cxtrain.reports.hr_reports.asked import read
from cxtrain.reports.hr_reports.queries import report
from cxtrain.reports.hr_reports.tables import as_xlsx
from cxtrain.reports.monthly.spans import last_month, months_until
from tests.benchmarks.monthly import MONTHS, SIZES, firm, seconds

HR = Actor(1, 1, "E000000", "HR", "HR", "zh_Hans", 1, "/1/", "公司", "Asia/Shanghai", (Held(Role.HR, 1, "/1/"),))


def statements(by: str, day: dt.date) -> int:
    """Return how many statements a page takes."""
    told: list[str] = []
    event.listen(db.engine, "before_cursor_execute", listen := lambda *args: told.append(args[2]))
    report(HR, read({"by": by}, day))
    event.remove(db.engine, "before_cursor_execute", listen)
    return len(told)


def measured(stores: int, months: list[str]) -> tuple[float, ...]:
    """Return the seconds of a page by unit, of one by person, of all people, and of their workbook."""
    _, database = firm(stores, months)
    day = today("Asia/Shanghai")
    units, people = read({"by": "unit"}, day), read({"by": "person"}, day)
    whole = report(HR, people, whole=True)
    assert len(whole.lines) == whole.count == whole.total.people and whole.total.assigned and whole.total.passes.first
    print(f"      {statements('unit', day)} statements by unit, {statements('person', day)} by person", flush=True)
    pages = (seconds(lambda: report(HR, units)), seconds(lambda: report(HR, people)), seconds(lambda: report(HR, people, whole=True)))
    with create_app(Settings(instance=database.parent)).test_request_context():
        return (*pages, seconds(lambda: as_xlsx(whole, people, {"zh": "公司", "en": "Firm"}, "公司")))


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Measure and print a table, each size beside the first."""
    months = months_until(last_month(today("Asia/Shanghai")), MONTHS)
    first: tuple[float, ...] = ()
    for stores in sizes:
        found = measured(stores, months)
        first = first or found
        print("      " + ", ".join(f"{name} {value:.2f} s (× {value / base:.1f})" for name, value, base in zip(
            ("by unit", "by person", "all people", "workbook"), found, first, strict=True)), flush=True)


if __name__ == "__main__":
    main()
