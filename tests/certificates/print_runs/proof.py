"""A print run whose worker is killed again and again, and everything that must be true of its file afterwards."""

import datetime as dt
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import zxingcpp
from PIL import Image
from sqlalchemy import update

from cxtrain.certificates.print_runs import operations, queries
from cxtrain.certificates.print_runs.models import PrintRun
from cxtrain.certificates.print_runs.selection import Manner, Selection
from cxtrain.certificates.register.operations import make
from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.files.operations import read
from cxtrain.jobs.models import Job
from cxtrain.people.models import Employee, Membership
from cxtrain.people.names import sort_key
from cxtrain.training.models import Course, Enrolment
from tests.pictures import is_sound

BASE = "https://t.example.cn"
SURNAMES = "单曾仇解查盖区朴任华王李张刘陈杨赵黄周吴"
GIVEN = ("喆", "䶮", "昇", "淼", "玥", "翀", "晓明", "子涵", "思远", "建国", "雪", "文博", "佳怡", "一鸣", "春燕", "海涛", "若曦", "志强",
         "明月", "小龙", "雨桐", "国栋", "静", "伟", "欣然")  # fmt: skip
WORKER = """
import sys
import time
from cxtrain.app import create_app
from cxtrain.certificates.print_runs.making import operations
from cxtrain.jobs.work import work
operations.PART = int(sys.argv[1])
make = operations.made
def slowly(*asked):  # or a short run is over before anybody could kill its worker
    for part in make(*asked):
        time.sleep(0.15)
        yield part
operations.made = slowly
work(create_app(), until_empty=True)
"""


def hire_and_certify(cast, course_id, count, passed_at):
    """Give `count` people at two stores with names all different a certificate; return their names by number."""
    course, names = db.session.get_one(Course, course_id), {}
    for n in range(count):
        name = SURNAMES[n % 20] + GIVEN[n // 20 % 25] + ("" if n < 500 else "儿")
        person = Employee(number=f"P{n:05d}", name=name, sort_key=sort_key(name), post="前台" if n % 3 else "客房",
                          unit_id=(cast.jingan, cast.xuhui)[n % 2], joined_on=dt.date(2025, 1, 6))
        db.session.add(person)
        db.session.flush()
        db.session.add(Membership(employee_id=person.id, unit_id=person.unit_id, start_on=dt.date(2025, 1, 6)))
        passed = Enrolment(employee_id=person.id, course_id=course.id, version=course.current,
                           started_on=passed_at.date() - dt.timedelta(days=7), passed_at=passed_at)
        db.session.add(passed)
        db.session.flush()
        names[make(passed).number] = name
    db.session.commit()
    return names


def ask(actor):
    """Ask for a run of all there is; return its id."""
    found = queries.candidates(actor, Selection(), today("UTC"))
    run = operations.ask(actor, found, operations.Order(Selection(), Manner(), BASE, reason="again" if found[0].again else ""))
    db.session.commit()
    return run.id


def survive(app, run_id, *, kills, part, seed):
    """Let workers carry out a run, kill `kills` of them with SIGKILL while they print, and let the last one end it.

    Returns the parts that were seen, by name, each with when it was written: none may be made twice.
    """
    chance, seen = random.Random(seed), {}
    for _ in range(kills):
        worker = _worker(app, part)
        try:
            _wait_for_another_part(app, run_id, seen, worker)
            time.sleep(chance.random() * 0.2)
        finally:
            worker.kill()  # SIGKILL
            worker.wait()
        _look(app, run_id, seen)
        db.session.execute(update(Job).values(lease_until=now() - dt.timedelta(seconds=1)))  # its lease has run out
        db.session.commit()
    last = _worker(app, part)
    assert last.wait(600) == 0
    return seen


def _worker(app, part):
    settings = app.config["CX"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CXTRAIN_")}
    told = {"CXTRAIN_INSTANCE": str(settings.instance), "CXTRAIN_DATABASE_URL": settings.database_url,
            "CXTRAIN_SECRET_KEY": settings.secret_key}
    return subprocess.Popen([sys.executable, "-c", WORKER, str(part)], env={**kept, **told}, stderr=subprocess.DEVNULL)


def _folder(app, run_id):
    return Path(app.config["CX"].instance).resolve() / "printing" / f"run-{run_id}"


def _look(app, run_id, seen):
    """Note the parts that are there; one that was seen before must still be the same file."""
    for path in _folder(app, run_id).glob("*.part"):
        written = path.stat().st_mtime_ns
        assert seen.setdefault(path.name, written) == written, f"{path.name} was made twice"


def _wait_for_another_part(app, run_id, seen, worker):
    end = time.monotonic() + 120
    while not {path.name for path in _folder(app, run_id).glob("*.part")} - set(seen):
        assert worker.poll() is None, f"the worker ended before it could be killed: {_told(run_id)}"
        assert time.monotonic() < end, "no part was made in two minutes"
        time.sleep(0.02)


def _told(run_id):
    db.session.rollback()
    job = db.session.get_one(PrintRun, run_id, populate_existing=True).job
    return job.state, job.progress, job.total, job.error, job.attempts


def check(run_id, names):
    """Look at the file of a finished run: complete once, in order, every name readable, fonts ours, QR codes right."""
    run = db.session.get_one(PrintRun, run_id, populate_existing=True)
    body, rows = read(run.digest), queries.certificates_in(run_id)
    numbers = [row.number for row in rows]
    assert len(set(numbers)) == len(numbers) == len(names) and run.job.state == "done"
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()
    pages = told.split("\f")[:-1]
    assert len(pages) == len(rows)
    for number, page in zip(numbers, pages, strict=True):
        text = re.sub(r"\s", "", page)
        assert number in text and names[number] in text, f"{number} {names[number]}: {page}"
    _check_form(body)
    return rows, body


def _check_form(body):
    """What qpdf finds, and whose fonts are in it."""
    is_sound(body)
    listed = subprocess.run(["pdffonts", "-"], input=body, capture_output=True, check=True).stdout.decode().splitlines()[2:]
    assert listed
    for line in listed:
        assert re.search(r"LXGW.?WenKai", line) and re.search(r"\byes yes yes\b", line), line


def read_codes(body, rows, first, last):
    """Read the QR code back from pages `first` to `last` as they would be printed; each leads to its own certificate."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "110", "-gray", "-f", str(first), "-l", str(last), "-", f"{folder}/page"],
                       input=body, check=True)
        shown = sorted(Path(folder).iterdir())
        for row, path in zip(rows[first - 1 : last], shown, strict=True):
            (code,) = zxingcpp.read_barcodes(Image.open(path), formats=zxingcpp.BarcodeFormat.QRCode)
            assert code.text == f"{BASE}/verify/{row.code}"
