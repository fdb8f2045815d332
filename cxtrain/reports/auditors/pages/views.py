"""The pages behind an auditor's link. They know no session and set no cookie: the token opens them, and only them."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, abort, current_app, g, render_template, request
from sqlalchemy.exc import DBAPIError

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import public
from cxtrain.people.models import Employee
from cxtrain.reports.auditors import queries
from cxtrain.reports.auditors.models import AuditorLink
from cxtrain.reports.auditors.pages.operations import BUSY, class_copy, copy_for, enter, last_day
from cxtrain.reports.training_files import operations as training_files
from cxtrain.reports.training_files.making.queries import file_of
from cxtrain.reports.training_files.sheet import FORMS, NOTES, WAYS
from cxtrain.training.classes.models import TrainingClass
from cxtrain.training.classes.papers.documents import DOCUMENTS
from cxtrain.training.classes.papers.facts import METHODS, STATES, class_code
from cxtrain.training.classes.papers.operations import printed
from cxtrain.training.classes.papers.queries import facts_of, marked_steps, marks_of, paper_of
from cxtrain.web.assets import Cookieless
from cxtrain.web.converters import asked_id
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.locks import LockTimeout
from cxtrain.web.pdf import PrintFailed
from cxtrain.web.transactions import writing

bp = Cookieless("auditor_pages", __name__)
PAPERS = tuple(each for each in DOCUMENTS if each.name != "evaluation")  # the blank form says nothing
Page = tuple[str, int]


@bp.before_request
def choose_language() -> None:
    """Speak as was chosen on the page, else as the browser does: Chinese to those who read it, English to all others."""
    best = request.accept_languages.best_match(["zh", "zh-CN", "zh-Hans", "zh-TW", "zh-HK", "en"]) or "zh"
    wanted = request.args.get("lang") or ("zh" if best.startswith("zh") else "en")
    g.page_locale = "en" if wanted == "en" else "zh_Hans"


@bp.after_request
def keep_apart(answer: Response) -> Response:
    """Keep the pages out of search engines, and their addresses out of other sites' logs."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@bp.errorhandler(LockTimeout)
@bp.errorhandler(DBAPIError)
def busy(error: Exception) -> Page:
    """Say that it did not go just now."""
    db.session.rollback()
    db.session.remove()
    current_app.logger.error("an auditor must open a page again", exc_info=error)
    return _closed(503)


def _closed(code: int = 404) -> Page:
    """Return the one page of whatever opens nothing: a link that never was, is over or was ended, and what it does not show."""
    return _page("_closed", None, code)


def _page(template: str, link: AuditorLink | None, code: int = 200, **facts: object) -> Page:
    english = g.page_locale == "en"
    marks = {"copy": copy_for(link), "until": last_day(link)} if link else {}
    return render_template(
        f"reports/auditors/{template}.html", link=link, english=english, code=code, lang="en" if english else "zh",
        token=(request.view_args or {})["token"] if link else "", **marks, **facts), code


def _entered(token: str, what: str, key: int = 0, *, file: str = "") -> AuditorLink | Page:
    """Return the link, or the page that says that it opens nothing; the note is written even though pages only read."""
    db.session.rollback()
    with writing():
        found = enter(token, request.remote_addr or "", what, key, file=file)
        db.session.commit()
        db.session.rollback()
    return found if isinstance(found, AuditorLink) else _closed(429 if found == BUSY else 404)


@bp.route("/audit/<token>")
@public
def show_audit(token: str) -> Page:
    """Show what the link shows: classes and people."""
    link = _entered(token, "link")
    if not isinstance(link, AuditorLink):
        return link
    page = min(asked_id("page") or 1, 10_000)
    people, count = queries.people_of(link, page)
    return _page("show_audit", link, classes=[(each, *_days(each)) for each in queries.classes_of(link)], people=people,
                 count=count, page=page, pages=max(1, -(-count // queries.PAGE)))


def _days(line: queries.ClassLine) -> tuple[dt.date, dt.date]:
    zone = ZoneInfo(line.row.unit.zone)
    return line.first.astimezone(zone).date(), line.last.astimezone(zone).date()


@bp.route("/audit/<token>/classes/<int:class_id>")
@public
def show_audited_class(token: str, class_id: int) -> Page:
    """Show a class: its sessions, who was there, marks, and its papers."""
    link = _entered(token, "class", class_id)
    if not isinstance(link, AuditorLink):
        return link
    row = _class(link, class_id)
    paper = paper_of(row)
    ids = [person.id for person in paper.people]
    return _page(
        "show_audited_class", link, c=paper.plain(), steps=marked_steps(row), marks=marks_of(row, ids), methods=METHODS,
        states=STATES, papers=PAPERS, archive=queries.archive_of(class_id), shown=queries.shown_people(link, ids))


@bp.route("/audit/<token>/classes/<int:class_id>/<any(notice, plan, roster, sign_in, marks, evaluated, summary):name>.pdf")
@public
def audited_class_paper(token: str, class_id: int, name: str) -> Page | Response:
    """Send a paper of a class."""
    link = _entered(token, "class", class_id, file=name)
    if not isinstance(link, AuditorLink):
        return link
    row = _class(link, class_id)
    facts = facts_of(row, [name])[name]
    facts |= {"maker": facts["c"]["made_by"], "today": today(row.unit.zone), "copy_for": copy_for(link)}
    return _sent(f"{class_code(class_id)}-{name}.pdf", lambda: printed(name, "en" if g.page_locale == "en" else "zh", facts))


@bp.route("/audit/<token>/classes/<int:class_id>.zip")
@public
def audited_class_file(token: str, class_id: int) -> Page | Response:
    """Send the file of a class (一期一档), as it was last made."""
    link = _entered(token, "class", class_id, file="zip")
    if not isinstance(link, AuditorLink):
        return link
    made = class_copy(link, _class(link, class_id))
    return _sent(f"{class_code(class_id)}.zip", made.zip) if made else _closed()


@bp.route("/audit/<token>/people/<int:employee_id>")
@public
def show_audited_person(token: str, employee_id: int) -> Page:
    """Show somebody's training file; results of shops, plans and appeals are not in it."""
    link = _entered(token, "person", employee_id)
    if not isinstance(link, AuditorLink):
        return link
    person = _person(link, employee_id)
    file = file_of(person, today(person.unit.zone), observed=False)
    return _page("show_audited_person", link, f=file, person=person, forms=FORMS, ways=WAYS, notes=NOTES)


@bp.route("/audit/<token>/people/<int:employee_id>.pdf")
@public
def audited_person_file(token: str, employee_id: int) -> Page | Response:
    """Send somebody's training file."""
    link = _entered(token, "person", employee_id, file="training file")
    if not isinstance(link, AuditorLink):
        return link
    person, maker, copy = _person(link, employee_id), link.maker.label, copy_for(link)
    file = file_of(person, today(person.unit.zone), observed=False)
    return _sent(f"{person.number}.pdf", lambda: training_files.printed(
        file, "en" if g.page_locale == "en" else "zh", maker, auditors=True, copy_for=copy))


def _class(link: AuditorLink, class_id: int) -> TrainingClass:
    return queries.class_of(link, class_id) or abort(404)


def _person(link: AuditorLink, employee_id: int) -> Employee:
    return queries.person_of(link, employee_id) or abort(404)


def _sent(file: str, make: Any) -> Page | Response:
    """Return a paper, or a file of them, as an answer; a page that says so where it cannot be printed just now."""
    db.session.rollback()  # printing takes half a second; no transaction should be open for it
    try:
        body = make()
    except (MissingFont, MissingGlyphs, PrintFailed, ValueError) as fault:
        current_app.logger.warning("%s: %s", file, fault)
        return _closed(503)
    way, kind = ("attachment", "application/zip") if file.endswith(".zip") else ("inline", "application/pdf")
    return Response(body, mimetype=kind, headers={"Content-Disposition": f'{way}; filename="{file}"'})
