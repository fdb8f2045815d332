"""Marking sittings, deciding and correcting them; the caller commits. Drafts leave no row in the ledger, all else one."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.corrections.matter import UNCHANGED, Change, CorrectionRefused, Matter, registered
from cxtrain.people.corrections.operations import Asked, ask
from cxtrain.people.permissions import Actor, Can
from cxtrain.training.course import StepKind
from cxtrain.training.models import Enrolment, StepTry
from cxtrain.training.operations import Try, note_try, settle
from cxtrain.training.practicals import queries
from cxtrain.training.practicals.marking import Marks, Outcome, differing, laid_over, missing, outcome, percent, rounded
from cxtrain.training.practicals.models import PracticalMarks, PracticalSitting
from cxtrain.training.practicals.refusal import HANDED_IN, INCOMPLETE, NOT_AGREED, NOT_DECIDED, NOT_TO_TALK, Refused
from cxtrain.training.practicals.sheet import Item
from cxtrain.training.practicals.turns import Stage
from cxtrain.training.queries import course_of
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import said


def save_marks(sitting: PracticalSitting, own: PracticalMarks, posted: Mapping[str, str]) -> None:
    """Keep what a page sends of an assessor's marks and words; what it does not send stays.

    Raises:
        Refused: they have been handed in.
    """
    if own.done_at is not None:
        raise Refused(HANDED_IN)
    own.marks = laid_over(queries.sheet_of(sitting.version), posted, own.marks)
    own.words = posted.get("words", own.words).strip()[:2000]
    db.session.flush()


@dataclass(frozen=True)
class Paper:
    """That marks came on paper, and who keyed them in."""

    keyed_by: int


def hand_in(sitting: PracticalSitting, own: PracticalMarks, *, sat_on: dt.date, paper: Paper | None = None) -> None:
    """Hand in complete marks; with the last assessor's the sitting is decided, or is to be talked over.

    Raises:
        Refused: they were handed in before, or an item has no mark.
    """
    sheet = queries.sheet_of(sitting.version)
    if own.done_at is not None:
        raise Refused(HANDED_IN)
    if missing(sheet, own.marks):
        raise Refused(INCOMPLETE)
    own.score, own.done_at = rounded(percent(sheet, own.marks)), now()
    own.source = "paper" if paper else "screen"
    own.keyed_by = paper.keyed_by if paper and paper.keyed_by != own.assessor_id else None
    sitting.sat_on = sitting.sat_on or sat_on
    db.session.flush()
    record("practical marks handed in", sitting, unit_id=sitting.unit_id, assessor=own.assessor_id, source=own.source)
    _decide(sitting)


def talk_over(sitting: PracticalSitting, agreed: Marks, *, words: str) -> None:
    """Keep what two assessors agreed on about the critical items on which they differ, and decide the sitting.

    Raises:
        Refused: nothing is to be talked over, or not just these items are.
    """
    if queries.stage(sitting) is not Stage.TALK:
        raise Refused(NOT_TO_TALK)
    open_items = differing(queries.sheet_of(sitting.version), *(each.marks for each in sitting.marks))
    if {item.id for item in open_items} != set(agreed):
        raise Refused(NOT_AGREED)
    sitting.agreed, sitting.talked = dict(agreed), words
    db.session.flush()
    record("practical talked over", sitting, unit_id=sitting.unit_id, agreed=dict(agreed))
    _decide(sitting)


def _outcome(sitting: PracticalSitting) -> Outcome | None:
    return outcome(queries.sheet_of(sitting.version), [each.marks for each in sitting.marks], sitting.agreed)


def _decide(sitting: PracticalSitting) -> None:
    """Decide a sitting once all have handed in and nothing is to be talked over; it counts in the person's courses."""
    if any(each.done_at is None for each in sitting.marks) or (found := _outcome(sitting)) is None:
        return
    sitting.score, sitting.passed, sitting.decided_at = found.score, found.passed, now()
    db.session.flush()
    record("practical decided", sitting, unit_id=sitting.unit_id, score=found.score, passed=found.passed, kind=sitting.kind)
    note_try(sitting.employee_id, Try(StepKind.PRACTICAL, sitting.version.slug, sitting.id, found.score, passed=found.passed))


def correct(actor: Actor, sitting: PracticalSitting, own: PracticalMarks, marks: Marks, *, reason: str) -> None:
    """Ask for other marks in the place of an assessor's; they count once a second person confirms.

    Of critical items that two assessors marked they count for both.

    Raises:
        Refused: the sitting is not decided, or an item has no mark.
        CorrectionRefused: nothing is another one, or a correction of it waits already.
    """
    sheet = queries.sheet_of(sitting.version)
    if queries.stage(sitting) is not Stage.DECIDED:
        raise Refused(NOT_DECIDED)
    if missing(sheet, marks):
        raise Refused(INCOMPLETE)
    stood = {**own.marks, **sitting.agreed}
    if marks == stood:
        raise CorrectionRefused(UNCHANGED)
    changed = {item.id: bool(marks[item.id]) for item in sheet.items
               if item.critical and bool(marks[item.id]) != bool(stood[item.id])}
    agreed = {**sitting.agreed, **changed} if sitting.assessors > 1 else sitting.agreed
    ask(actor, Asked("practical", subject_of(own), sitting.employee_id, {"marks": dict(marks), "agreed": agreed}, reason))


def subject_of(own: PracticalMarks) -> str:
    """Return the key by which corrections know an assessor's marks."""
    return f"{own.sitting_id}/{own.assessor_id}"


class SheetMarks(Matter):
    """What an assessor marked at a decided sitting, with what two of them agreed on."""

    kind, title, can = "practical", N_("Marks of a practical assessment"), Can.ASSESS

    def stands(self, subject: str, *, to_change: bool = False) -> Any:
        """Return the marks by item, and what was agreed on."""
        sitting, own = self._marks(subject, to_change=to_change)
        return {"marks": own.marks, "agreed": sitting.agreed}

    def put(self, subject: str, after: Any) -> None:
        """Let other marks count, in the score and in the person's courses."""
        sitting, own = self._marks(subject, to_change=True)
        before, stood = sitting.score, {**own.marks, **sitting.agreed}
        own.marks, own.score = after["marks"], rounded(percent(queries.sheet_of(sitting.version), after["marks"]))
        sitting.agreed = after["agreed"]
        found = _outcome(sitting)
        assert found is not None, "what was agreed on stays agreed on"
        sitting.score, sitting.passed = found.score, found.passed
        db.session.flush()
        record("practical corrected", sitting, unit_id=sitting.unit_id, before=before, after=found.score,
               assessor=own.assessor_id, marks=_changed(stood, after["marks"]))
        _recount(sitting)

    def score(self, subject: str) -> float | None:
        """Return the sitting's."""
        return self._marks(subject)[0].score

    def about(self, subject: str) -> dict[str, str]:
        """Return the sheet's title."""
        title: dict[str, str] = self._marks(subject)[0].version.title
        return title

    def place(self, subject: str) -> tuple[str, dict[str, int]]:
        """Return the page of the person's own."""
        return "practicals.show_result", {"sitting_id": int(subject.split("/")[0])}

    def changes(self, subject: str, before: Any, after: Any) -> list[Change]:
        """Return the items whose marks are others."""
        items = queries.sheet_of(self._marks(subject)[0].version).items
        stood, stand = ({**each["marks"], **each["agreed"]} for each in (before, after))
        return [Change(said(item.text), _said(item, stood), _said(item, stand))
                for item in items if stood.get(item.id) != stand.get(item.id)]

    def _marks(self, subject: str, *, to_change: bool = False) -> tuple[PracticalSitting, PracticalMarks]:
        sitting_id, assessor_id = map(int, subject.split("/"))
        query = select(PracticalSitting).where(PracticalSitting.id == sitting_id)
        sitting = db.session.scalars(query.with_for_update(of=PracticalSitting).execution_options(populate_existing=True)
                                     if to_change else query).one()
        return sitting, next(each for each in sitting.marks if each.assessor_id == assessor_id)


def _said(item: Item, marks: Marks) -> str:
    """Return a mark in the reader's words."""
    mark = marks.get(item.id)
    if mark is None:
        return "–"
    return str(int(mark)) if item.is_judged else (_("Yes") if mark else _("No"))


MARKS = registered(SheetMarks())


def _changed(before: Marks, after: Marks) -> dict[str, list[bool | int | None]]:
    """Return the items whose marks are others now, each as [before, after]."""
    return {item: [before.get(item), mark] for item, mark in after.items() if before.get(item) != mark}


def _recount(sitting: PracticalSitting) -> None:
    """Let a corrected score count where it was a try: a course that was passed stays passed, one under way follows."""
    slug = sitting.version.slug
    for enrolment in db.session.scalars(select(Enrolment).where(Enrolment.employee_id == sitting.employee_id)).all():
        step = course_of(enrolment.version).step(StepKind.PRACTICAL, slug)
        row = db.session.get(StepTry, (enrolment.id, step.key)) if step else None
        tries = _tries_of(enrolment, sitting.sheet_id) if row else []
        if row is None or all(each.id != sitting.id for each in tries):
            continue
        row.best = max(each.score for each in tries if each.score is not None)
        if any(each.passed for each in tries):
            row.passed_at = row.passed_at or now()
        elif enrolment.passed_at is None:
            row.passed_at = None
        settle(enrolment)


def _tries_of(enrolment: Enrolment, sheet_id: int) -> list[PracticalSitting]:
    """Return the sittings that were decided while an enrolment was on the way."""
    first = dt.datetime.combine(enrolment.started_on, dt.time(), dt.UTC) - dt.timedelta(days=1)  # whatever the unit's zone
    query = select(PracticalSitting).where(
        PracticalSitting.employee_id == enrolment.employee_id, PracticalSitting.sheet_id == sheet_id,
        PracticalSitting.decided_at >= first)
    if enrolment.passed_at is not None:
        query = query.where(PracticalSitting.decided_at <= enrolment.passed_at)
    return list(db.session.scalars(query))
