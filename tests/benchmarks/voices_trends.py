"""What the pages of customers' scores cost as answers grow: 10,000 and 5,000,000 answers, in the same run.

A firm grows by stores and by years: 12 stores for two years, 120 stores for five years. A supervisor opens a store, HR of a
region of twelve stores the region, one touchpoint of it, its places and pairs, HR of the firm the firm. The baseline of each
page is its own cost at 10,000 answers. Responses, answers and counts are written by the database itself; that the counts
are the product's own is checked by `rollups verify`'s own comparison at 10,000 answers.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select, text

from cxtrain.app import create_app
from cxtrain.clock import today
from cxtrain.config import Settings
from cxtrain.demo.voices.answers import ASKED, MATTERS
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.paths import resource_dir
from cxtrain.people.models import Account, Employee, Membership, RoleGrant, Unit
from cxtrain.people.operations import hasher
from cxtrain.voices.sums.queries import verify_counts
from tests.benchmarks.quality import PASSWORD, REGION, Firm, timed

SIZES = ((10_000, 12, 24), (5_000_000, 120, 60))  # answers, stores, months
A_RESPONSE = 3.6  # answers: three questions from seven in ten, five pairs from three in ten
PAGES = {"trend of a store": "/customers?unit={store}", "trend of a region": "/customers?unit={region}",
         "trend of a touchpoint": "/customers?unit={region}&touchpoint={touchpoint}",
         "trend over two years": "/customers?unit={region}&span=24", "trend of the firm": "/customers",
         "places of a region": "/customers/places?unit={region}", "expected and found": "/customers/expectations?unit={region}",
         "map of importance": "/customers/importance?unit={region}"}
LOGINS = {"trend of a store": "boss", "trend of the firm": "head"}  # the rest: HR of the region
ROUNDS = 41
QUESTIONS = ((0, "satisfied", "csat", "", 5, 1), (0, "easy", "ces2", "", 7, 1), (0, "recommend", "nps", "", 11, 0),
             *((1, name, "servqual", dimension, 7, 1) for dimension, name in ASKED.items()),
             *((2, name, "importance", f"what-matters:{name}", 7, 1) for name in MATTERS))
DRAW = "((({} * 31 + {}) * 2654435761) % 4294967296 / 128)"  # a number that looks like chance, the same in every run
RESPONSES = f"""
with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < :responses)
insert into response (id, key, unit_id, touchpoint_id, source, at, month, language, segment, counted, keep_until)
select i + 1, printf('%036d', i), :store + {DRAW.format("i", 1)} % :stores, p.id, 'import', day || ' 12:00:00.000000', substr(day, 1, 7), 'zh', '',
  1, date(day, '+24 months')
from (select i, date(:today, '-' || ((:responses - 1 - i) * :days / :responses) || ' days') as day from n)
  join place p on p.nr = {DRAW.format("i", 2)} % :places
"""
DRAWN = DRAW.format("r.id", "q.nr + 5")
ANSWERS = f"""
insert into response_answer (response_id, question, kind, subject, value, other)
select r.id, q.question, q.kind, q.subject, q.low + max({DRAWN} % q.steps, {DRAWN} / q.steps % q.steps),
  case when q.asked > 0 then min(7, 2 + {DRAWN} / 11 % 3 + {DRAWN} / 33 % 3 + {DRAWN} / 99 % 3) end
from response r join asked q on q.asked = case when {DRAW.format("r.id", 3)} % 10 < 7 then 0 when {DRAW.format("r.id", 3)} % 10 < 9 then 1 else 2 end
"""
KEYS = "touchpoint_id, measure, month, subject, source, segment, value, other"
STORES = f"""
insert into voice_count (unit_id, {KEYS}, n, settled)
select r.unit_id, r.touchpoint_id, a.kind, r.month, a.subject, r.source, '', a.value, coalesce(a.other, 0), count(*), 0
from response_answer a join response r on r.id = a.response_id group by 1, 2, 3, 4, 5, 6, 8, 9
"""
ABOVE = f"""
insert into voice_count (unit_id, {KEYS}, n, settled)
select u.id, {", ".join("c." + name for name in KEYS.split(", "))}, sum(c.n), 0
from voice_count c join unit s on s.id = c.unit_id join unit u on s.path like u.path || '%' and u.id <> s.id
where s.kind = 'store' group by 1, 2, 3, 4, 5, 6, 7, 8, 9
"""


def firm(answers: int, stores: int, months: int) -> Firm:
    """Return a firm with its answers and counts, and print what writing it took."""
    folder = Path(tempfile.mkdtemp(prefix="cxtrain-bench-"))
    app = create_app(Settings(instance=folder))
    with app.app_context():
        db.create_all()
        store = _people(stores)
        publish_touchpoints((resource_dir("scenarios") / "hotel" / "touchpoints.yaml").read_bytes(), pack="hotel")
        db.session.commit()
        places = list(db.session.scalars(select(Touchpoint.id).order_by(Touchpoint.id)))
        db.session.remove()
        values = {"responses": round(answers / A_RESPONSE), "stores": stores, "days": months * 30, "store": store,
                  "places": len(places), "today": today("UTC").isoformat()}
        _, taken = timed(lambda: _write(folder / "cxtrain.db", places, values))
        rows, given = (db.session.execute(text(f"select count(*) from {name}")).scalar_one()
                       for name in ("voice_count", "response_answer"))
        assert abs(given / answers - 1) < 0.02, given
        if answers == SIZES[0][0]:
            known, wrong = verify_counts()
            assert not wrong and known == rows, list(wrong.items())[:3]
        db.session.remove()
    size = (folder / "cxtrain.db").stat().st_size / 1e6
    print(f"{given:>9,} answers, {rows:,} counts, {size:,.0f} MB: written in {taken:.1f} s", flush=True)
    return Firm(app, folder, store, 0, 2, places[1])


def _people(stores: int) -> int:
    """Write regions of twelve stores, a supervisor of the first store, HR of its region and HR of the firm; return the store."""
    regions = -(-stores // REGION)
    first = 2 + regions
    units = [{"id": 1, "code": "F", "name": "公司", "kind": "firm", "parent_id": None, "path": "/1/"}]
    units += [{"id": 2 + r, "code": f"R{r}", "name": f"大区{r}", "kind": "region", "parent_id": 1, "path": f"/1/{2 + r}/"}
              for r in range(regions)]
    units += [{"id": first + s, "code": f"S{s}", "name": f"店{s}", "kind": "store", "parent_id": 2 + s // REGION,
               "path": f"/1/{2 + s // REGION}/{first + s}/"} for s in range(stores)]
    db.session.execute(insert(Unit.__table__), units)
    held = {"boss": (1, first, "supervisor"), "hr": (2, 2, "hr"), "head": (3, 1, "hr")}
    db.session.execute(insert(Employee.__table__), [
        {"id": n, "number": name, "name": name, "sort_key": name, "unit_id": unit} for name, (n, unit, _) in held.items()])
    db.session.execute(insert(Membership.__table__), [
        {"employee_id": n, "unit_id": unit, "start_on": today("UTC")} for n, unit, _ in held.values()])
    secret = hasher().hash(PASSWORD)
    db.session.execute(insert(Account.__table__), [
        {"id": n, "employee_id": n, "login": name, "password_hash": secret} for name, (n, _, _) in held.items()])
    db.session.execute(insert(RoleGrant.__table__), [
        {"account_id": n, "role": role, "unit_id": unit} for n, unit, role in held.values()])
    return first


def _write(database: Path, places: list[int], values: dict[str, int | str]) -> None:
    with sqlite3.connect(database) as raw:
        raw.execute("pragma synchronous = off")
        raw.execute("create temp table place (nr integer primary key, id)")
        raw.executemany("insert into place values (?, ?)", list(enumerate(places)))
        raw.execute("create temp table asked (nr integer primary key, asked, question, kind, subject, steps, low)")
        raw.executemany("insert into asked values (?, ?, ?, ?, ?, ?, ?)", [(nr, *each) for nr, each in enumerate(QUESTIONS)])
        raw.execute("create index temp.ix_asked on asked (asked)")
        raw.execute(RESPONSES, values)
        for statement in (ANSWERS, STORES, ABOVE, "analyze"):
            raw.execute(statement)
        raw.commit()
        raw.execute("pragma wal_checkpoint(truncate)")  # pages are read from the database, as on any day but this


def page_costs(firms: list[Firm]) -> dict[str, list[float]]:
    """Return the median milliseconds of processor time of each page, warm, by firm; in turns, so that both see one machine."""
    costs = {}
    for name, pattern in PAGES.items():
        visits = [(signed_in(each.app, LOGINS.get(name, "hr")),
                   pattern.format(store=each.store, region=each.region, touchpoint=each.touchpoint)) for each in firms]
        for client, address in visits:
            assert client.get(address).status_code == 200, address
        rounds = [[milliseconds(lambda c=client, a=address: c.get(a)) for client, address in visits] for _ in range(ROUNDS)]
        costs[name] = [statistics.median(each) for each in zip(*rounds, strict=True)]
    return costs


def signed_in(app: Flask, login: str) -> FlaskClient:
    """Return a client that is signed in, outside any context, so that several go on side by side."""
    client = app.test_client()
    token = client.get("/sign-in").text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    answer = client.post("/sign-in", data={"csrf_token": token, "login": login, "password": PASSWORD})
    assert answer.status_code in (302, 303), answer.text[:300]
    return client


def milliseconds(work: Callable[[], object]) -> float:
    """Return the processor time that the work takes."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def main(sizes: tuple[tuple[int, int, int], ...] = SIZES) -> None:
    """Measure and print a table, each size beside the first; the pages of both are fetched in turns."""
    made = {answers: firm(answers, stores, months) for answers, stores, months in sizes}
    found = page_costs(list(made.values()))
    print(f"\n{'processor time of a page':28}" + "".join(f"{answers:>22,}" for answers in made))
    for name, costs in found.items():
        print(f"{name:28}" + "".join(f"{cost:13.1f} ms {cost / costs[0]:5.2f}" for cost in costs))


if __name__ == "__main__":
    main(SIZES[:int(sys.argv[1])] if len(sys.argv) > 1 else SIZES)
