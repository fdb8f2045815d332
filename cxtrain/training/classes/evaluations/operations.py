"""Keeping what people thought, without a trace of who thought what. The caller commits."""

import random
import secrets
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select, update

from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.training.classes.evaluations.questions import Tally, sheets_of, to_show
from cxtrain.training.classes.models import ClassEvaluation, ClassMember, TrainingClass


def evaluate(row: TrainingClass, member: ClassMember, marks: Sequence[int | None], words: str) -> bool:
    """Keep what somebody thought, and that they have said it: neither knows of the other. False: they had said it before.

    Whatever waits to be shown is written anew in another order under other ids, so that not even the order of the rows in
    the database, held against the ledger or somebody's visits, says whose they are. The ledger's row names nobody.
    """
    _lock(row)
    if not db.session.scalar(update(ClassMember).where(
            ClassMember.id == member.id, ClassMember.evaluated.is_(False)).values(evaluated=True).returning(ClassMember.id)):
        return False
    waiting = _waiting(row.id)
    _write_anew(row, [*((each.marks, each.words, each.source) for each in waiting), (list(marks), words, "screen")], waiting)
    record("class evaluated", row, unit_id=row.unit_id, actor_id=0)
    return True


def keep_tally(row: TrainingClass, tally: Tally) -> None:
    """Keep a tally of paper sheets in the place of an earlier one. One that had been shown is corrected in sight."""
    _lock(row)
    paper = list(db.session.scalars(select(ClassEvaluation).where(
        ClassEvaluation.class_id == row.id, ClassEvaluation.source == "paper")))
    was_shown = any(each.shown for each in paper)
    _forget(paper)
    sheets = [(list(marks), words, "paper") for marks, words in sheets_of(tally, random.SystemRandom())]
    if was_shown:
        db.session.add_all(_rows(row, sheets, frozenset({"paper"})))
    else:
        waiting = _waiting(row.id)
        _write_anew(row, [*((each.marks, each.words, each.source) for each in waiting), *sheets], waiting)
    record("paper evaluations keyed in", row, unit_id=row.unit_id, sheets=tally.sheets)


def _lock(row: TrainingClass) -> None:
    """Let one come after the other: each looks at all that waits."""
    db.session.execute(select(TrainingClass.id).where(TrainingClass.id == row.id).with_for_update())


def _waiting(class_id: int) -> list[ClassEvaluation]:
    query = select(ClassEvaluation).where(ClassEvaluation.class_id == class_id, ClassEvaluation.shown.is_(False))
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _forget(rows: Iterable[ClassEvaluation]) -> None:
    ids = [each.id for each in rows]
    db.session.execute(delete(ClassEvaluation).where(ClassEvaluation.id.in_(ids)))


def _write_anew(row: TrainingClass, sheets: list[tuple[list[int | None], str, str]], waiting: list[ClassEvaluation]) -> None:
    """Write what waits in an order of chance, and show what may be shown."""
    _forget(waiting)
    counts = {source: sum(each[2] == source for each in sheets) for source in ("screen", "paper")}
    random.SystemRandom().shuffle(sheets)
    db.session.add_all(_rows(row, sheets, to_show(counts["screen"], counts["paper"])))
    db.session.flush()


def _rows(row: TrainingClass, sheets: list[tuple[list[int | None], str, str]], shown: frozenset[str]) -> list[ClassEvaluation]:
    return [ClassEvaluation(id=secrets.token_hex(16), class_id=row.id, marks=list(marks), words=words, source=source,
                            shown=source in shown) for marks, words, source in sheets]
