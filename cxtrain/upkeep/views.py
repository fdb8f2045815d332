"""The page after a restore, and the note on the pages of those who keep the site."""

from flask import Blueprint, abort, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Can
from cxtrain.upkeep import operations, queries
from cxtrain.upkeep.models import Restoration
from cxtrain.web.pages import done, said

bp = Blueprint("upkeep", __name__)


@bp.app_context_processor
def _notes():  # type: ignore[no-untyped-def]
    return {"restored": _restored, "last_restore": queries.last_restoration}


def _restored() -> Restoration | None:
    """Return the restore that nobody has looked at yet, for those who are to look at it."""
    return queries.unconfirmed() if current_user.may(Can.SEE_LEDGER) else None


@bp.route("/restore")
@requires(Can.SEE_LEDGER)
def show_restore():
    """Say what the latest restore lost, and what to look at."""
    found = queries.last_restoration()
    by = db.session.get(Employee, found.confirmed_by) if found and found.confirmed_by else None
    return render_template("upkeep/show_restore.html", found=found, confirmer=said(by.label) if by else "",
                           may_confirm=current_user.may(Can.CONFIRM_RESTORE))


@bp.route("/restore/confirm", methods=["POST"])
@requires(Can.CONFIRM_RESTORE)
def confirm_restore():
    """Note that an admin has looked at what the restore lost."""
    found = queries.unconfirmed() or abort(409, _("There is nothing to confirm."))
    operations.confirm(found, current_user.employee_id)
    answer = done(url_for(".show_restore"), _("Confirmed. The note is gone from all pages."))
    db.session.commit()
    return answer
