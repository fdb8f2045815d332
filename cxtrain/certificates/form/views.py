"""Forms of certificates: the list, writing one with its preview, its versions."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.certificates.form import operations, queries
from cxtrain.certificates.form.differences import Difference, differences
from cxtrain.certificates.form.fields import PARTS, data_of, sheet_from
from cxtrain.certificates.form.forms import SheetForm
from cxtrain.certificates.form.models import HOUSE_SLUG, CertificateFormVersion
from cxtrain.certificates.form.palettes import PALETTES
from cxtrain.certificates.form.placeholders import PLACEHOLDERS
from cxtrain.certificates.form.sample import CODE, sample
from cxtrain.certificates.form.sheet import HOUSE, FormSheet
from cxtrain.certificates.wording import Wording, wording
from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.pages import done
from cxtrain.web.qr import qr_code

bp = Blueprint("certificate_forms", __name__, url_prefix="/certificates/forms")


@bp.route("")
@requires(Can.EDIT_CERTIFICATE_FORMS)
def list_forms() -> ResponseReturnValue:
    """List the house's form and those of courses."""
    courses = [(slug, title, queries.latest(slug)) for slug, title in queries.courses()]
    return render_template("certificates/form/list_forms.html", courses=courses, house=queries.form_for(HOUSE_SLUG),
                           seal=current_user.may(Can.KEEP_SEAL))


@bp.route("/house", defaults={"slug": HOUSE_SLUG}, methods=["GET", "POST"])
@bp.route("/courses/<slug>", methods=["GET", "POST"])
@requires(Can.EDIT_CERTIFICATE_FORMS)
def edit_form(slug: str) -> ResponseReturnValue:
    """Write the form of a course or of the house, with a preview; saving makes a new version."""
    used, number = queries.form_for(slug), _number(slug)
    form = _form(used.sheet, seen=number)
    fine = form.is_submitted_and_valid()
    drafted = _drafted(form, used.sheet) if form.is_submitted() else used.sheet
    fine &= not _told(form, operations.problems(drafted, _sample(drafted, slug)))
    if request.form.get("do") != "save" or not fine:
        return _page(slug, form, drafted), 400 if request.form.get("do") == "save" else 200
    if form.seen.data != number:
        form.renew(number)
        return _page(slug, form, drafted, theirs=differences(drafted, used.sheet)), 409
    saved = operations.save_version(current_user, slug, drafted)
    said = _("Nothing was changed.") if saved is None else _(
        "Saved as version %(number)s. Certificates are issued on it from now on.", number=saved.number)
    answer = done(url_for(".edit_form", slug=slug) if slug else url_for(".edit_form"), said)
    db.session.commit()
    return answer


def _number(slug: str) -> str:
    """Return the number of the latest version of a course's form, "0" before the first."""
    newest = queries.latest(slug)
    return str(newest.number if newest else 0)


def _told(form: SheetForm, problems: dict[str, list[str]]) -> bool:
    """Put what is wrong with the words to their fields; return whether anything is."""
    for name, said in problems.items():
        part, _dash, inner = name.partition("-")
        field = form[part].form[inner] if inner else form[name]
        field.errors = [*field.errors, *said]
    return bool(problems)


def _course(slug: str) -> Bilingual | None:
    """Return the title of a course, None for the house; 404 where there is no such course."""
    return dict(queries.courses()).get(slug) or abort(404) if slug else None


def _form(sheet: FormSheet, *, seen: str) -> SheetForm:
    """Return the form of the page, filled with `sheet`; pictures that it shows can be chosen even if they are retired."""
    offered = {kind: {row.digest: row.label for row in queries.pictures(kind)} for kind in ("logo", "signature")}
    if sheet.logo:
        offered["logo"].setdefault(sheet.logo.digest, _("the one it shows"))
    for signer in sheet.signers:
        if signer.picture:
            offered["signature"].setdefault(signer.picture.digest, _("the one it shows"))
    return SheetForm(request.form or None, data={**data_of(sheet), "seen": seen}, logos=list(offered["logo"].items()),
                     signatures=list(offered["signature"].items()))


def _drafted(form: SheetForm, used: FormSheet) -> FormSheet:
    """Return the sheet of what was typed; where a choice is none of those offered, the one that is used."""
    choices = (form.palette, form.orientation, form.level, form.validity, form.logo, form.first.form.picture,
               form.second.form.picture)
    if any(choice.errors for choice in choices):
        return used
    return sheet_from(form.data, queries.kept_pictures(used))


def _page(slug: str, form: SheetForm, sheet: FormSheet, *, theirs: tuple[Difference, ...] = ()) -> str:
    return render_template(
        "certificates/form/edit_form.html", slug=slug, course=_course(slug), form=form, sheet=sheet, theirs=theirs,
        c=_sample(sheet, slug), qr=qr_code(_sample_url()), drawing=_drawing_address(sheet), palettes=PALETTES,
        placeholders=PLACEHOLDERS, newest=queries.latest(slug), faults=list(_faults(form)), name_of=_name_of(form))


def _faults(form: SheetForm) -> Iterator[tuple[str, str, str]]:
    """Yield (id, label, what is wrong) of each field at fault, for the preview."""
    for field in form:
        for inner in field.form if field.name in PARTS else (field,):
            yield from ((inner.id, inner.label.text, said) for said in inner.errors)


def _name_of(form: SheetForm) -> Callable[[str], str]:
    """Return what says the label of a field by its name."""
    def name_of(name: str) -> str:
        part, _dash, inner = name.partition("-")
        return f"{form[part].label.text}: {form[part].form[inner].label.text}" if inner else str(form[name].label.text)
    return name_of


def _sample_url() -> str:
    base = str(current_app.config["CX"].public_url or request.url_root).rstrip("/")
    return f"{base}/verify/{CODE}"


def _sample(sheet: FormSheet, slug: str) -> Wording:
    """Return a sample of the course on `sheet`, of today."""
    settings, terms = current_app.config["CX"], queries.course_terms(slug)
    facts = sample(sheet, day=today(current_user.zone), firm=Bilingual(settings.firm, settings.firm_en), **terms)
    return wording(facts, _sample_url(), CODE, sheet=sheet)


def _drawing_address(sheet: FormSheet) -> str:
    pictures = [signer.picture.digest if signer.picture else "" for signer in sheet.signers]
    return url_for("certificate_drawings.drawing", palette=sheet.palette, orientation=sheet.orientation,
                   photo=int(sheet.photo), logo=sheet.logo.digest if sheet.logo else "", signature=pictures)


@bp.route("/house/versions", defaults={"slug": HOUSE_SLUG}, methods=["GET", "POST"])
@bp.route("/courses/<slug>/versions", methods=["GET", "POST"])
@requires(Can.EDIT_CERTIFICATE_FORMS)
def list_versions(slug: str) -> ResponseReturnValue:
    """List the versions of a form with what each changed; bring one back, or give the course's own form up."""
    course, rows = _course(slug), queries.versions(slug)
    if request.method == "POST":
        return _brought_back(slug, rows)
    form, sheets = _form(HOUSE, seen="0"), [*map(_sheet_of, rows), HOUSE]
    changes = [differences(old, new) for new, old in pairwise(sheets)]
    return render_template(
        "certificates/form/list_versions.html", slug=slug, course=course, versions=list(zip(rows, changes, strict=True)),
        name_of=_name_of(form), names=queries.names([row.made_by for row in rows]),
        counts=queries.issued_on([row.id for row in rows]))


def _sheet_of(row: CertificateFormVersion) -> FormSheet:
    return queries.read_version(row).sheet if row.sheet is not None else HOUSE


def _brought_back(slug: str, rows: Sequence[CertificateFormVersion]) -> ResponseReturnValue:
    """Make a new version of the one that is asked for, or of none: then the course uses the house's form."""
    asked = request.form.get("version", "")
    row = next((row for row in rows if str(row.id) == asked), None)
    if row is None and (asked != "none" or not slug):
        abort(404)
    sheet = queries.read_version(row).sheet if row and row.sheet is not None else None
    if operations.save_version(current_user, slug, sheet):
        said = _("Certificates are issued on it from now on.") if sheet else _("The course uses the house's form from now on.")
    else:
        said = _("Nothing was changed.")
    answer = done(url_for(".list_versions", slug=slug) if slug else url_for(".list_versions"), said)
    db.session.commit()
    return answer
