"""Links for auditors as HR makes, watches and ends them."""

import datetime as dt
from collections.abc import Collection
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.people.staff.views import unit_choices
from cxtrain.reports.auditors import operations, queries
from cxtrain.reports.auditors.address import token_again
from cxtrain.reports.auditors.forms import InviteForm
from cxtrain.reports.auditors.models import AuditorLink
from cxtrain.reports.auditors.queries import MOST_PEOPLE, ClassLine
from cxtrain.reports.hr_reports.asked import PERIODS, Wanted, read
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done, said
from cxtrain.web.qr import qr_code

bp = Blueprint("auditors", __name__)


@bp.route("/auditors")
@requires(Can.INVITE_AUDITORS)
def list_links():
    """List the links that were given to auditors."""
    page = min(asked_id("page") or 1, 10_000)
    lines, more = queries.list_links(current_user, page)
    return render_template("reports/list_links.html", lines=lines, page=page, more=more, moment=now(), is_open=queries.is_open)


@bp.route("/auditors/new", methods=["GET", "POST"])
@requires(Can.INVITE_AUDITORS)
def invite_auditor():
    """Choose classes and people, and make a link that shows their records for a time."""
    wanted, unit = read(request.args, today(current_user.zone)), _unit()
    found = _choosable(wanted, unit)
    form = InviteForm(classes=[(each.row.id, _named(each)) for each in found])
    if form.is_submitted_and_valid():
        people = _people(form, unit)
        if not form.errors:
            link = operations.invite(current_user, operations.Invitation(
                form.recipient.data, form.purpose.data, unit, form.days.data, form.classes.data, people), _keys()[0])
            answer = done(url_for(".show_link", link_id=link.id), _("The link was made. Pass it on below."))
            db.session.commit()
            return answer
    return render_template(
        "reports/invite_auditor.html", form=form, wanted=wanted, unit=unit, units=unit_choices(Can.INVITE_AUDITORS),
        periods=PERIODS, found=found, most=queries.MOST_CLASSES), 400 if form.errors else 200


def _unit() -> Unit:
    """Return the unit that the address names, else the highest in reach."""
    asked = request.args.get("unit")
    units = unit_choices(Can.INVITE_AUDITORS)
    return get_unit_for(current_user, Can.INVITE_AUDITORS, (asked_id("unit") or 0) if asked else units[0][0])


def _choosable(wanted: Wanted, unit: Unit) -> list[ClassLine]:
    zone = ZoneInfo(unit.zone)
    first, after = (dt.datetime.combine(day, dt.time(), zone) for day in (wanted.since, wanted.until + dt.timedelta(days=1)))
    return queries.classes_to_choose(current_user, unit, first, after)


def _named(line: ClassLine) -> str:
    zone = ZoneInfo(line.row.unit.zone)
    first, last = line.first.astimezone(zone).date(), line.last.astimezone(zone).date()
    span = f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"
    return f"{said(line.row.course_version.title)} · {line.row.year}-{line.row.term} · {said(line.row.unit.label)} · {span}"


def _people(form: InviteForm, unit: Unit) -> Collection[int]:
    """Return the ids of the people who were chosen; complaints stand in the form."""
    how = form.people.data
    if how == "none":
        return ()
    if how == "list":
        chosen = queries.people_in(current_user, unit, numbers=form.typed_numbers)
        missing = [number for number in form.typed_numbers if number not in {each.number for each in chosen}]
        if missing:
            form.numbers.errors = [_(
                "Nobody in the chosen unit has these staff numbers: %(numbers)s", numbers=", ".join(missing[:20]))]
    elif how == "unit":
        chosen = queries.people_in(current_user, unit)
    else:
        chosen = queries.people_in(current_user, unit, ids=queries.roster_of(form.classes.data))
    if len(chosen) > MOST_PEOPLE:
        form.people.errors = [_("A link shows the files of 2,000 people at most.")]
    elif not chosen and not form.classes.data and not form.numbers.errors:
        form.people.errors = [_("Nobody works there.")]
    return [each.id for each in chosen]


@bp.route("/auditors/<int:link_id>")
@requires(Can.INVITE_AUDITORS)
def show_link(link_id: int):
    """Show a link: its address while it is open, what it shows, and who opened what when."""
    link = queries.get_link_for(current_user, link_id)
    page = min(asked_id("page") or 1, 10_000)
    people, count = queries.people_of(link, 1)
    openings, opened = queries.openings_of(link, page)
    address = _address(link) if queries.is_open(link, now()) else None
    return render_template(
        "reports/show_link.html", link=link, address=address, qr=qr_code(address) if address else None,
        is_open=queries.is_open(link, now()), classes=[(each, _named(each)) for each in queries.classes_of(link)],
        people=people, count=count, openings=openings, opened=opened, names=queries.names_of(openings), page=page,
        pages=max(1, -(-opened // queries.PAGE)))


@bp.route("/auditors/<int:link_id>/end", methods=["POST"])
@requires(Can.INVITE_AUDITORS)
def end_link(link_id: int):
    """End a link at once."""
    link = queries.get_link_for(current_user, link_id)
    if not queries.is_open(link, now()):
        abort(409, _("This link is over already."))
    operations.end_link(current_user, link)
    answer = done(url_for(".show_link", link_id=link.id), _("The link was ended: it opens nothing any more."))
    db.session.commit()
    return answer


def _keys() -> list[str]:
    """Return the server's keys, today's first."""
    return [current_app.config["SECRET_KEY"], *(current_app.config.get("SECRET_KEY_FALLBACKS") or ())]


def _address(link: AuditorLink) -> str | None:
    """Return the link's address; None where the server's key was changed since and the old one is gone."""
    token = token_again(_keys(), link.nonce, link.digest)
    base = current_app.config["CX"].public_url.rstrip("/") or request.host_url.rstrip("/")
    return f"{base}{url_for('auditor_pages.show_audit', token=token)}" if token else None
