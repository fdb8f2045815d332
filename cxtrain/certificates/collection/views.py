"""Who fetched which certificate: the signed list keyed in, and mistakes taken back."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.certificates.collection import operations, queries
from cxtrain.certificates.collection.forms import BLANK_ROWS, KeyForm, TakeBackForm
from cxtrain.certificates.collection.keyed import Checked, Row, checked, row_of
from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.web.pages import done

bp = Blueprint("collection", __name__, url_prefix="/certificates/fetched")


@bp.route("", methods=["GET", "POST"])
@requires(Can.PRINT_CERTIFICATES)
def key_fetched() -> ResponseReturnValue:
    """Key in the signed list: typed or pasted, checked, looked over, and kept all at once."""
    form = KeyForm(data={"fetched_on": today(current_user.zone)})
    if not form.is_submitted():
        form.put([], BLANK_ROWS)
        return _page(form)
    typed, checks = form.take(row_of), form.do.data in ("check", "save")
    form.put(typed, 0 if checks else BLANK_ROWS if form.do.data == "more" else 1)
    if not checks:
        return _page(form), 400 if form.wrong else 200
    rows = _checked(form, typed) if form.is_submitted_and_valid() else ()
    if not rows or any(row.complaints for row in rows):
        form.put(typed, 1)
        return _page(form, rows), 400
    if form.do.data == "check":
        return _page(form, rows, whole=True)
    count = operations.keep(current_user, rows)
    message = ngettext("%(num)s certificate is noted as fetched.", "%(num)s certificates are noted as fetched.", count)
    answer = done(url_for(".key_fetched"), message)
    db.session.commit()
    return answer


def _checked(form: KeyForm, typed: list[Row]) -> tuple[Checked, ...]:
    papers = queries.papers_named(current_user, [row.number for row in typed])
    return checked(typed, papers, form.fetched_on.data, today(current_user.zone))


def _page(form: KeyForm, rows: tuple[Checked, ...] = (), *, whole: bool = False) -> str:
    return render_template("certificates/collection/key_fetched.html", form=form, rows=rows, whole=whole,
                           latest=queries.latest(current_user), waiting=queries.waiting(current_user))


@bp.route("/<int:certificate_id>/take-back", methods=["GET", "POST"])
@requires(Can.PRINT_CERTIFICATES)
def take_back(certificate_id: int) -> ResponseReturnValue:
    """Take back an entry that was wrong, with a reason."""
    fetched, form = queries.get_fetched(current_user, certificate_id), TakeBackForm()
    if form.is_submitted_and_valid():
        operations.take_back(fetched, form.reason.data.strip())
        told = _("Taken back: %(number)s counts as not fetched.", number=fetched.certificate.number)
        answer = done(url_for(".key_fetched"), told)
        db.session.commit()
        return answer
    return render_template("certificates/collection/take_back.html", fetched=fetched, form=form), 400 if form.errors else 200
