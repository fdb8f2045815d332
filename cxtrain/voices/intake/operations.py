"""Keeping a file for the preview, taking it in portion by portion, and taking it back; the caller commits."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.jobs.operations import Report, daily, enqueue, handles
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.voices.intake import queries
from cxtrain.voices.intake.columns import find_header, without_private
from cxtrain.voices.intake.models import TakenResponse, VoiceFeed, VoiceIntake
from cxtrain.voices.intake.queries import Defaults, source_key
from cxtrain.voices.intake.rows import Entry, Reading, read_rows
from cxtrain.voices.intake.values import language_of
from cxtrain.voices.operations import Arrived, Words, receive, take_back
from cxtrain.voices.tally import Answer

NAMES = uuid.UUID("6b0e3a1e-6d2f-4c43-9a5e-0d6f7f0b8a11")  # under which a row's key is made, so that it comes once
PORTION = 300  # rows in one transaction: others wait for it
ROWS_KEPT = dt.timedelta(days=7)
DAYS_OF_MONTH = 30.4375


class Refused(ValueError):
    """This cannot be done now; the sentence says why."""


@dataclass(frozen=True)
class Wish:
    """How a file is to be taken in. `columns` as VoiceFeed has them; `audience` is who reads its words."""

    columns: Mapping[str, str]
    unit_id: int | None
    touchpoint_id: int | None
    audience: str = "hr"
    keep_months: int = 24


@dataclass(frozen=True)
class Sent:
    """A file as it was sent, and its rows as text."""

    filename: str
    data: bytes
    rows: Sequence[Sequence[str]]


def open_feed(title: str, source: str) -> VoiceFeed:
    """Add a source."""
    feed = VoiceFeed(title=title, source=source, columns={})
    db.session.add(feed)
    db.session.flush()
    record("voice source added", feed, unit_id=None, title=title, source=source)
    return feed


def keep_file(feed: VoiceFeed, sent: Sent, actor: Actor) -> VoiceIntake:
    """Keep a file for the preview, without what could name a customer."""
    header = find_header(sent.rows, feed.columns)
    rows = without_private(sent.rows, header) if header else sent.rows
    home = queries.home_of(actor)
    intake = VoiceIntake(
        feed_id=feed.id, unit_id=home.id, filename=sent.filename[:200], digest=hashlib.sha256(sent.data).hexdigest(),
        rows=json.dumps(rows, ensure_ascii=False, separators=(",", ":")), made_by=actor.employee_id, made_at=now())
    db.session.add(intake)
    db.session.flush()
    record("voice file uploaded", intake, unit_id=home.id, feed=feed.id, digest=intake.digest)
    return intake


def take_in(intake: VoiceIntake, wish: Wish, actor: Actor) -> None:
    """Have a file's rows taken in by a worker, and remember for its source how it was read.

    Raises:
        Refused: it was taken in or back already, or its rows are forgotten.
    """
    _check(intake, ("looked", "waiting"))
    if not intake.rows:
        raise Refused("rows")
    for name, value in asdict(wish).items():
        setattr(intake.feed, name, value)
    intake.state = "waiting"
    args = {"intake": intake.id, **asdict(wish), "paths": list(actor.reach(Can.IMPORT_VOICES))}
    job = enqueue("import voices", f"import voices {intake.id} {uuid.uuid4()}", args, actor_id=actor.employee_id)
    intake.job_id = job.id
    record("voice file import asked", intake, unit_id=intake.unit_id, feed=intake.feed_id)


def undo(intake: VoiceIntake, actor: Actor) -> None:
    """Have all that came with a file taken out again by a worker.

    Raises:
        Refused: it was not taken in.
    """
    _check(intake, ("taken", "undoing"))
    intake.state = "undoing"
    job = enqueue("undo voices", f"undo voices {intake.id} {uuid.uuid4()}", {"intake": intake.id}, actor_id=actor.employee_id)
    intake.job_id = job.id
    record("voice file undo asked", intake, unit_id=intake.unit_id, feed=intake.feed_id)


def _check(intake: VoiceIntake, states: tuple[str, str]) -> None:
    """Refuse what is not in the first state, nor in the second with its job failed."""
    again = intake.state == states[1] and intake.job is not None and intake.job.state == "failed"
    if intake.state != states[0] and not again:
        raise Refused(intake.state)


def read_intake(intake: VoiceIntake, wish: Wish, paths: Sequence[str]) -> Reading | None:
    """Return what a file holds, read as is wished; None where no row names any column."""
    rows = queries.rows_of(intake)
    header = find_header(rows, wish.columns)
    if header is None:
        return None
    firm = queries.firm_for(paths, Defaults(wish.unit_id, wish.touchpoint_id), today(intake.unit.zone))
    return read_rows(rows, header, firm)


@handles("import voices")
def import_voices(args: dict[str, Any], report: Report) -> None:
    """Take in the rows of a file, some hundred in a transaction; those that are there already are passed over."""
    intake = db.session.get_one(VoiceIntake, args["intake"])
    if intake.state != "waiting":
        return
    wish = Wish(**{name: args[name] for name in ("columns", "unit_id", "touchpoint_id", "audience", "keep_months")})
    reading = read_intake(intake, wish, args["paths"])
    entries, faulty = (reading.entries, len(reading.faulty)) if reading else ((), 0)
    for start in range(0, len(entries), PORTION):
        _take(intake, entries[start:start + PORTION], wish)
        report(start, len(entries))
    intake.taken = queries.count_taken(intake.id)
    intake.known, intake.faulty, intake.state = len(entries) - intake.taken, faulty, "taken"
    record("voice file imported", intake, unit_id=intake.unit_id, feed=intake.feed_id, taken=intake.taken, known=intake.known,
           faulty=faulty)


def _take(intake: VoiceIntake, entries: Sequence[Entry], wish: Wish) -> None:
    keys = {entry.identity: source_key(intake.feed_id, entry.identity) for entry in entries}
    known = queries.known_keys(keys.values())
    fresh = [entry for entry in entries if keys[entry.identity] not in known]
    if not fresh:
        return
    units = queries.units_by_id({entry.unit_id for entry in fresh})
    ids = receive([_arrived(intake.feed, units[entry.unit_id], entry, wish) for entry in fresh])
    db.session.execute(insert(TakenResponse.__table__), [{"response_id": key, "intake_id": intake.id} for key in ids])


def _arrived(feed: VoiceFeed, unit: Unit, entry: Entry, wish: Wish) -> Arrived:
    key = source_key(feed.id, entry.identity)
    at = entry.at if entry.at.tzinfo else entry.at.replace(tzinfo=ZoneInfo(unit.zone))
    return Arrived(
        key=str(uuid.uuid5(NAMES, key)), unit=unit, touchpoint_id=entry.touchpoint_id, source=feed.source,
        at=at.astimezone(dt.UTC), keep_until=at.date() + dt.timedelta(days=round(wish.keep_months * DAYS_OF_MONTH)),
        answers=tuple(Answer(kind, kind, value) for kind, value in entry.scores),
        comments=(Words("words", entry.words, entry.beside),) if entry.words else (),
        audience=wish.audience, language=language_of(entry.words), source_key=key)


@handles("undo voices")
def undo_voices(args: dict[str, Any], report: Report) -> None:
    """Take out all that came with a file, some hundred in a transaction."""
    intake = db.session.get_one(VoiceIntake, args["intake"])
    if intake.state != "undoing":
        return
    total, gone = queries.count_taken(intake.id), 0
    while responses := queries.came_with(intake.id, PORTION):
        gone += len(responses)
        take_back(responses)
        report(gone, total)
    intake.state = "undone"
    record("voice file taken back", intake, unit_id=intake.unit_id, feed=intake.feed_id, responses=gone)


@daily("forget voice files")
def forget_voice_files(day: dt.date) -> None:
    """Empty the kept rows of files that came a week ago: what was taken of them has a time of its own."""
    db.session.execute(update(VoiceIntake).where(VoiceIntake.made_at < now() - ROWS_KEPT, VoiceIntake.rows != "",
                                                 VoiceIntake.state != "waiting").values(rows=""))
