"""Standing rules: the list, a new one with its preview, one rule with its people, ending it."""

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import true

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.models import Unit
from cxtrain.people.names import number_key
from cxtrain.people.permissions import Can
from cxtrain.people.queries import below, get_unit_for
from cxtrain.people.staff.forms import refuse
from cxtrain.people.staff.operations import Refused
from cxtrain.people.staff.views import unit_choices
from cxtrain.training.assignments.queries import list_courses
from cxtrain.training.exemptions.queries import exemptions_from
from cxtrain.training.models import Course
from cxtrain.training.rules import operations, queries
from cxtrain.training.rules.forms import ROLES, RuleForm, typed
from cxtrain.training.rules.models import TrainingRule
from cxtrain.training.rules.preview import preview
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import done, said

bp = Blueprint("rules", __name__, url_prefix="/training/rules")
UNKNOWN = N_("Nobody at work there has the staff number %(numbers)s. Correct it, or choose another unit.")


@bp.route("")
@requires(Can.ASSIGN_TRAINING)
def list_rules():
    """Show the standing rules that concern the reader's units, and how far their people are."""
    rules, day = queries.list_rules(current_user), today(current_user.zone)
    counts = queries.counts_of(current_user, [each.rule.id for each in rules], day)
    return render_template("training/list_rules.html", rules=rules, counts=counts, nobody=queries.Counts(), roles=ROLES)


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.ASSIGN_TRAINING)
def new_rule():
    """Write a rule, see whom it concerns, and save it."""
    return _written(None)


@bp.route("/<int:rule_id>/change", methods=["GET", "POST"])
@requires(Can.ASSIGN_TRAINING)
def change_rule(rule_id: int):
    """Write the rule that takes the place of this one, which ends when the other is saved."""
    rule = _own(rule_id)
    if rule.ended_at is not None:
        abort(409, _("This rule was ended meanwhile."))
    return _written(rule)


def _own(rule_id: int) -> TrainingRule:
    """Return a rule of a unit in reach; of one further up the reader sees only the page."""
    listed = queries.get_rule_for(current_user, rule_id)
    return listed.rule if current_user.may_in(Can.ASSIGN_TRAINING, listed.unit.path) else abort(404)


def _written(replaces: TrainingRule | None):
    """Return the form, its preview, or the way to the rule that was saved."""
    form = _form(replaces)
    if not form.course.choices:
        return render_template("training/new_rule.html", form=None, replaces=replaces)
    act = request.form.get("act", "preview")
    if form.is_submitted_and_valid() and act != "edit":
        unit = get_unit_for(current_user, Can.ASSIGN_TRAINING, form.unit.data)
        try:
            terms = _terms(form, unit)
            return _saved(form, unit, terms, replaces) if act == "save" else _shown(form, unit, terms, replaces)
        except Refused as fault:
            refuse(form, fault)
    wrong = form.errors and act != "edit"
    return render_template("training/new_rule.html", form=form, replaces=replaces), 400 if wrong else 200


def _form(replaces: TrainingRule | None) -> RuleForm:
    data = typed(replaces, queries.prerequisites_of(replaces)) if replaces else {"unit": current_user.unit_id}
    return RuleForm(
        request.form, data=data, courses=[(each.id, said(each.current.title)) for each in list_courses()],
        units=unit_choices(Can.ASSIGN_TRAINING), posts=queries.posts_in_reach(current_user), today=today(current_user.zone))


def _terms(form: RuleForm, unit: Unit) -> operations.Terms:
    """Return what was typed; staff numbers as they are kept.

    Raises:
        Refused: one of the numbers is nobody's in the unit.
    """
    terms = form.terms
    if terms.audience != "list":
        return terms
    known = queries.numbers_below(unit, terms.named)
    unknown = [each for each in terms.named if number_key(each) not in known]
    if unknown:
        raise Refused("numbers", UNKNOWN, numbers=", ".join(unknown[:5])[:200])
    return operations.Terms(**{**vars(terms), "named": tuple(sorted(known.values()))})


def _saved(form: RuleForm, unit: Unit, terms: operations.Terms, replaces: TrainingRule | None):
    course = db.session.get_one(Course, form.course.data)
    rule, made = operations.make_rule(current_user, course, unit, terms, replaces=replaces)
    given = sum(each.rule_id == rule.id for each in made.given)
    answer = done(url_for(".show_rule", rule_id=rule.id), ngettext(
        "The rule is saved. %(num)s person got the course.", "The rule is saved. %(num)s people got the course.", given))
    db.session.commit()
    return answer


def _shown(form: RuleForm, unit: Unit, terms: operations.Terms, replaces: TrainingRule | None):
    """Return the page that says what saving would do; the rule travels in its hidden fields."""
    course = db.session.get_one(Course, form.course.data)
    rule, rules = operations.tried(course, unit, terms, replaced=replaces.id if replaces else None)
    facts = queries.facts_of(true() if replaces else below((unit.path,)), rules, course_id=course.id)
    found = preview(rule, facts)
    return render_template(
        "training/new_rule.html", form=form, replaces=replaces, course=course, unit=unit, found=found, roles=ROLES,
        rule=operations.draft(course, unit, terms, made_by=0), names=queries.names_of(found),
        exempt={each.employee_id: each for each in exemptions_from(current_user, course.id)},
        after=[said(title) for key, title in form.course.choices if key in terms.after])


@bp.route("/<int:rule_id>")
@requires(Can.ASSIGN_TRAINING)
def show_rule(rule_id: int):
    """Show what a rule says, and how far its people are."""
    listed, day = queries.get_rule_for(current_user, rule_id), today(current_user.zone)
    show = request.args.get("show") if request.args.get("show") in queries.SHOWN else "open"
    page = max(1, request.args.get("page", 1, type=int))
    return render_template(
        "training/show_rule.html", listed=listed, today=day, roles=ROLES, show=show, page=page,
        counts=queries.counts_of(current_user, [rule_id], day).get(rule_id, queries.Counts()),
        lines=queries.lines_of(current_user, listed.rule, show, page), giver=queries.giver_of(listed.rule),
        exempt=exemptions_from(current_user, listed.rule.course_id), blocked=queries.blocked_by(current_user, listed),
        own=current_user.may_in(Can.ASSIGN_TRAINING, listed.unit.path))


@bp.route("/<int:rule_id>/end", methods=["POST"])
@requires(Can.ASSIGN_TRAINING)
def end_rule(rule_id: int):
    """End a rule; whoever has not done what it gave loses it."""
    rule = _own(rule_id)
    try:
        made = operations.end_rule(current_user, rule)
    except Refused:
        abort(409, _("This rule was ended meanwhile."))
    answer = done(url_for(".show_rule", rule_id=rule.id), ngettext(
        "The rule has ended. The course was taken back from %(num)s person.",
        "The rule has ended. The course was taken back from %(num)s people.", len(made.withdrawn)))
    db.session.commit()
    return answer
