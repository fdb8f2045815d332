"""Shoppers for HR: who there is and how much they do, those from outside, and on what terms somebody is sent."""

from datetime import timedelta

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.people import operations as accounts
from cxtrain.people.access.views import STARTER_MINUTES, slip_for
from cxtrain.people.guards import requires
from cxtrain.people.models import Account
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for, list_units
from cxtrain.quality.refusal import Refused
from cxtrain.quality.schedule.queries import planning_units
from cxtrain.quality.schedule.stops.queries import missed_by_shopper
from cxtrain.quality.shoppers import operations, queries
from cxtrain.quality.shoppers.forms import EndForm, NewShopperForm, TermsForm
from cxtrain.web.pages import done, said

bp = Blueprint("shoppers", __name__)


@bp.route("/quality/shoppers")
@requires(Can.PLAN_VISITS)
def list_shoppers() -> ResponseReturnValue:
    """List who can be sent where the reader plans, with what they have to do and have missed."""
    people = queries.pool(current_user.reach(Can.PLAN_VISITS), gone=True)
    ids = [member.account_id for member in people]
    return render_template("quality/list_shoppers.html", people=people, missed=missed_by_shopper(ids),
                           load=queries.load_of(ids, today(current_user.zone)), today=today(current_user.zone))


@bp.route("/quality/shoppers/new", methods=["GET", "POST"])
@requires(Can.PLAN_VISITS)
def add_shopper() -> ResponseReturnValue:
    """Add a shopper from outside, and show the link with which they set a password, once."""
    units = planning_units(current_user) or list_units(current_user, Can.PLAN_VISITS)
    form = NewShopperForm(units=[(unit.id, said(unit.label)) for unit in units])
    if form.is_submitted_and_valid():
        try:
            account = operations.add_shopper(form.newcomer, get_unit_for(current_user, Can.PLAN_VISITS, form.unit_id.data))
        except Refused as refusal:
            form.mobile.errors = [_(refusal.sentence)]
        else:
            return _linked(account)
    return render_template("quality/add_shopper.html", form=form), 400 if form.errors else 200


def _linked(account: Account) -> ResponseReturnValue:
    """Return the page with the link; no redirect, because what can be fetched again is not shown once."""
    token = accounts.make_password_link(account, made_by=current_user.employee_id, minutes=STARTER_MINUTES)
    db.session.commit()
    return render_template("people/make_link.html", slips=[slip_for(account.employee, token)],
                           until=now() + timedelta(minutes=STARTER_MINUTES), back=url_for(".list_shoppers"))


@bp.route("/quality/shoppers/<int:account_id>", methods=["GET", "POST"])
@requires(Can.PLAN_VISITS)
def edit_shopper(account_id: int) -> ResponseReturnValue:
    """Say on what terms somebody is sent."""
    member, kept = queries.get_member(current_user, account_id), queries.terms_of(account_id)
    form = TermsForm(data={"takes_part": member.willing, "most": kept.most, "away_from": kept.away_from,
                           "away_until": kept.away_until})
    if form.is_submitted_and_valid():
        unit_id = db.session.get_one(Account, account_id).employee.unit_id
        operations.set_terms(account_id, form.terms, unit_id=unit_id)
        answer = done(url_for(".list_shoppers"), _("Saved."))
        db.session.commit()
        return answer
    return render_template("quality/edit_shopper.html", form=form, member=member), 400 if form.errors else 200


def _outsider(account_id: int) -> Account:
    member = queries.get_member(current_user, account_id)
    if member.unit is not None or member.gone:
        abort(404)
    return db.session.get_one(Account, account_id)


@bp.route("/quality/shoppers/<int:account_id>/link", methods=["POST"])
@requires(Can.PLAN_VISITS)
def link_shopper(account_id: int) -> ResponseReturnValue:
    """Make a new link for a shopper from outside; earlier ones end."""
    return _linked(_outsider(account_id))


@bp.route("/quality/shoppers/<int:account_id>/end", methods=["POST"])
@requires(Can.PLAN_VISITS)
def end_shopper(account_id: int) -> ResponseReturnValue:
    """End a shopper from outside: no access from now on; visits not begun are free again."""
    account, form = _outsider(account_id), EndForm()
    if not form.is_submitted_and_valid():
        abort(400)
    operations.end_shopper(account, today(account.employee.unit.zone))
    answer = done(url_for(".list_shoppers"), _("The access has ended. Visits not begun are free for others."))
    db.session.commit()
    return answer
