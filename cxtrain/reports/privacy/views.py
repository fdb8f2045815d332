"""The page of the register, for whoever is signed in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.reports.privacy.entry import CARE, KEPT, SEEN, WHOM
from cxtrain.reports.privacy.register import CHAPTERS
from cxtrain.reports.privacy.stays import STAYS

bp = Blueprint("privacy", __name__)


@bp.route("/privacy")
@requires(Can.SEE_OWN, Can.SHOP)
def show_privacy() -> ResponseReturnValue:
    """Show what is kept of whom, why, how long, and who sees it."""
    return render_template("reports/show_privacy.html", chapters=CHAPTERS, whom=WHOM, kept=KEPT, care=CARE, seen=SEEN,
                           stays=STAYS.values())
