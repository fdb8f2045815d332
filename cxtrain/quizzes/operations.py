"""Changes to quizzes and attempts; the caller commits."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, true
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs.operations import daily
from cxtrain.journey.queries import touchpoints_by_slug
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.people.queries import time_allowance
from cxtrain.quizzes import quiz as files
from cxtrain.quizzes.bank.operations import keep_question, note_paper
from cxtrain.quizzes.bank.queries import current_versions, pools_of
from cxtrain.quizzes.counting import grade_of
from cxtrain.quizzes.marking import Result
from cxtrain.quizzes.models import Answer, Quiz, QuizAttempt, QuizRenewal, QuizVersion
from cxtrain.quizzes.paper import NotEnough, draw_paper
from cxtrain.quizzes.queries import quiz_of, result_of, scores_since, standing_of
from cxtrain.quizzes.signals import quiz_finished
from cxtrain.quizzes.sittings.operations import note_sitting
from cxtrain.quizzes.statistics.operations import put_in
from cxtrain.web.documents import Fault


class NoAttemptsLeft(Exception):
    """All attempts that the quiz allows have been used."""


class AlreadySubmitted(Exception):
    """The attempt has been handed in; its answers no longer change."""


class TimeIsUp(Exception):
    """The attempt's time has run out; what it has is handed in."""


class NeedsCode(Exception):
    """The quiz is sat on site: an attempt begins with the code that is shown there."""


class NotOpen(Exception):
    """The quiz opens later, or has closed; `opens` is the moment at which it opens, None where it has closed."""

    def __init__(self, opens: dt.datetime | None):
        super().__init__()
        self.opens = opens


IN_TRANSIT = dt.timedelta(seconds=15)  # what was sent in time may arrive so much later


@dataclass(frozen=True)
class Draft:
    """An answer to keep: texts as `question.Shape` says, how sure one is, and which change of which page it is."""

    texts: list[str]
    certainty: int | None = None
    page: str | None = None
    change: int | None = None


@dataclass(frozen=True)
class Published:
    """What publishing a text came to: no `quiz` where a fault is an error."""

    quiz: Quiz | None
    faults: tuple[Fault, ...]
    changed: bool  # False: this very text was current already


def publish_quiz(text: str | bytes) -> Published:
    """Make `text` the current version of the quiz it describes, unless it is so already or has faults."""
    parsed = files.parse(text)
    if parsed.quiz is None:
        return Published(None, parsed.faults, changed=False)
    named = {question.touchpoint for question in parsed.quiz.questions if question.touchpoint}
    faults = (*parsed.faults, *files.unknown_touchpoints(parsed, touchpoints_by_slug(sorted(named))))
    missing = _missing(parsed)
    if missing:
        return Published(None, (*faults, *missing), changed=False)
    for question in parsed.quiz.questions:
        keep_question(question, key=f"{parsed.quiz.slug}/{question.id}")
    version = _version(text if isinstance(text, str) else text.decode(), parsed.quiz)
    quiz = db.session.scalar(select(Quiz).where(Quiz.slug == parsed.quiz.slug))
    if quiz is not None and quiz.current_id == version.id:
        return Published(quiz, faults, changed=False)
    if quiz is None:
        quiz = Quiz(slug=parsed.quiz.slug)
        db.session.add(quiz)
    quiz.current = version
    db.session.flush()
    record("quiz published", quiz, unit_id=None, slug=quiz.slug, digest=version.digest)
    return Published(quiz, faults, changed=True)


def _missing(parsed: files.Parsed) -> tuple[Fault, ...]:
    """Return a fault for each entry for which the bank has no question, or too few."""
    assert parsed.quiz is not None and parsed.tree is not None
    slots, own = parsed.quiz.slots, {f"{parsed.quiz.slug}/{question.id}" for question in parsed.quiz.questions}
    known = own.union(current_versions([slot.key for slot in slots if isinstance(slot, files.Fixed)]))
    pools = pools_of([slot for slot in slots if isinstance(slot, files.Draw)])
    return files.missing_from_bank(parsed, known=known, pools=pools)


def _version(source: str, quiz: files.Quiz) -> QuizVersion:
    digest = hashlib.sha256(source.encode()).hexdigest()
    version = db.session.scalar(select(QuizVersion).where(QuizVersion.digest == digest))
    if version is None:
        version = QuizVersion(slug=quiz.slug, digest=digest, source=source, title=quiz.title.as_dict(),
                              published_at=now())
        db.session.add(version)
        db.session.flush()
    return version


def start_attempt(actor: Actor, quiz: Quiz, *, site_until: dt.datetime | None = None) -> QuizAttempt:
    """Return the actor's open attempt at the quiz, or a new one; one whose time has run out is handed in first.

    `site_until`: it is begun on site, where the exam was opened until then; what has no time limit ends with it.

    Raises:
        NeedsCode: there is no open one, the quiz is sat on site only, and this is not there.
        NoAttemptsLeft, NotOpen: there is no open one, and no more may be started, or not now.
        NotEnough: the bank no longer has the questions that the quiz is to draw.
    """
    standing = standing_of(actor.employee_id, quiz)
    if standing.open_id is not None:
        attempt = db.session.get_one(QuizAttempt, standing.open_id)
        if not is_late(attempt):
            return attempt
        submit_attempt(actor, attempt)
        standing = standing_of(actor.employee_id, quiz)
    if not standing.may_start:
        raise NoAttemptsLeft
    attempt = _new_attempt(actor, quiz, number=standing.made + 1, site_until=site_until)
    db.session.add(attempt)
    db.session.flush()
    note_paper(attempt)
    record("quiz started", attempt, unit_id=actor.unit_id, quiz=quiz.slug, number=attempt.number)
    return attempt


def _new_attempt(actor: Actor, quiz: Quiz, *, number: int, site_until: dt.datetime | None) -> QuizAttempt:
    written, moment, seed = quiz_of(quiz.current), now(), secrets.randbits(63)
    if written.on_site and site_until is None:
        raise NeedsCode
    opens, closes = opening_of(written, actor.zone)
    if (opens and moment < opens) or (closes and moment >= closes):
        raise NotOpen(opens if opens and moment < opens else None)
    if site_until and not written.time_limit:
        closes = min(site_until, closes or site_until)
    keys = draw_paper(written, seed, pools_of([slot for slot in written.slots if isinstance(slot, files.Draw)]))
    versions = current_versions(keys)
    if len(versions) < len(keys):
        raise NotEnough("a question that the quiz names is not in the bank")
    return QuizAttempt(
        employee_id=actor.employee_id, quiz_id=quiz.id, version=quiz.current, started_at=moment, number=number, seed=seed,
        paper=[versions[key] for key in keys], deadline=_deadline(written, moment, actor.employee_id, closes))


def opening_of(quiz: files.Quiz, zone: str) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Return the moments between which the quiz is open for somebody whose unit lies in `zone`."""
    opens, closes = (each and each.replace(tzinfo=ZoneInfo(zone)) for each in (quiz.opens, quiz.closes))
    return opens, closes


def _deadline(quiz: files.Quiz, moment: dt.datetime, employee_id: int, closes: dt.datetime | None) -> dt.datetime | None:
    """Return when the attempt ends: its time limit, longer for whom HR gave longer, but not after the quiz closes."""
    minutes = minutes_for(quiz, employee_id)
    ends = moment + dt.timedelta(minutes=minutes) if minutes else None
    return min((each for each in (ends, closes) if each), default=None)


def minutes_for(quiz: files.Quiz, employee_id: int) -> float | None:
    """Return the minutes that somebody has for an attempt: more for whom HR gave more time, None for as long as one likes."""
    allowance = time_allowance(employee_id) if quiz.time_limit else None
    return quiz.time_limit * allowance / 100 if quiz.time_limit and allowance else None


def is_late(attempt: QuizAttempt) -> bool:
    """Whether the attempt's time has run out, with a little more for what is on its way."""
    return attempt.deadline is not None and now() > attempt.deadline + IN_TRANSIT


def _follow_clock(attempt: QuizAttempt, moment: dt.datetime) -> None:
    """Move an attempt with a server's clock that was put back, so that nobody gets the same hour twice."""
    if attempt.deadline is None:
        return
    saved = db.session.scalars(select(Answer).where(Answer.attempt_id == attempt.id)).all()
    back = max([attempt.started_at, *(answer.saved_at for answer in saved)]) - moment
    if back > IN_TRANSIT:
        attempt.started_at, attempt.deadline = attempt.started_at - back, attempt.deadline - back
        for answer in saved:
            answer.saved_at -= back
        db.session.flush()


def save_answers(attempt: QuizAttempt, given: Mapping[str, Draft]) -> None:
    """Keep answers, by question id, over what was answered before. Drafts leave no row in the ledger.

    A change that a page sent before another one which has arrived is passed over.

    Raises:
        AlreadySubmitted: the attempt has been handed in.
        TimeIsUp: its time has run out.
    """
    if attempt.submitted_at is not None:
        raise AlreadySubmitted
    moment = now()
    _follow_clock(attempt, moment)
    if is_late(attempt):
        raise TimeIsUp
    if not given:
        return
    db.session.execute(_put_answers(db.engine.dialect.name), [
        {"attempt_id": attempt.id, "question_id": question_id, "given": draft.texts, "saved_at": moment,
         "certainty": draft.certainty, "page": draft.page, "change": draft.change}
        for question_id, draft in given.items()])


@lru_cache(maxsize=2)
def _put_answers(dialect: str) -> Any:
    """Return the statement that adds answers or changes them; made once, because every save runs it."""
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(Answer.__table__)
    new, old = statement.excluded, Answer.__table__.c
    parts = {name: new[name] for name in ("given", "saved_at", "certainty", "page", "change")}
    overtaken = (new.page == old.page) & (new.change < old.change)
    return statement.on_conflict_do_update(
        index_elements=["attempt_id", "question_id"], set_=parts, where=func.coalesce(~overtaken, true()))


def submit_attempt(actor: Actor | None, attempt: QuizAttempt) -> Result:
    """Hand the attempt in and mark it; where nothing waits for a person, tell whoever listens.

    Raises:
        AlreadySubmitted: it has been handed in before.
    """
    if attempt.submitted_at is not None:
        raise AlreadySubmitted
    attempt.submitted_at = now() if attempt.deadline is None else min(now(), attempt.deadline)
    unit_id = actor.unit_id if actor else db.session.scalar(select(Employee.unit_id).where(Employee.id == attempt.employee_id))
    return settle(attempt, unit_id, "quiz submitted")


@daily("hand in late quizzes")
def hand_in_late(_day: dt.date) -> None:
    """Hand in the attempts whose time has run out and whose takers did not come back."""
    late = select(QuizAttempt).where(QuizAttempt.submitted_at.is_(None), QuizAttempt.deadline < now() - IN_TRANSIT)
    for attempt in db.session.scalars(late).all():
        submit_attempt(None, attempt)


def settle(attempt: QuizAttempt, unit_id: int | None, action: str) -> Result:
    """Mark an attempt that has been handed in; where nothing waits for a person, tell whoever listens."""
    db.session.flush()
    result = result_of(attempt)
    if result.score is not None:
        attempt.score, attempt.passed = result.score, False
        db.session.flush()
        attempt.passed = passes(attempt)
        db.session.flush()
        note_sitting(attempt, unit_id)
    db.session.flush()
    put_in(attempt, result)
    record(action, attempt, unit_id=unit_id, quiz=attempt.version.slug, score=result.score, passed=attempt.passed)
    if result.score is not None:
        quiz_finished.send(attempt)
    return result


def passes(attempt: QuizAttempt) -> bool:
    """Whether the quiz is passed with this attempt, by those that count since the last pass or renewal."""
    quiz, standing = quiz_of(attempt.version), standing_of(attempt.employee_id, db.session.get_one(Quiz, attempt.quiz_id))
    scores = scores_since(attempt.employee_id, attempt.quiz_id, min(standing.since, attempt.number - 1))
    return grade_of(quiz.counts, scores) >= quiz.pass_mark


def renew_attempts(actor: Actor, employee_id: int, quiz: Quiz, *, unit_id: int) -> bool:
    """Give somebody a fresh set of attempts; False where they still have some. `unit_id` is theirs, for the ledger."""
    standing = standing_of(employee_id, quiz)
    if not standing.used_up:
        return False
    renewal = QuizRenewal(employee_id=employee_id, quiz_id=quiz.id, after_number=standing.made,
                          given_by=actor.employee_id, given_at=now())
    db.session.add(renewal)
    db.session.flush()
    record("quiz attempts renewed", renewal, unit_id=unit_id, quiz=quiz.slug, employee=employee_id)
    return True
