"""Reading what belongs into the file of a class, and the files that were made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.people.permissions import Actor, Can
from cxtrain.quizzes.models import Quiz
from cxtrain.quizzes.papers.exams import queries as exams
from cxtrain.quizzes.papers.exams.models import PaperExam, PaperSitting
from cxtrain.quizzes.papers.exams.sheet import shown_marks
from cxtrain.quizzes.papers.exams.wording import PHRASES, form_name, minutes
from cxtrain.quizzes.queries import quiz_of
from cxtrain.reports.class_archives.contents import FOLDERS, exam_name, photo_names, practical_name
from cxtrain.reports.class_archives.models import ClassArchive
from cxtrain.training.classes.models import ClassPhoto, TrainingClass
from cxtrain.training.classes.papers import queries as papers
from cxtrain.training.course import StepKind
from cxtrain.training.queries import course_of


@dataclass(frozen=True)
class Print:
    """One PDF of the file: its name there, its template and what that is given."""

    name: str
    template: str
    facts: dict[str, Any]
    own_language: str = ""  # where the facts say which it is printed in, whatever the others are


@dataclass(frozen=True)
class Load:
    """All that the file of a class holds."""

    code: str
    course: dict[str, str]
    prints: tuple[Print, ...]
    photos: tuple[tuple[str, str], ...]  # name and digest

    @property
    def heading(self) -> dict[str, Any]:
        """What stands on its index beside the files."""
        signed = self.prints[0].facts
        return {"code": self.code, "course": self.course, "maker": signed["maker"], "today": signed["today"]}


def get_archived_class(actor: Actor, class_id: int) -> TrainingClass:
    """Return the class whose file `actor` may have; otherwise answer 404."""
    return papers.get_kept_class_for(actor, Can.RUN_CLASSES, class_id)


def archives_of(class_id: int) -> list[ClassArchive]:
    """Return the files of a class, the latest first."""
    query = select(ClassArchive).where(ClassArchive.class_id == class_id).order_by(ClassArchive.id.desc()).limit(20)
    return list(db.session.scalars(query))


def latest_archive(class_id: int) -> ClassArchive | None:
    """Return the latest file of a class that is whole, None where there is none. The caller has checked who may see it."""
    return next((archive for archive in archives_of(class_id) if archive.digest), None)


def get_archive(class_: TrainingClass, archive_id: int) -> ClassArchive:
    """Return a file of this class; otherwise answer 404."""
    return db.session.scalar(select(ClassArchive).where(
        ClassArchive.id == archive_id, ClassArchive.class_id == class_.id)) or abort(404)


def load(class_: TrainingClass) -> Load:
    """Return all that the file of a closed class holds. Equal facts give an equal load: nothing of the day is in it."""
    paper = papers.paper_of(class_)
    signed = {"maker": paper.closed_by, "today": paper.closed_on}
    facts = papers.facts_of(class_, list(FOLDERS))
    prints = [Print(FOLDERS[name], f"training/classes/papers/{name}", facts[name] | signed) for name in FOLDERS]
    for slug, title in papers.sheets_of(class_):
        sheets = papers.practical_facts(class_, slug)
        if sheets and sheets["records"]:
            prints.append(Print(practical_name(title["zh"]), "training/classes/papers/practical", sheets | signed))
    people = [person.id for person in paper.people]
    prints += _exam_papers(class_, people, paper.sessions[0].day if paper.sessions else paper.made_on)
    shots = list(db.session.scalars(select(ClassPhoto).where(ClassPhoto.class_id == class_.id).order_by(ClassPhoto.id)))
    names = photo_names([shot.caption for shot in shots])
    return Load(paper.code, paper.course, tuple(prints), tuple(zip(names, [shot.digest for shot in shots], strict=True)))


def _exam_papers(class_: TrainingClass, people: Sequence[int], since: Any) -> list[Print]:
    """Return the forms on paper that people of the class sat for its course since it began; never their answers."""
    slugs = [step.slug for step in course_of(class_.course_version).steps if step.kind is StepKind.QUIZ]
    rows = db.session.execute(
        select(PaperExam, PaperSitting.form).join(PaperSitting, PaperSitting.exam_id == PaperExam.id)
        .join(Quiz, Quiz.id == PaperExam.quiz_id)
        .where(Quiz.slug.in_(slugs), PaperSitting.employee_id.in_(people), PaperSitting.sat_on >= since)
        .order_by(PaperExam.id)).tuples().all() if slugs and people else []
    forms = {(exam.id, form or "A"): exam for exam, form in rows}
    return [Print(exam_name(exam.code, form), "quizzes/exam_paper", _exam_facts(exam, form), exam.language)
            for (_id, form), exam in sorted(forms.items(), key=lambda each: each[0])]


def _exam_facts(exam: PaperExam, form: str) -> dict[str, Any]:
    quiz, phrases = quiz_of(exam.version), {name: words.as_dict() for name, words in PHRASES.items()}
    return {"code": exam.code, "form": form_name(form).as_dict(), "title": quiz.title.as_dict(),
            "sections": exams.sections_on(exam, form),
            "language": exam.language, "pass_mark": quiz.pass_mark, "most": shown_marks(sum(exams.most_on(exam))),
            "minutes": minutes(quiz.time_limit).as_dict() if quiz.time_limit else None,
            "seed": exam.seed_a if form == "A" else exam.seed_b, "t": phrases}
