"""Taking in what customers said elsewhere: a file, a look at its columns and faults, the import, and taking it back."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.voices.audience import AUDIENCES, SOURCES
from cxtrain.voices.intake import operations, queries
from cxtrain.voices.intake.columns import LABELS, Field, Header, find_header, header_key
from cxtrain.voices.intake.forms import FileForm, TakeForm
from cxtrain.voices.intake.models import VoiceIntake
from cxtrain.voices.intake.operations import Sent, Wish
from cxtrain.voices.intake.queries import source_key
from cxtrain.voices.intake.rows import Reading
from cxtrain.web.pages import done
from cxtrain.web.tables import TableError, read_sheets, xlsx_bytes

bp = Blueprint("voice_intake", __name__, url_prefix="/voices/intake")
SHOWN, SAMPLE = 60, 5  # sentences and rows on the preview; all rows are taken
MONTHS_KEPT = (6, 12, 24, 36, 60)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Look:
    """A file as it would be taken in. `reading` is None where it has no rows."""

    wish: Wish
    header: Header | None
    reading: Reading | None
    known: int = 0  # rows that have come before


@bp.route("", methods=["GET", "POST"])
@requires(Can.IMPORT_VOICES)
def list_intakes() -> ResponseReturnValue:
    """Take a file, to be looked over; and show those that came before."""
    feeds = {feed.id: feed for feed in queries.list_feeds()}
    form = FileForm(feeds=[(key, feed.title) for key, feed in feeds.items()])
    if form.is_submitted_and_valid() and (sent := _sent(form)):
        feed = feeds.get(form.feed.data) or operations.open_feed(form.title.data, form.source.data)
        intake = operations.keep_file(feed, sent, current_user)
        answer = done(url_for(".show_intake", intake_id=intake.id))
        db.session.commit()
        return answer
    intakes = queries.list_intakes(current_user)
    return render_template("voices/intake/list_intakes.html", form=form, intakes=intakes, labels=LABELS,
                           sources=SOURCES), 400 if form.errors else 200


def _sent(form: FileForm) -> Sent | None:
    """Return the file with the rows of its fullest sheet, or None with the reason at its field."""
    db.session.rollback()  # reading a large file takes seconds; nobody should wait for it
    data = form.file.data.read()
    try:
        sheets = [sheet.rows for sheet in read_sheets(data)]
    except TableError as fault:
        form.file.errors = [_(fault.message, **fault.values)]
        return None
    rows = max(sheets, key=len, default=())
    if sum(any(map(str.strip, row)) for row in rows) < 2:
        form.file.errors = [_("There is nothing below the names of the columns.")]
        return None
    return Sent(form.file.data.filename or "", data, rows)


@bp.route("/<int:intake_id>")
@requires(Can.IMPORT_VOICES)
def show_intake(intake_id: int) -> str:
    """Show what a file would bring and what is wrong with it; once it is taken in, what became of it."""
    intake = queries.get_intake_for(current_user, intake_id)
    return _page(intake)


def _page(intake: VoiceIntake, trouble: str = "") -> str:
    look = _look(intake) if intake.state == "looked" and intake.rows else None
    return render_template(
        "voices/intake/show_intake.html", intake=intake, look=look, trouble=trouble, form=TakeForm(formdata=None),
        query=_query(), labels=LABELS, audiences=AUDIENCES, sources=SOURCES, months_kept=MONTHS_KEPT, most=SHOWN,
        sample=SAMPLE, units=list_units(current_user, Can.IMPORT_VOICES),
        touchpoints={each.id: each for each in list_touchpoints()})


def _look(intake: VoiceIntake) -> Look:
    rows, wish = queries.rows_of(intake), _wish(intake)
    reading = operations.read_intake(intake, wish, current_user.reach(Can.IMPORT_VOICES))
    keys = [source_key(intake.feed_id, entry.identity) for entry in reading.entries] if reading else []
    return Look(wish, find_header(rows, wish.columns), reading, len(queries.known_keys(keys)))


def _query() -> dict[str, str]:
    """Return what the address says of how the file is to be read."""
    return {name: value for name, value in request.args.items()
            if name in ("unit", "touchpoint", "audience", "keep") or (name[:1] == "c" and name[1:].isdecimal())}


def _wish(intake: VoiceIntake) -> Wish:
    """Return how the file is to be read: as the address says, else as the last file of its source was."""
    feed, given = intake.feed, _query()
    if not given:
        return Wish(feed.columns, feed.unit_id, feed.touchpoint_id, feed.audience, feed.keep_months)
    units = {unit.id for unit in list_units(current_user, Can.IMPORT_VOICES)}
    places = {touchpoint.id for touchpoint in list_touchpoints()}
    unit, place, keep = (request.args.get(name, type=int) for name in ("unit", "touchpoint", "keep"))
    audience = given.get("audience", feed.audience)
    return Wish(_columns(intake, given), unit if unit in units else None, place if place in places else None,
                audience if audience in AUDIENCES else "hr", keep if keep in MONTHS_KEPT else feed.keep_months)


def _columns(intake: VoiceIntake, given: dict[str, str]) -> dict[str, str]:
    header = find_header(queries.rows_of(intake), intake.feed.columns)
    columns = header.columns if header else ()
    chosen = {header_key(column.header): given.get(f"c{column.index}") for column in columns if column.use != "private"}
    fields = {field.value for field in Field}
    return {**intake.feed.columns, **{key: value if value in fields else "" for key, value in chosen.items()
                                      if key and value is not None}}


@bp.route("/<int:intake_id>/take", methods=["POST"])
@requires(Can.IMPORT_VOICES)
def take_intake(intake_id: int) -> ResponseReturnValue:
    """Have the rows taken in that can be read."""
    intake = queries.get_intake_for(current_user, intake_id)
    if not TakeForm().is_submitted_and_valid():
        return _page(intake), 400
    try:
        operations.take_in(intake, _wish(intake), current_user)
    except operations.Refused:
        db.session.rollback()
        return _page(queries.get_intake_for(current_user, intake_id), _("This file cannot be taken in any more.")), 409
    answer = done(url_for(".show_intake", intake_id=intake.id), _("The file is being taken in."))
    db.session.commit()
    return answer


@bp.route("/<int:intake_id>/undo", methods=["POST"])
@requires(Can.IMPORT_VOICES)
def undo_intake(intake_id: int) -> ResponseReturnValue:
    """Have everything taken out again that came with a file."""
    intake = queries.get_intake_for(current_user, intake_id)
    if not TakeForm().is_submitted_and_valid():
        return _page(intake), 400
    try:
        operations.undo(intake, current_user)
    except operations.Refused:
        db.session.rollback()
        return _page(queries.get_intake_for(current_user, intake_id), _("There is nothing to take back.")), 409
    answer = done(url_for(".show_intake", intake_id=intake.id), _("What came with this file is being taken out."))
    db.session.commit()
    return answer


@bp.route("/<int:intake_id>/faulty.xlsx")
@requires(Can.IMPORT_VOICES)
def faulty_rows(intake_id: int) -> Response:
    """Send the rows that cannot be taken, each with what is wrong, to be put right and sent again."""
    intake = queries.get_intake_for(current_user, intake_id)
    rows, look = queries.rows_of(intake), _look(intake)
    sentences: dict[int, list[str]] = {}
    for fault in look.reading.faults if look.reading else ():
        sentences.setdefault(fault.row, []).append(f"{fault.header} {_(fault.message, **fault.values)}".strip())
    head = [column.header for column in look.header.columns] if look.header else []
    table = [[*head, _("What is wrong")]]
    table += [[*rows[row - 1], *[""] * (len(head) - len(rows[row - 1])), " ".join(found)]
              for row, found in sorted(sentences.items()) if look.reading and row in look.reading.faulty]
    answer = Response(xlsx_bytes({_("To be put right"): table}), mimetype=XLSX)
    answer.headers["Content-Disposition"] = "attachment; filename=faulty.xlsx"
    return answer
