"""The privacy notice: shown after signing in until its present version was read, and whenever somebody asks for it."""

from flask import Blueprint, current_app, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.notice import operations, queries
from cxtrain.people.notice.text import PARTS, VERSION
from cxtrain.people.permissions import Can
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import back_path, done

bp = Blueprint("privacy_notice", __name__)


@bp.route("/privacy/notice", methods=["GET", "POST"])
@requires(Can.SEE_OWN, Can.SHOP, early=True)
def read_notice() -> ResponseReturnValue:
    """Show the notice, note that its reader has read it, and go on to where they were going."""
    form = PageForm()
    if form.is_submitted_and_valid():
        operations.confirm_read(current_user)
        answer = done(back_path(session.pop("after", "")) or url_for("reports.today"),
                      _("Noted: you have read this. It is no agreement."))
        db.session.commit()
        return answer
    settings = current_app.config["CX"]
    return render_template("people/read_notice.html", form=form, parts=PARTS, version=VERSION,
                           firm={"zh": settings.firm, "en": settings.firm_en},
                           read_at=queries.read_at(current_user.account_id)), 400 if form.errors else 200
