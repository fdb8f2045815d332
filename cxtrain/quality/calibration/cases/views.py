"""Writing gold cases: list, begin, edit with the key, add a picture."""

import uuid
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.files.operations import read as read_file
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality.answers import differing
from cxtrain.quality.calibration.cases import operations, queries
from cxtrain.quality.calibration.cases.case import Case, keyed_items
from cxtrain.quality.calibration.cases.forms import CaseForm, NewCaseForm, PictureForm
from cxtrain.quality.calibration.cases.key import KeyReading, fields, read_key
from cxtrain.quality.calibration.models import GoldCase
from cxtrain.quality.forms import NoPhoto
from cxtrain.quality.photos.operations import keep_photo
from cxtrain.quality.refusal import Refused
from cxtrain.web.documents import Text
from cxtrain.web.pages import conflict, done, said

bp = Blueprint("cases", __name__, url_prefix="/quality/calibration")
TEXTS = ("title", "description", "happened")


@bp.route("/cases")
@requires(Can.CALIBRATE)
def list_cases() -> ResponseReturnValue:
    """Show the cases in use, and which are not ready yet."""
    found = [(gold, queries.case_of(gold)) for gold in queries.current_cases()]
    return render_template("quality/list_cases.html", cases=found)


@bp.route("/cases/new", methods=["GET", "POST"])
@requires(Can.CALIBRATE)
def new_case() -> ResponseReturnValue:
    """Begin a case: its texts, and the form it is scored with."""
    forms = queries.forms()
    form = NewCaseForm(forms=[(slug, said(each.instrument.title.said)) for slug, each in sorted(forms.items())])
    if form.is_submitted_and_valid():
        slug = f"case-{uuid.uuid4().hex[:12]}"
        gold = operations.keep_case(Case(slug=slug, form=forms[form.form.data].digest, key={}, video=form.video.data or "",
                                         **{name: Text(**form.text(name)) for name in TEXTS}))
        answer = done(url_for(".edit_case", case_id=gold.id, _anchor="key"), _("The case is begun. Its key comes next."))
        db.session.commit()
        return answer
    return render_template("quality/new_case.html", form=form), 400 if form.errors else 200


@bp.route("/cases/<int:case_id>", methods=["GET", "POST"])
@requires(Can.CALIBRATE)
def edit_case(case_id: int) -> ResponseReturnValue:
    """Show a case with its key; saving makes a new version."""
    gold = queries.get_case(case_id)
    case = queries.case_of(gold)
    form = CaseForm(data=_texts(case))
    key = read_key(queries.form_of(gold), request.form, case)
    newest = queries.current_version(gold.slug)
    if form.is_submitted_and_valid() and newest is not None and newest.id != gold.id:
        theirs = differing(_typed(form, gold, key), _texts(queries.case_of(newest)) | fields(
            queries.case_of(newest), queries.form_of(gold)))
        return conflict("quality/edit_case.html", **_page(newest, form, key), theirs=theirs)
    if form.is_submitted() and not form.errors and not key.faults:
        kept = operations.keep_case(_changed(case, form, key))
        answer = done(url_for(".edit_case", case_id=kept.id), _("Saved.") if kept.ready else _(
            "Saved. Some answers still lack a value or a reason."))
        db.session.commit()
        return answer
    return render_template("quality/edit_case.html", **_page(gold, form, key), theirs={}), \
        400 if form.errors or key.faults else 200


def _texts(case: Case) -> dict[str, str]:
    texts = {f"{name}_{language}": getattr(getattr(case, name), language) for name in TEXTS for language in ("zh", "en")}
    return texts | {"video": case.video}


def _typed(form: CaseForm, gold: GoldCase, key: KeyReading) -> dict[str, str]:
    return {name: form[name].data or "" for name in _texts(queries.case_of(gold))} | _shown(gold, key)


def _shown(gold: GoldCase, key: KeyReading) -> dict[str, str]:
    instrument = queries.form_of(gold)
    shown = fields(queries.case_of(gold).model_copy(update={"key": dict(key.key)}), instrument)
    return shown | {name: text for name, text in request.form.items() if name.split("-")[0] in key.faults}


def _changed(case: Case, form: CaseForm, key: KeyReading) -> Case:
    texts = {name: Text(**form.text(name)) for name in TEXTS}
    return case.model_copy(update={**texts, "video": form.video.data or "", "key": dict(sorted(key.key.items()))})


def _page(gold: GoldCase, form: CaseForm, key: KeyReading) -> dict[str, Any]:
    instrument = queries.form_of(gold)
    return {"gold": gold, "case": queries.case_of(gold), "form": form, "instrument": instrument,
            "items": keyed_items(instrument), "shown": _shown(gold, key), "faults": key.faults,
            "versions": queries.versions(gold.slug)}


@bp.route("/cases/<int:case_id>/retire", methods=["POST"])
@requires(Can.CALIBRATE)
def retire_case(case_id: int) -> ResponseReturnValue:
    """Take a case out of use."""
    operations.retire_case(queries.get_case(case_id))
    answer = done(url_for(".list_cases"), _("The case is out of use. Rounds that have it keep it."))
    db.session.commit()
    return answer


@bp.route("/cases/<int:case_id>/pictures", methods=["GET", "POST"])
@requires(Can.CALIBRATE)
def add_picture(case_id: int) -> ResponseReturnValue:
    """Add a picture to a case; it is kept without place and device, like a photo of a visit."""
    gold, form = queries.get_case(case_id), PictureForm()
    if form.is_submitted_and_valid():
        try:
            digest = keep_photo(form.photo.data.read())
            gold = queries.get_case(case_id)
            kept = operations.add_picture(queries.current_version(gold.slug) or gold, digest=digest, shows=Text(
                zh=form.shows_zh.data, en=form.shows_en.data))
        except NoPhoto:
            form.photo.errors = [_("This is not a photo that can be read. Take it again as JPEG or PNG.")]
        except Refused as refusal:
            form.photo.errors = [_(refusal.sentence)]
        else:
            answer = done(url_for(".edit_case", case_id=kept.id), _("Photo added."))
            db.session.commit()
            return answer
    return render_template("quality/add_picture.html", gold=gold, form=form), 400 if form.errors else 200


@bp.route("/pictures/<int:picture_id>")
@requires(Can.CALIBRATE, Can.SHOP)
def show_picture(picture_id: int) -> ResponseReturnValue:
    """Send a picture to whoever writes cases or was asked to score the case."""
    answer = Response(read_file(queries.picture_digest_for(current_user, picture_id)), mimetype="image/jpeg")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
