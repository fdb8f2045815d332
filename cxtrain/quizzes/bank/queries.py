"""Reading the bank. It belongs to the firm, so whoever may write content sees all of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, lazyload

from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.quizzes.bank.categories import Branch, branches_of
from cxtrain.quizzes.bank.uses import Lying, Use, uses_of
from cxtrain.quizzes.bank.words import folded
from cxtrain.quizzes.models import BankQuestion, QuestionTag, QuestionVersion, Quiz
from cxtrain.quizzes.queries import questions_by_version, quiz_of
from cxtrain.quizzes.question import Question
from cxtrain.quizzes.quiz import Draw
from cxtrain.quizzes.quiz import Quiz as QuizFile

PAGE = 50  # questions of the list shown at a time


@dataclass(frozen=True)
class Search:
    """What of the bank is asked for; what is empty or None asks for nothing."""

    text: str = ""
    category: str = ""
    tag: str = ""
    kind: str = ""
    difficulty: str = ""
    touchpoint: str = ""
    dimension: str = ""
    lacks: str = ""  # zh, en, or any
    source: str = ""  # bank: written here; files: of a quiz's file
    retired: bool = False  # those, instead of those in use


@dataclass(frozen=True)
class Listed:
    """A question as the list shows it."""

    question: BankQuestion
    tags: tuple[str, ...]
    uses: int  # quizzes that name it or may draw it


@dataclass(frozen=True)
class Version:
    """A version of a question."""

    row: QuestionVersion
    author: Employee | None  # None: a file


def current_versions(keys: Collection[str]) -> dict[str, int]:
    """Return the ids of the current versions of questions, by key; those that the bank does not have are left out."""
    rows = db.session.execute(select(BankQuestion.key, BankQuestion.current_id).where(BankQuestion.key.in_(keys)))
    return dict(rows.tuples().all()) if keys else {}


def pools_of(draws: Sequence[Draw]) -> dict[Draw, list[str]]:
    """Return the keys of the questions that each draw may take: not retired, and asking for something."""
    return {draw: list(db.session.scalars(select(BankQuestion.key).where(
        BankQuestion.retired_at.is_(None), BankQuestion.kind != "description", *_drawn(draw)))) for draw in draws}


def _drawn(draw: Draw) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if draw.category:
        found.append(in_category(draw.category))
    if draw.difficulty:
        found.append(BankQuestion.difficulty == draw.difficulty)
    if draw.tags:
        tagged = select(QuestionTag.question_id).where(QuestionTag.tag.in_(draw.tags)).group_by(QuestionTag.question_id)
        found.append(BankQuestion.id.in_(tagged.having(func.count() == len(set(draw.tags)))))
    return found


def in_category(category: str) -> ColumnElement[bool]:
    """Return the condition that a question lies in a category or below it."""
    return (BankQuestion.category == category) | BankQuestion.category.startswith(f"{category}/", autoescape=True)


def matching(search: Search) -> list[ColumnElement[bool]]:
    """Return the conditions of a search."""
    columns = {name: getattr(search, name) for name in ("kind", "difficulty", "touchpoint", "dimension")}
    found = [getattr(BankQuestion, name) == value for name, value in columns.items() if value]
    found.append(BankQuestion.retired_at.is_not(None) if search.retired else BankQuestion.retired_at.is_(None))
    found += [BankQuestion.words.contains(word, autoescape=True) for word in folded(search.text[:200]).split()]
    if search.category:
        found.append(in_category(search.category))
    if search.tag:
        found.append(BankQuestion.id.in_(select(QuestionTag.question_id).where(QuestionTag.tag == search.tag)))
    if search.lacks:
        found.append(BankQuestion.lacks != "" if search.lacks == "any" else BankQuestion.lacks == search.lacks)
    if search.source:
        of_file = BankQuestion.key.contains("/")
        found.append(of_file if search.source == "files" else ~of_file)
    return found


def count_questions(search: Search) -> int:
    """Return how many questions a search finds."""
    return db.session.scalar(select(func.count()).select_from(BankQuestion).where(*matching(search))) or 0


def list_questions(search: Search, *, before: int | None = None, most: int = PAGE) -> list[Listed]:
    """Return what a search finds, the newest first, from the question before the id `before` on."""
    query = select(BankQuestion).where(*matching(search)).options(joinedload(BankQuestion.current))
    if before is not None:
        query = query.where(BankQuestion.id < before)
    rows = list(db.session.scalars(query.order_by(BankQuestion.id.desc()).limit(most)))
    tags, quizzes = tags_of(row.id for row in rows), current_quizzes()
    return [Listed(row, tags.get(row.id, ()), len(uses_of(lying(row, tags.get(row.id, ())), quizzes))) for row in rows]


def list_rows(search: Search, *, most: int) -> list[BankQuestion]:
    """Return what a search finds, as the bank has it in its order, their texts read once per process."""
    rows = list(db.session.scalars(select(BankQuestion).where(*matching(search)).order_by(BankQuestion.id).limit(most)))
    questions_by_version([row.current_id for row in rows])
    return rows


def tags_of(ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return the tags of questions, by id, in their order; a question without tags is not in it."""
    found: dict[int, tuple[str, ...]] = {}
    query = select(QuestionTag.question_id, QuestionTag.tag).where(QuestionTag.question_id.in_(list(ids)))
    for question_id, tag in db.session.execute(query.order_by(QuestionTag.tag)):
        found[question_id] = (*found.get(question_id, ()), tag)
    return found


def lying(row: BankQuestion, tags: Collection[str]) -> Lying:
    """Return what decides which quizzes ask a question."""
    return Lying(row.key, row.kind, row.category, tags, row.difficulty, row.retired_at is not None)


def current_quizzes() -> list[QuizFile]:
    """Return all quizzes as they are now; each text is read once per process."""
    return [quiz_of(quiz.current) for quiz in db.session.scalars(select(Quiz).order_by(Quiz.slug))]


def quizzes_with(row: BankQuestion) -> list[Use]:
    """Return the quizzes that name a question or may draw it."""
    return uses_of(lying(row, tags_of([row.id]).get(row.id, ())), current_quizzes())


def branches(search: Search) -> list[Branch]:
    """Return the categories of what a search finds whatever its category, with their counts."""
    query = select(BankQuestion.category, func.count()).where(BankQuestion.category.is_not(None), *matching(search))
    return branches_of(dict(db.session.execute(query.group_by(BankQuestion.category)).tuples().all()))


def all_tags() -> list[str]:
    """Return every tag that a question has."""
    return list(db.session.scalars(select(QuestionTag.tag).distinct().order_by(QuestionTag.tag)))


def get_question(question_id: int, *, to_change: bool = False) -> BankQuestion:
    """Return a question of the bank; otherwise answer 404. To change it, its row is locked where the database can."""
    query = select(BankQuestion).where(BankQuestion.id == question_id)
    return db.session.scalar(query.with_for_update() if to_change else query) or abort(404)


def text_of(version_id: int) -> Question:
    """Return the question of a version, under the id that its text has."""
    return questions_by_version([version_id])[version_id][1]


def list_versions(key: str) -> list[Version]:
    """Return the versions of a question, the newest first."""
    query = select(QuestionVersion, Employee).outerjoin(Employee, Employee.id == QuestionVersion.made_by).options(
        lazyload(Employee.unit))  # joined, it would leave out what nobody made
    rows = db.session.execute(query.where(QuestionVersion.key == key).order_by(QuestionVersion.number.desc()))
    return [Version(*row) for row in rows.tuples()]


def duplicates_of(row: BankQuestion, most: int = 20) -> list[BankQuestion]:
    """Return other questions that ask the same."""
    query = select(BankQuestion).where(BankQuestion.fingerprint == row.fingerprint, BankQuestion.id != row.id)
    return list(db.session.scalars(query.order_by(BankQuestion.id).limit(most)))


def known_prints(prints: Collection[str]) -> dict[str, BankQuestion]:
    """Return the first question of the bank with each of these fingerprints that is there, by fingerprint."""
    found: dict[str, BankQuestion] = {}
    wanted = sorted(set(prints))
    for at in range(0, len(wanted), 500):
        query = select(BankQuestion).where(BankQuestion.fingerprint.in_(wanted[at:at + 500])).order_by(BankQuestion.id)
        for row in db.session.scalars(query):
            found.setdefault(row.fingerprint, row)
    return found


def own_keys() -> set[str]:
    """Return the short names of all questions that are of no quiz's file."""
    return set(db.session.scalars(select(BankQuestion.key).where(~BankQuestion.key.contains("/"))))
