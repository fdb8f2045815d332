"""What a firm's monthly report costs: 500 stores and 20,000 people, beside 12 stores and 480 people, in the same run.

A store has 40 people; each month each of them has a course due and learns a little on screen, every second one sits an exam, two
in five are in a class; each store is visited eight times at as many touchpoints, hears 60 customers, two complaints, and has two actions due.
Thirteen months lie in the tables, so that the month, the one before and the one a year ago are there. The baseline of the
large firm is the small firm's report, and a plain count of the same three months' rows by hand-written statements. Rows are
written by the database itself; times are of the processor.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import event, select

from cxtrain.app import create_app
from cxtrain.clock import today
from cxtrain.config import Settings
from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.reports.monthly.facts import Facts
from cxtrain.reports.monthly.operations import keep
from cxtrain.reports.monthly.paper import Made, paper_of
from cxtrain.reports.monthly.sources.queries import facts_of
from cxtrain.reports.monthly.spans import last_month, months_until, span_of
from cxtrain.reports.monthly.tables import as_xlsx
from cxtrain.web import pdf
from tests.benchmarks.quality import timed
from tests.training.conftest import publish_all

SIZES = (12, 500)
PEOPLE, REGION, MONTHS, PLACES = 40, 12, 13, 8
AIM = 3.0  # seconds, of the largest firm's ordinary report
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy", "overall")
DAY = "'{month}-' || printf('%02d', 1 + i % 28)"
STORE = "{first} + i / {people}"
# Of each table: rows of a month by stores and people, and what its columns hold; i counts from 0 within the month.
PERSON = {
    "assignment": ("{people} * {stores}", {
        "batch_id": "1", "employee_id": "1 + i", "course_id": "1", "due_on": DAY, "working_time": "1", "at": "'2024-01-01 00:00:00'",
        "done_at": "case when i % 7 then '{month}-01 08:00:00' else '{end} 08:00:00' end", "reminded": "0"}),
    "credited_day": ("{people} * {stores}", {
        "enrolment_id": "1 + i", "step": "'quiz:desk'", "day": DAY, "employee_id": "1 + i", "unit_id": STORE, "seconds": "1800",
        "credited": "600 + i % 5 * 300"}),
    "quiz_sitting": ("{people} * {stores} / 2", {
        "attempt_id": "{nr} * 1000000 + i", "quiz_id": "1", "employee_id": "1 + 2 * i", "unit_id": "{first} + 2 * i / {people}",
        "sat_on": DAY, "kind": "case when i % 5 then 'first' else 'resit' end", "form": "'screen'", "deferred": "0",
        "passed": "i % 6 > 0"})}
ROOMS = {
    "training_class": ("{people} * {stores} / 50", {
        "id": "{nr} * 1000 + i", "course_id": "1", "course_version_id": "1", "unit_id": "1", "year": "{year}", "term": "{nr} * 1000 + i + 1",
        "trainer_name": "'T'", "place": "''", "hour_minutes": "45", "notice": "''", "summary": "''", "secret": "''", "made_by": "1",
        "made_at": "'2024-01-01'", "closed_at": "'{month}-28 12:00:00'", "closed_by": "1", "cancelled_why": "''", "version": "1"}),
    "class_session": ("{people} * {stores} / 50", {
        "id": "{nr} * 1000 + i", "class_id": "{nr} * 1000 + i", "starts_at": "'{month}-20 01:00:00'", "ends_at": "'{month}-20 04:00:00'",
        "number": "1", "minutes": "180", "topic": "''", "method": "'lecture'"}),
    "class_member": ("{people} * {stores} * 2 / 5", {
        "class_id": "{nr} * 1000 + i / 20", "employee_id": "1 + i * 5 / 2", "unit_id": "{first} + i * 5 / 2 / {people}", "added_by": "1",
        "added_at": "'2024-01-01'", "evaluated": "0", "seen": "1"}),
    "attendance": ("{people} * {stores} * 2 / 5", {
        "session_id": "{nr} * 1000 + i / 20", "employee_id": "1 + i * 5 / 2", "state": "'present'", "minutes": "135 + i % 3 * 22",
        "doubted": "0", "source": "'keyed'", "by": "1", "at": "'{month}-20 02:00:00'", "why": "''"})}
PLACE = {
    "unit_rollup": (f"{{stores}} * {PLACES} * {len(DIMENSIONS)}", {
        "unit_id": f"{{first}} + i / {PLACES * len(DIMENSIONS)}", "touchpoint_id": f"1 + i / {len(DIMENSIONS)} % {PLACES}",
        "dimension": f"(select name from dimension where nr = i % {len(DIMENSIONS)})", "month": "'{month}'", "kind": "'mystery_shop'", "n": "1",
        "total": "4 + (i * 7 + {nr}) % 3", "squares": "(4 + (i * 7 + {nr}) % 3) * (4 + (i * 7 + {nr}) % 3)"}),
    "voice_count": ("{units} * 16", {
        "unit_id": "1 + i / 16", "touchpoint_id": "1", "measure": "case when i % 16 < 5 then 'csat' else 'nps' end", "month": "'{month}'",
        "subject": "''", "source": "'survey'", "segment": "''", "value": "case when i % 16 < 5 then 1 + i % 16 else i % 16 - 5 end", "other": "0",
        "n": "9 + i % 5", "settled": "0"}),
    "feedback": ("{stores} * 2", {
        "kind": "'complaint'", "unit_id": "{first} + i / 2", "touchpoint_id": "1", "source": "'staff'", "words": "'w'", "reference": "''",
        "severity": "'normal'", "reachable": "1", "state": "'open'", "round": "1", "opened_at": "'{month}-05 02:00:00'",
        "reply_due": "'{month}-06 02:00:00'", "reply_minutes": "300 + i % 4 * 60", "waited_minutes": "0", "level": "0", "result": "''",
        "outcome": "''", "version": "1"}),
    "plan": ("{stores}", {
        "id": "{nr} * 1000 + i", "unit_id": "{first} + i", "origin": "'hand'", "finding": "'{{}}'", "cause": "'{{}}'", "goal": "'{{}}'",
        "indicator": "'{{}}'", "due_on": "'{month}-20'", "state": "'approved'", "drafted_by": "1", "drafted_at": "'2024-01-01'",
        "approved_by": "1", "own_words": "''", "outcome": "''", "review": "''", "changed_at": "'2024-01-01'", "version": "1"}),
    "plan_action": ("{stores} * 2", {
        "plan_id": "{nr} * 1000 + i / 2", "position": "i % 2", "kind": "'coach'", "what": "'{{}}'", "owner_id": "1", "due_on": "'{month}-20'",
        "done_at": "case when i % 5 then '{month}-19 08:00:00' end", "done_by": "case when i % 5 then 1 end", "note": "''"}),
    "planned_visit": ("{stores} * 8", {
        "plan_id": "1", "unit_id": "{first} + i / 8", "touchpoint_id": "1 + i % 8", "day": DAY, "from_hour": "9", "until_hour": "12",
        "code": "'{nr}' || printf('%06d', i)", "state": "case when i % 9 then 'planned' else 'missed' end", "reason": "''", "version": "1"})}
TABLES = PERSON | ROOMS | PLACE
COUNTED = {"assignment": "due_on", "credited_day": "day", "quiz_sitting": "sat_on", "unit_rollup": "month", "voice_count": "month",
           "planned_visit": "day", "feedback": "reply_due", "plan_action": "due_on", "certificate": "issued_on"}


def firm(stores: int, months: list[str]) -> tuple[Callable[[], Facts], Path]:
    """Write a firm; return what gathers the facts of its last month, and its database."""
    folder = Path(tempfile.mkdtemp(prefix="cxtrain-bench-"))
    app = create_app(Settings(instance=folder))
    app.app_context().push()
    db.create_all()
    publish_all()
    db.session.commit()
    db.session.remove()
    _, taken = timed(lambda: _write(folder / "cxtrain.db", stores, months))
    size = (folder / "cxtrain.db").stat().st_size / 1e6
    print(f"{stores:>5} stores, {stores * PEOPLE:,} people, {size:,.0f} MB: written in {taken:.1f} s", flush=True)
    return (lambda: facts_of(db.session.scalar(select(Unit).where(Unit.id == 1)), months[0])), folder / "cxtrain.db"


def _write(database: Path, stores: int, months: list[str]) -> None:
    regions = -(-stores // REGION)
    values = {"stores": stores, "people": PEOPLE, "first": 2 + regions, "units": 1 + regions + stores}
    with sqlite3.connect(database) as raw:
        raw.execute("pragma synchronous = off")
        raw.execute("create temp table dimension (nr integer primary key, name)")
        raw.executemany("insert into dimension values (?, ?)", enumerate(DIMENSIONS))
        raw.executemany("insert into unit (id, code, name, name_en, kind, parent_id, path, zone, people, version) "
                        "values (?, ?, ?, '', ?, ?, ?, 'Asia/Shanghai', 'development', 1)", _units(stores, regions))
        _people(raw, values)
        for nr, month in enumerate(months):
            end = f"{span_of(month).end}"
            for table, (count, columns) in TABLES.items():
                _fill(raw, table, count, columns, {**values, "nr": nr, "month": month, "end": end, "year": month[:4]})
        raw.execute("analyze")
        raw.commit()
        raw.execute("pragma wal_checkpoint(truncate)")


def _units(stores: int, regions: int) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = [(1, "F", "公司", "firm", None, "/1/")]
    found += [(2 + r, f"R{r}", f"大区{r}", "region", 1, f"/1/{2 + r}/") for r in range(regions)]
    return found + [(2 + regions + s, f"S{s:03d}", f"店{s}", "store", 2 + s // REGION, f"/1/{2 + s // REGION}/{2 + regions + s}/")
                    for s in range(stores)]


def _people(raw: sqlite3.Connection, values: dict[str, int]) -> None:
    """Write the people, what their post asks for, and the certificates of nine in ten."""
    number = "'E' || printf('%06d', i)"
    rows = {
        "employee": {"id": "1 + i", "number": number, "name": number, "name_en": "''", "sort_key": number, "post": "'前台'", "employment":
                     "case when i % 20 then 'full_time' else 'dispatched' end", "mobile": "''", "email": "''", "status": "'active'",
                     "unit_id": STORE, "supervisor_number": "''", "version": "1"},
        "membership": {"employee_id": "1 + i", "unit_id": STORE, "start_on": "'2020-01-01'", "reason": "'joined'"}}
    for table, columns in rows.items():
        _fill(raw, table, "{people} * {stores}", columns, values)
    _fill(raw, "certificate", "{people} * {stores} * 9 / 10", {
        "prefix": "'X'", "year": "2024", "running": "i", "code": "printf('%026d', i)", "enrolment_id": "1 + i", "employee_id": "1 + i",
        "course_version_id": "1", "unit_id": STORE, "title": "'{{}}'", "facts": "'{{}}'", "issued_at": "'2024-01-01'", "issued_on": "'2024-01-01'",
        "replaced": "0", "revoked_reason": "''", "version": "1"}, values)
    raw.execute("insert into training_rule (course_id, unit_id, audience, named, due_days, lead_days, grace_days, working_time, made_by, at) "
                "values (1, 1, 'posts', '[\"前台\"]', 30, 30, 0, 1, 1, '2020-01-01 00:00:00')")


def _fill(raw: sqlite3.Connection, table: str, count: str, columns: dict[str, str], values: dict[str, object]) -> None:
    chosen = ", ".join(expression.format(**values) for expression in columns.values())
    raw.execute(f"with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < {count.format(**values)}) "
                f"insert into {table} ({', '.join(columns)}) select {chosen} from n")


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds of processor time of the best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def plain_counts(database: Path, months: list[str]) -> None:
    """Count the rows of the three months by hand-written statements."""
    with sqlite3.connect(database) as raw:
        for table, column in COUNTED.items():
            raw.execute(f"select substr({column}, 1, 7) as month, count(*) from {table} where month in (?, ?, ?) group by 1",
                        (months[0], months[1], months[12])).fetchall()


def statements(gather: Callable[[], Facts]) -> int:
    """Return how many statements a report takes."""
    told: list[str] = []
    event.listen(db.engine, "before_cursor_execute", listen := lambda *args: told.append(args[2]))
    gather()
    event.remove(db.engine, "before_cursor_execute", listen)
    return len(told)


def keep_earlier(months: list[str]) -> None:
    """Keep the reports of the month before and of a year ago, as there are in any firm but a new one."""
    unit = db.session.get_one(Unit, 1)
    for month in (months[1], months[12]):
        keep(1, facts_of(unit, month), by=None)
    db.session.commit()


def measured(stores: int, months: list[str]) -> tuple[float, ...]:
    """Return the seconds of a firm's first report, of an ordinary one, of plain counts, of its workbook and of its PDF."""
    gather, database = firm(stores, months)
    gather()
    first = seconds(gather)
    keep_earlier(months)
    facts, count = gather(), statements(gather)
    paper = paper_of(facts, Made("M", today("UTC"), None))
    empty = [row.key for row in paper.rows if row.now == "–" and row.key != "appeals"]
    assert not empty, empty
    ordinary, counts = seconds(gather), seconds(lambda: plain_counts(database, months))
    with create_app(Settings(instance=database.parent)).test_request_context():
        book = seconds(lambda: as_xlsx(paper, facts))
    _, printed = timed(lambda: pdf.render("reports/monthly/report.pdf.html", locale="zh_Hans", paper=paper))
    print(f"      {count} statements", flush=True)
    return first, ordinary, counts, book, printed


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Measure and print a table, each size beside the first and beside plain counts; fail where the aim is missed."""
    months = months_until(last_month(today("Asia/Shanghai")), MONTHS)
    found = {stores: measured(stores, months) for stores in sizes}
    print(f"{'processor time':34}" + "".join(f"{stores:>12} stores" for stores in found))
    for row, name in enumerate(("report, nothing kept before", "report, earlier months kept", "baseline: plain counts", "workbook",
                                "PDF (wall clock, cold)")):
        cells = [f"{each[row]:9.2f} s {each[row] / found[sizes[0]][row]:6.1f}" for each in found.values()]
        print(f"{name:34}" + "  ".join(cells), flush=True)
    print(f"report to plain counts: {', '.join(f'{each[1] / each[2]:.1f}' for each in found.values())}")
    assert found[sizes[-1]][1] <= AIM, found


if __name__ == "__main__":
    main(SIZES[:int(sys.argv[1])] if len(sys.argv) > 1 else SIZES)
