"""What records cost: a training file, the file of a class, and certificates against posts, beside plain ways in the same run.

    python -m tests.benchmarks.files [--people 20000] [--stores 500]

The training file is that of somebody with ten years of four courses each; beside it, the same page printed as WeasyPrint's
manual begins (`HTML(...).write_pdf()`, warm). The file of a class has 40 people. Certificates against posts are counted for
all stores; beside it, reading as many people as mapped rows, which is what one would write first.
"""

import argparse
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from cxtrain.app import create_app
from cxtrain.certificates.models import Certificate
from cxtrain.config import Settings
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Membership, Unit
from cxtrain.reports.training_files.operations import printed as training_file
from cxtrain.reports.training_files.queries import holders
from cxtrain.reports.training_files.sheet import NOTES, years_of
from cxtrain.training.classes.papers.documents import DOCUMENTS
from cxtrain.training.classes.papers.operations import printed as paper
from cxtrain.training.models import Course, Enrolment
from cxtrain.training.rules.models import TrainingRule
from cxtrain.web.paper import facts_from, paper_environment, plain
from tests.conftest import make_cast
from tests.reports.training_files.samples import FILE, LI, LINES
from tests.site import command
from tests.training.classes.papers.samples import PAPER, facts
from tests.training.conftest import publish_all

DAY, MADE = dt.date(2026, 5, 31), dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
TURNS = 7
AIMS = {"training file": 0.5, "papers of a class": 4.0, "posts": 1.0}  # seconds


def middle(work: Callable[[], Any], turns: int = TURNS) -> float:
    """Return the seconds that `work` takes: the median of some turns after a first one."""
    work()
    times = []
    for _turn in range(turns):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def career() -> Any:
    """Return the training file of somebody with ten years of four courses each."""
    return replace(FILE, years=years_of((2017 + at, replace(line, first=line.first.replace(year=2017 + at)))
                                        for at in range(10) for _, line in LINES))


def naive(file: Any) -> int:
    """Print a training file as the library's manual begins; return its bytes."""
    import weasyprint

    said = {"f": file.plain(), "maker": LI, "auditors": False, "notes": NOTES, "copy_for": {}}
    html = paper_environment("zh_Hans").get_template("reports/training_files/file.pdf.html").render(facts_from(plain(said)))
    names = ("document.pdf.css", "reports/training_files/file.pdf.css")
    css = "".join(Path("static", name).read_text() for name in names).replace('@import "asset:document.pdf.css";', "")
    return len(weasyprint.HTML(string=html.replace("</head>", f"<style>{css}</style></head>")).write_pdf())


def company(stores: int, people: int) -> str:
    """Write a company in bulk, whose posts need a certificate that four in five hold; return its path."""
    cast = make_cast()
    course = db.session.get_one(Course, publish_all())
    firm = db.session.get_one(Unit, cast.firm)
    db.session.execute(insert(Unit), [
        {"id": 1000 + at, "code": f"N{at}", "name": f"店{at}", "kind": "store", "parent_id": firm.id,
         "path": f"{firm.path}{1000 + at}/"} for at in range(stores)])
    rows = [(10_000 + at, 1000 + at % stores, ("前台", "礼宾", "收银")[at % 3]) for at in range(people)]
    db.session.execute(insert(Employee), [{"id": key, "number": f"B{key}", "name": "某某", "post": post, "unit_id": unit,
                                           "sort_key": f"b{key}"} for key, unit, post in rows])
    db.session.execute(insert(Membership), [{"employee_id": key, "unit_id": unit, "start_on": dt.date(2025, 1, 6)}
                                            for key, unit, _post in rows])
    db.session.execute(insert(Enrolment), [
        {"id": key, "employee_id": key, "course_id": course.id, "passed_at": MADE, "course_version_id": course.current_id,
         "started_on": MADE.date()} for key, *_ in rows])
    db.session.execute(insert(Certificate), [
        {"prefix": "B", "year": 2026, "running": key, "code": f"{key:026d}", "enrolment_id": key, "employee_id": key,
         "course_version_id": course.current_id, "unit_id": unit, "title": {}, "facts": {}, "issued_at": MADE,
         "issued_on": MADE.date()} for key, unit, _post in rows if key % 5])
    db.session.add(TrainingRule(course_id=course.id, unit_id=firm.id, audience="posts", named=["前台", "礼宾"], due_days=30,
                                working_time=True, made_by=cast.he, at=MADE))
    db.session.commit()
    return str(firm.path)


def mapped() -> int:
    """Read everybody as a mapped row; return how many."""
    db.session.expunge_all()
    return len(db.session.scalars(select(Employee)).all())


def said(name: str, seconds: float, aim: float, beside: str, other: float) -> None:
    """Print a line."""
    ratio = f"{beside}: {1000 * other:.0f} ms, ratio {seconds / other:.2f}"
    print(f"{name:<44}{1000 * seconds:9.0f} ms  (aim {1000 * aim:.0f})   {ratio}", flush=True)


def run(stores: int, people: int) -> None:
    """Measure and print each."""
    file = career()
    own = middle(lambda: training_file(file, "zh", LI))
    said("training file, 40 lines", own, AIMS["training file"], "naive", middle(lambda: naive(file), 3))
    many = replace(PAPER, people=tuple(replace(PAPER.people[at % 6], id=at, number=f"S{at:04d}") for at in range(40)))
    whole = middle(lambda: [paper(each.name, "zh", facts(each.name, many)) for each in DOCUMENTS], 3)
    said(f"all {len(DOCUMENTS)} papers of a class of 40", whole, AIMS["papers of a class"], "one training file", own)
    folder = Path(tempfile.mkdtemp(prefix="cxtrain-bench-"))
    command(folder, "db", "upgrade")
    with create_app(Settings(instance=folder, argon2_memory=8)).app_context():
        path = company(stores, people)
        found = holders(path, DAY, "Asia/Shanghai")
        seconds, other = middle(lambda: holders(path, DAY, "Asia/Shanghai"), 5), middle(mapped, 3)
        name = f"posts: {found.required} needed, {found.valid} held, {stores} stores"
        said(name, seconds, AIMS["posts"], f"{people} mapped rows", other)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--stores", type=int, default=500)
    asked = parser.parse_args()
    run(asked.stores, asked.people)
