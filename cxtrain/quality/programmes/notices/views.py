"""Notices as each employee reads, confirms and prints them."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality.programmes.notices import operations, queries
from cxtrain.web import pdf
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done

bp = Blueprint("notices", __name__, url_prefix="/notices")
LANGUAGES = {"both": "zh_Hans", "zh": "zh_Hans", "en": "en"}  # of the paper, and the locale of its days


@bp.route("")
@requires(Can.SEE_OWN)
def my_notices() -> ResponseReturnValue:
    """List the notices that concern the reader: now, coming, and those read before."""
    return render_template("quality/my_notices.html", notices=queries.notices_for(current_user, today(current_user.zone)))


@bp.route("/<int:programme_id>", methods=["GET", "POST"])
@requires(Can.SEE_OWN)
def show_notice(programme_id: int) -> ResponseReturnValue:
    """Show a notice, and note that its reader has read it."""
    version, told = queries.get_notice_for(current_user, programme_id, today(current_user.zone))
    form = PageForm()
    if form.is_submitted_and_valid():
        operations.confirm_read(current_user, version)
        answer = done(url_for(".show_notice", programme_id=version.id), _("Noted: you have read this. It is no agreement."))
        db.session.commit()
        return answer
    return render_template("quality/show_notice.html", version=version, told=told, form=form,
                           notice=queries.notice_of(version)), 400 if form.errors else 200


@bp.route("/<int:programme_id>/notice.pdf")
@requires(Can.SEE_OWN)
def notice_pdf(programme_id: int) -> ResponseReturnValue:
    """Send a notice on A4, in both languages or in one."""
    version = queries.get_printed_for(current_user, programme_id, today(current_user.zone))
    notice, draft = queries.notice_of(version), version.state == "draft"
    language = request.args.get("language", "both")
    language = language if language in LANGUAGES else "both"
    db.session.rollback()  # printing takes a while; no transaction should be open for it
    body = pdf.render("quality/notice.pdf.html", locale=LANGUAGES[language], notice=notice, language=language, draft=draft)
    return Response(body, mimetype="application/pdf",
                    headers={"Content-Disposition": f'inline; filename="notice-{notice.code}.pdf"'})
