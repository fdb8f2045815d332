"""What the pages about quality cost as the firm's history grows: 1,000, 100,000 and 1,000,000 visits of 14 items each.

A firm grows by stores and by years, so each store has seven visits a month: 12 stores for a year, 119 stores for ten
years, 1,190 stores for ten years. A supervisor opens a store; HR of a region of twelve stores opens the heat-map. The
baseline of each page is its own cost at 1,000 visits, in the same run. Visits, ratings and sums are written by the
database itself; that the sums are the product's own is checked by `rollups verify` at 1,000 visits.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select, text

from cxtrain.app import create_app
from cxtrain.clock import now, today
from cxtrain.config import Settings
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.measures.servqual import items_needed
from cxtrain.paths import resource_dir
from cxtrain.people.models import Account, Employee, Membership, RoleGrant, Unit
from cxtrain.people.operations import hasher
from cxtrain.quality.models import InstrumentVersion, Visit
from cxtrain.quality.operations import publish_instrument
from cxtrain.quality.queries import instrument_of
from cxtrain.quality.sums.operations import recounted
from cxtrain.quality.sums.queries import verify_rollups

SIZES = ((1_000, 12, 12), (100_000, 119, 120), (1_000_000, 1_190, 120))  # visits, stores, months
A_MONTH, PEOPLE, REGION, PASSWORD = 7, 10, 12, "a-long-benchmark-pass"
PAGES = {"Team": "/team?unit={store}", "Person by person": "/team/people?unit={store}", "Employee": "/employees/{person}",
         "heat map": "/quality/places?unit={region}", "touchpoint with its chart": "/quality/places/touchpoints/{touchpoint}?unit={region}",
         "visits": "/quality/visits?unit={store}"}
RELEASES, ROUNDS = 200, 25

VISITS = """
with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < :visits)
insert into visit (id, unit_id, touchpoint_id, instrument_id, kind, people, observed_by, shopper, observer_employee_id, entered_by,
  enterer_employee_id, visited_on, times, badge, receipt, praise, nothing_to_praise, employee_id, identification, grounds, state,
  started_at, saved_at, submitted_at, late, decided_by, decided_at, reason, released_at, appeals_open, under_review, score_before,
  score, writer, version)
select i + 1, :store + i % :stores, p.id, p.form, 'mystery_shop', 'development', :shopper + i % :shoppers, '', :shopper + i % :shoppers, :shopper + i % :shoppers,
  :shopper + i % :shoppers, date(:today, '-' || ((:visits - 1 - i) * :days / :visits) || ' days'), '{}', '', '', '', 1,
  :person + (i % :stores) * :people + (i / :stores) % :people, 'certain', 'badge', 'released', :at, :at, :at, 0, :decider, :at, '',
  datetime(:today, '-' || ((:visits - 1 - i) * :days / :visits) || ' days'), 0, 0, 80, 80, '', 4
from n join place p on p.nr = (i / :stores) % :places
"""
RATINGS = """
insert into rating (visit_id, item, value, missing, note, corrected)
select v.id, q.item, case when (v.id * 31 + q.nr * 17) % 29 then 4 + (v.id * 7 + q.nr * 5 + v.id / 11) % 4 end,
  case when (v.id * 31 + q.nr * 17) % 29 then null else 'na' end, '', 0
from visit v join asked q on q.form = v.instrument_id
"""
SCORED = """
create temp table scored as
select v.id, v.unit_id, v.touchpoint_id, substr(v.visited_on, 1, 7) as month, v.employee_id, q.dimension, q.about, avg(r.value) as mean
from rating r join visit v on v.id = r.visit_id join weighed q on q.form = v.instrument_id and q.item = r.item
group by v.id, q.about, q.dimension having q.asked > 1 and count(r.value) >= q.needed
"""
STEPPED = "sum(round(mean * 65536) / 65536), sum(round(mean * 65536) / 65536 * round(mean * 65536) / 65536)"
KEYS = "touchpoint_id, dimension, month, kind, n, total, squares"
SUMS = (
    f"insert into unit_rollup (unit_id, {KEYS}) select unit_id, touchpoint_id, dimension, month, 'mystery_shop', count(*), {STEPPED} "
    "from scored where about = 'unit' group by unit_id, touchpoint_id, dimension, month",
    f"insert into unit_rollup (unit_id, {KEYS}) select unit_id, touchpoint_id, 'overall', month, 'mystery_shop', count(*), {STEPPED} from "
    "(select unit_id, touchpoint_id, month, avg(mean) as mean from scored where about = 'unit' group by id) "
    "group by unit_id, touchpoint_id, month",
    f"insert into person_rollup (employee_id, {KEYS}) select employee_id, touchpoint_id, dimension, month, 'mystery_shop', count(*), "
    f"{STEPPED} from scored where about = 'person' group by employee_id, touchpoint_id, dimension, month",
    "insert into item_rollup (unit_id, touchpoint_id, instrument, item, scale, month, kind, n, total, squares, na, unnoticed) "
    "select v.unit_id, v.touchpoint_id, f.slug, r.item, '1-7', substr(v.visited_on, 1, 7) as month, 'mystery_shop', count(r.value), "
    "coalesce(sum(r.value), 0), coalesce(sum(r.value * r.value), 0), count(r.missing), 0 from rating r join visit v on v.id = r.visit_id "
    "join instrument_version f on f.id = v.instrument_id group by v.unit_id, v.touchpoint_id, f.slug, r.item, month")


@dataclass(frozen=True)
class Firm:
    """A firm in a database of its own."""

    app: Flask
    folder: Path
    store: int
    person: int
    region: int
    touchpoint: int


def firm(visits: int, stores: int, months: int) -> Firm:
    """Return a firm with its visits and sums, and print what writing it took."""
    folder = Path(tempfile.mkdtemp(prefix="cxtrain-bench-"))
    app = create_app(Settings(instance=folder))
    with app.app_context():
        db.create_all()
        ids = _people(stores)
        _publish()
        db.session.commit()
        db.session.remove()
        _, loading = timed(lambda: _write(folder / "cxtrain.db", visits, stores, months * 30, ids))
        if visits == SIZES[0][0]:
            rows, wrong = verify_rollups()
            assert not wrong and rows > visits, list(wrong.items())[:3]
    print(f"{visits:>9,} visits: written with their sums in {loading:.1f} s", flush=True)
    return Firm(app, folder, ids["store"], ids["person"], ids["region"], 1)


def _people(stores: int) -> dict[str, int]:
    """Write regions of twelve stores, ten people each, a shopper for each region, a supervisor of the first store and HR of its region."""
    regions = -(-stores // REGION)
    first = 2 + regions
    units = [{"id": 1, "code": "F", "name": "公司", "kind": "firm", "parent_id": None, "path": "/1/"}]
    units += [{"id": 2 + r, "code": f"R{r}", "name": "大区", "kind": "region", "parent_id": 1, "path": f"/1/{2 + r}/"}
              for r in range(regions)]
    units += [{"id": first + s, "code": f"S{s}", "name": f"店{s}", "kind": "store", "parent_id": 2 + s // REGION,
               "path": f"/1/{2 + s // REGION}/{first + s}/"} for s in range(stores)]
    db.session.execute(insert(Unit.__table__), units)
    staff = [{"id": 1000 + n, "number": f"B{n}", "name": f"员工{n}", "sort_key": f"{n:06d}", "unit_id": first + n // PEOPLE}
             for n in range(stores * PEOPLE)]
    held = {"boss": (1, first), "hr": (2, 2)} | {f"shopper{n}": (3 + n, 1) for n in range(regions)}
    staff += [{"id": n, "number": name, "name": name, "sort_key": name, "unit_id": unit} for name, (n, unit) in held.items()]
    db.session.execute(insert(Employee.__table__), staff)
    db.session.execute(insert(Membership.__table__), [
        {"employee_id": each["id"], "unit_id": each["unit_id"], "start_on": today("UTC")} for each in staff])
    secret = hasher().hash(PASSWORD)
    db.session.execute(insert(Account.__table__), [
        {"id": n, "employee_id": n, "login": name, "password_hash": secret} for name, (n, _) in held.items()])
    db.session.execute(insert(RoleGrant.__table__), [
        {"account_id": 1, "role": "supervisor", "unit_id": first}, {"account_id": 2, "role": "hr", "unit_id": 2}])
    return {"store": first, "person": 1000, "region": 2, "shopper": 3, "shoppers": regions, "decider": 2}


def _publish() -> None:
    publish_touchpoints((resource_dir("scenarios") / "hotel" / "touchpoints.yaml").read_bytes(), pack="hotel")
    folder = resource_dir("scenarios") / "instruments"
    publish_instrument((folder / "servqual-22.yaml").read_bytes())
    for path in sorted(folder.glob("hotel-*.yaml")):
        publish_instrument(path.read_bytes())


def _write(database: Path, visits: int, stores: int, days: int, ids: dict[str, int]) -> None:
    forms = {row.touchpoint_slug: row for row in db.session.scalars(select(InstrumentVersion)) if row.touchpoint_slug}
    places = {row.slug: row.id for row in db.session.scalars(select(Touchpoint)) if row.slug in forms}
    asked, weighed = [], []
    for version in forms.values():
        items = instrument_of(version).items
        asked += [(version.id, at, item.id) for at, item in enumerate(items)]
        for about, counted in (("unit", items), ("person", [item for item in items if item.of == "person"])):
            of = Counter(item.dimension for item in counted)
            weighed += [(version.id, item.id, about, item.dimension, of[item.dimension], items_needed(of[item.dimension]))
                        for item in counted]
    db.session.remove()
    with sqlite3.connect(database) as raw:
        raw.execute("create temp table place (nr integer primary key, id, form)")
        raw.executemany("insert into place values (?, ?, ?)", [
            (nr, place, forms[slug].id) for nr, (slug, place) in enumerate(places.items())])
        raw.execute("create temp table asked (form, nr, item)")
        raw.executemany("insert into asked values (?, ?, ?)", asked)
        raw.execute("create index temp.ix_asked on asked (form)")
        raw.execute("create temp table weighed (form, item, about, dimension, asked, needed)")
        raw.executemany("insert into weighed values (?, ?, ?, ?, ?, ?)", weighed)
        raw.execute("create index temp.ix_weighed on weighed (form, item)")
        raw.execute(VISITS, {
            "visits": visits, "stores": stores, "days": days, "places": len(places), "store": ids["store"], "person": ids["person"],
            "people": PEOPLE, "shopper": ids["shopper"], "shoppers": ids["shoppers"], "decider": ids["decider"],
            "today": today("UTC").isoformat(), "at": now().replace(tzinfo=None).isoformat(" ")})
        for statement in (RATINGS, SCORED, *SUMS, "analyze"):
            raw.execute(statement)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what the work returns and the seconds that it took."""
    start = time.perf_counter()
    return work(), time.perf_counter() - start


@contextmanager
def signed_in(app: Flask, login: str) -> Iterator[FlaskClient]:
    """A client that is signed in."""
    with app.test_client() as client:
        page = client.get("/sign-in").text
        token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        answer = client.post("/sign-in", data={"csrf_token": token, "login": login, "password": PASSWORD})
        assert answer.status_code in (302, 303), answer.text[:300]
        yield client


def page_costs(found: Firm) -> dict[str, float]:
    """Return the median milliseconds of processor time of each page, warm."""
    costs = {}
    for login in ("boss", "hr"):
        with signed_in(found.app, login) as client:
            for name, pattern in PAGES.items():
                address = pattern.format(store=found.store, person=found.person, region=found.region, touchpoint=found.touchpoint)
                if name not in costs and client.get(address).status_code == 200:
                    costs[name] = statistics.median(_milliseconds(lambda a=address: client.get(a)) for _ in range(ROUNDS))
    return costs


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def release_costs(found: Firm) -> tuple[float, float]:
    """Return the milliseconds, median and 99th percentile, that the sums of one release take with its commit."""
    taken = []
    with found.app.app_context():
        for visit_id in range(1, RELEASES + 1):
            visit = db.session.get_one(Visit, visit_id)
            with recounted(visit):
                visit.state, visit.released_at = "approved", None
            db.session.commit()
            start = time.perf_counter()
            with recounted(visit):
                visit.state, visit.released_at = "released", now()
            db.session.commit()
            taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    return statistics.median(taken), taken[int(len(taken) * 0.99)]


def main(sizes: tuple[tuple[int, int, int], ...] = SIZES) -> None:
    """Measure and print a table, each size beside the first."""
    found = {}
    for visits, stores, months in sizes:
        made = firm(visits, stores, months)
        with made.app.app_context():
            size = (made.folder / "cxtrain.db").stat().st_size / 1e6
            assert db.session.execute(text("select count(*) from rating")).scalar_one() > 12 * visits
        found[visits] = page_costs(made)
        p50, p99 = release_costs(made)
        print(f"          {size:,.0f} MB; the sums of a release with its commit: p50 {p50:.1f} ms, p99 {p99:.1f} ms", flush=True)
    first = sizes[0][0]
    print(f"\n{'processor time of a page':28}" + "".join(f"{visits:>22,}" for visits in found))
    for name in PAGES:
        costs = [found[visits].get(name) for visits in found]
        if costs[0]:
            print(f"{name:28}" + "".join(f"{cost:13.1f} ms {cost / found[first][name]:5.2f}" for cost in costs if cost))


if __name__ == "__main__":
    main(SIZES[:int(sys.argv[1])] if len(sys.argv) > 1 else SIZES)
