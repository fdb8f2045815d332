"""Pages that set packages side by side: Today, Team, Employee."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.reports.menu import MENU

bp = Blueprint("reports", __name__)


@bp.app_context_processor
def menu() -> dict[str, Callable[[], list[dict[str, Any]]]]:
    """Give every template main_menu()."""
    return {"main_menu": main_menu}


def main_menu() -> list[dict[str, Any]]:
    """Return the entries that the reader may open: url, label, current."""
    here = request.blueprint if request.blueprint != "reports" else (request.endpoint or "").split(".")[-1]
    return [{"url": url_for(entry.endpoint), "label": _(entry.label), "current": entry.package == here}
            for entry in MENU if current_user.may(entry.can) and entry.endpoint in current_app.view_functions]


@bp.route("/")
@requires(Can.SEE_OWN)
def today():
    """Show what is due, what is new, and nothing else."""
    return render_template("reports/today.html")
