"""Taking in what customers answered, and erasing it; the caller commits.

An answer leaves no row in the ledger: it is a row itself, written once, and must be erasable. Erasing one does.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.voices import queries
from cxtrain.voices.models import CustomerComment, QuestionnaireVersion, Response, ResponseAnswer
from cxtrain.voices.questionnaire import Questionnaire
from cxtrain.voices.sums.operations import add_to_counts, note_settled, take_from_counts
from cxtrain.voices.tally import Answer, Given, Key, month_of, of_response

# Over tables, made once: every answer of a customer runs them.
_RESPONSE = insert(Response.__table__).returning(Response.__table__.c.id, sort_by_parameter_order=True)
_ANSWER, _COMMENT = insert(ResponseAnswer.__table__), insert(CustomerComment.__table__)


@dataclass(frozen=True)
class Words:
    """What was said in words, under which question, and what was ticked beside it ("nps 3")."""

    question: str
    words: str
    score: str = ""


class Where(Protocol):
    """A unit, or what is known of it."""

    id: int
    path: str
    zone: str


@dataclass(frozen=True)
class Arrived:
    """One response as it came in, before it is stored. `audience` is who may read its words now."""

    key: str
    unit: Unit | Where
    touchpoint_id: int
    source: str
    at: dt.datetime
    keep_until: dt.date
    answers: tuple[Answer, ...] = ()
    comments: tuple[Words, ...] = ()
    audience: str = "hr"
    language: str = "zh"
    segment: str = ""
    counted: bool = True
    campaign_id: int | None = None
    place_id: int | None = None
    department_id: int | None = None
    source_key: str | None = None
    repeat_digest: str | None = None
    receipt: str | None = None  # kept as its digest

    @property
    def month(self) -> str:
        """The month in which it was said, by the unit's calendar."""
        return month_of(self.at.astimezone(ZoneInfo(self.unit.zone)).date())

    @property
    def given(self) -> Given:
        """What decides which counts it enters."""
        return Given(self.unit.path, self.touchpoint_id, self.source, self.month, self.segment, self.counted)


def keep_questionnaire(questionnaire: Questionnaire) -> QuestionnaireVersion:
    """Store a questionnaire that has no faults as the one that new campaigns use; the same text is stored once."""
    source = questionnaire.model_dump_json()
    digest = hashlib.sha256(source.encode()).hexdigest()
    kept = db.session.scalar(select(QuestionnaireVersion).where(QuestionnaireVersion.digest == digest))
    if kept is not None and kept.current:
        return kept
    mine = QuestionnaireVersion.slug == questionnaire.slug
    db.session.execute(update(QuestionnaireVersion).where(mine).values(current=False))
    if kept is None:
        kept = QuestionnaireVersion(slug=questionnaire.slug, kind=questionnaire.kind, digest=digest, source=source,
                                    title=questionnaire.title.said.as_dict(), published_at=now())
        db.session.add(kept)
    kept.current = True
    db.session.flush()
    record("questionnaire published", kept, unit_id=None, slug=kept.slug, digest=digest)
    return kept


def receive(arrived: Sequence[Arrived]) -> list[int]:
    """Store responses with their answers and words, and count them; return their ids in order.

    Raises:
        sqlalchemy.exc.IntegrityError: one of the keys is there already, so the answer is, too.
    """
    if not arrived:
        return []
    ids = list(db.session.scalars(_RESPONSE, [_response(one) for one in arrived]))
    answers = [_answer(row, said) for row, one in zip(ids, arrived, strict=True) for said in one.answers]
    comments = [_comment(row, one, said) for row, one in zip(ids, arrived, strict=True) for said in one.comments]
    if answers:
        db.session.execute(_ANSWER, answers)
    if comments:
        db.session.execute(_COMMENT, comments)
    counts: Counter[Key] = Counter()
    for one in arrived:
        counts.update(of_response(one.given, one.answers))
    add_to_counts(counts)
    return ids


def receipt_digest(receipt: str) -> str:
    """Return what is kept of a receipt: SHA-256 as hex, whatever its case, spaces and dashes."""
    return hashlib.sha256("".join(filter(str.isalnum, receipt)).upper().encode()).hexdigest()


SAME = ("key", "place_id", "campaign_id", "touchpoint_id", "department_id", "source", "source_key", "at", "month", "language",
        "segment", "counted", "repeat_digest", "keep_until")


def _response(one: Arrived) -> dict[str, object]:
    return {**{name: getattr(one, name) for name in SAME}, "unit_id": one.unit.id,
            "receipt_digest": receipt_digest(one.receipt) if one.receipt else None}


def _answer(response_id: int, said: Answer) -> dict[str, object]:
    return {"response_id": response_id, "question": said.question, "kind": said.kind, "subject": said.subject,
            "value": said.value, "other": said.other}


def _comment(response_id: int, one: Arrived, said: Words) -> dict[str, object]:
    return {"response_id": response_id, "question": said.question, "unit_id": one.unit.id, "touchpoint_id": one.touchpoint_id,
            "source": one.source, "at": one.at, "language": one.language, "words": said.words, "score": said.score,
            "audience": one.audience, "version": 1}


def erase(response: Response) -> None:
    """Delete a response with all it said, at the will of whoever gave it, and take it out of the counts."""
    take_from_counts(queries.counts_of(response))
    _delete([response.id])
    record("response erased", response, unit_id=response.unit_id, month=response.month)


def take_back(responses: Sequence[Response]) -> None:
    """Delete responses that came with a file, as if it had never come; the ledger's row is about the file."""
    take_from_counts(queries.counts_of(*responses))
    _delete([response.id for response in responses])


def settle(responses: Sequence[Response]) -> None:
    """Delete responses whose time is up; what they added to the counts stays, and is noted as settled."""
    note_settled(queries.counts_of(*responses))
    _delete([response.id for response in responses])


def _delete(ids: Iterable[int]) -> None:
    wanted = list(ids)
    for model, column in ((CustomerComment, CustomerComment.response_id), (ResponseAnswer, ResponseAnswer.response_id),
                          (Response, Response.id)):
        db.session.execute(delete(model).where(column.in_(wanted)))
