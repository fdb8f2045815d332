"""Course files: how trainers write them, and the records everything else works with. Pure.

```yaml
format: 1
slug: moments-of-truth
title: {zh: 关键时刻, en: Moments of truth}
summary: {zh: …, en: …}
class_hours: 4                # 学时
touchpoints: [check-in, checkout]
steps:
  - {lesson: what-is-a-moment, minutes: 5}
  - {scenario: late-check-in, mode: exam, pass_mark: 60, minutes: 6}
  - {quiz: front-desk}
  - {classroom: practice-day, attend: 80, minutes: 270}   # a class led by a trainer; percent of it to be present at
  - {practical: front-desk}     # shown to an assessor
certificate:                  # without it the course leads to no certificate
  title: {zh: 培训合格证书, en: Certificate of training}
  valid_months: 24            # without it the certificate is good for ever
```
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from cxtrain.web.bilingual import N_, Bilingual
from cxtrain.web.documents import Fault, Part, Text, Tree, fault_at, read, warning_at

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]

# A firm's certificate must not look like the state's. Source: 人社部函〔2022〕25号.
STATE_WORDS = (
    "中国", "中华", "国家", "全国", "职业资格", "岗位合格", "专业技术职务", "职业技能等级", "专项职业能力",
)


class StepKind(StrEnum):
    """What a step asks for."""

    LESSON = "lesson"
    SCENARIO = "scenario"
    QUIZ = "quiz"
    CLASSROOM = "classroom"  # a class of this course was attended; its slug is a name within the course
    PRACTICAL = "practical"


MOST_STEPS = 60
RESERVED = frozenset({"assignments", "classes"})  # /training/assignments is no course
USUAL_MINUTES = {StepKind.LESSON: 5, StepKind.SCENARIO: 6, StepKind.QUIZ: 10, StepKind.CLASSROOM: 180, StepKind.PRACTICAL: 20}
MOST_MINUTES = 240  # of a step that is no class
USUAL_ATTENDANCE = 80  # percent of a class


@dataclass(frozen=True)
class Step:
    """One step of a course."""

    kind: StepKind
    slug: str
    minutes: int  # expected, at least 1
    mode: str | None = None  # "practice" or "exam", for scenarios only
    pass_mark: int | None = None  # percent, for scenarios only; None: playing to the end is enough
    attend: int | None = None  # percent of its minutes that one must be present, for classes only

    @property
    def key(self) -> str:
        """The name of the step within its course, such as "quiz:front-desk"."""
        return f"{self.kind}:{self.slug}"


@dataclass(frozen=True)
class CertificateTerms:
    """The certificate that a course leads to."""

    title: Bilingual
    valid_months: int | None  # at least 1; None: for good


@dataclass(frozen=True)
class Course:
    """A course as its file says."""

    slug: str
    title: Bilingual
    summary: Bilingual
    class_hours: int  # 学时 of 45 minutes
    touchpoints: tuple[str, ...]  # slugs
    steps: tuple[Step, ...]  # at least one; no key twice
    certificate: CertificateTerms | None

    @property
    def minutes(self) -> int:
        """Minutes that all steps are expected to take."""
        return sum(step.minutes for step in self.steps)

    @property
    def has_practical(self) -> bool:
        """Whether an assessor has to see it done."""
        return any(step.kind is StepKind.PRACTICAL for step in self.steps)

    @property
    def has_played_exam(self) -> bool:
        """Whether a scenario has to be passed in exam mode, which is no practical assessment."""
        return any(step.mode == "exam" for step in self.steps)

    def step(self, kind: StepKind, slug: str) -> Step | None:
        """Return the step of that kind and slug, None where the course has none."""
        return next((step for step in self.steps if (step.kind, step.slug) == (kind, slug)), None)


@dataclass(frozen=True)
class Parsed:
    """What was read: `course` is None exactly when a fault is an error."""

    course: Course | None
    faults: tuple[Fault, ...]
    tree: Tree | None  # None where the YAML itself is broken


class StepPart(Part):
    """A step as written; exactly one of the kinds names what it is."""

    lesson: Slug | None = None
    scenario: Slug | None = None
    quiz: Slug | None = None
    classroom: Slug | None = None
    practical: Slug | None = None
    minutes: Annotated[int, Field(ge=1, le=2400)] | None = None
    mode: Literal["practice", "exam"] | None = None
    pass_mark: Annotated[int, Field(ge=1, le=100)] | None = None
    attend: Annotated[int, Field(ge=1, le=100)] | None = None

    @property
    def named(self) -> list[tuple[StepKind, str]]:
        """What the step names: kind and slug."""
        slugs = {kind: getattr(self, kind.value) for kind in StepKind}
        return [(kind, slug) for kind, slug in slugs.items() if slug is not None]


class CertificatePart(Part):
    """The certificate's terms as written."""

    title: Text
    valid_months: Annotated[int, Field(ge=1, le=240)] | None = None


class CourseFile(Part):
    """A course file as written."""

    format: Literal[1]
    slug: Slug
    title: Text
    summary: Text
    class_hours: Annotated[int, Field(ge=1, le=200)]
    touchpoints: tuple[Slug, ...] = ()
    steps: tuple[StepPart, ...]
    certificate: CertificatePart | None = None


def parse(text: str | bytes) -> Parsed:
    """Return the course that `text` describes, or every fault in it. Never raises for any text."""
    document = read(text, CourseFile)
    if document.value is None or document.tree is None:
        return Parsed(None, document.faults, document.tree)
    faults = (*document.faults, *_faults(document.value, document.tree))
    wrong = any(fault.level == "error" for fault in faults)
    return Parsed(None if wrong else _course(document.value), faults, document.tree)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a course file, for editors that complete and check while one types."""
    return CourseFile.model_json_schema()


def missing_references(parsed: Parsed, known: Mapping[StepKind, Collection[str]]) -> tuple[Fault, ...]:
    """Return an error for each step that names something which is none of `known`; classes are held, not published."""
    if parsed.course is None or parsed.tree is None:
        return ()
    message = N_('Step %(number)s names the %(kind)s "%(slug)s", which does not exist.')
    return tuple(
        fault_at(parsed.tree.place(("steps", index)), message, number=index + 1, kind=step.kind.value, slug=step.slug)
        for index, step in enumerate(parsed.course.steps)
        if step.kind is not StepKind.CLASSROOM and step.slug not in known[step.kind])


def unknown_touchpoints(parsed: Parsed, known: Collection[str]) -> tuple[Fault, ...]:
    """Return a warning for each touchpoint of the course that is none of `known`."""
    if parsed.course is None or parsed.tree is None:
        return ()
    return tuple(
        warning_at(parsed.tree.place(("touchpoints", index)), N_('There is no touchpoint "%(name)s".'), name=slug)
        for index, slug in enumerate(parsed.course.touchpoints) if slug not in known)


def _faults(file: CourseFile, tree: Tree) -> Iterator[Fault]:
    # Counted here, because pydantic leaves items with faults out and then says that there are too few.
    if not 1 <= len(file.steps) <= MOST_STEPS:
        yield fault_at(tree.place(("steps",)), N_("A course has 1 to %(most)s steps."), most=MOST_STEPS)
    seen: set[tuple[StepKind, str]] = set()
    for index, part in enumerate(file.steps):
        place = tree.place(("steps", index))
        if len(part.named) != 1:
            yield fault_at(place, N_("A step names exactly one of lesson, scenario, quiz, classroom and practical."))
            continue
        if part.named[0] in seen:
            yield fault_at(place, N_('The step "%(slug)s" stands in this course twice.'), slug=part.named[0][1])
        seen.add(part.named[0])
        if part.scenario is None and (part.mode or part.pass_mark):
            yield fault_at(place, N_("mode and pass_mark belong to scenarios only; a quiz has its own pass mark."))
        if part.classroom is None and (part.attend or (part.minutes or 0) > MOST_MINUTES):
            yield fault_at(place, N_("attend, and more than 240 minutes, belong to classes only."))
    if file.slug in RESERVED:
        yield fault_at(tree.place(("slug",)), N_('The slug "%(slug)s" is the address of another page.'), slug=file.slug)
    yield from _state_words(file, tree)


def _state_words(file: CourseFile, tree: Tree) -> Iterator[Fault]:
    title = file.certificate.title.zh if file.certificate else ""
    for word in STATE_WORDS:
        if word in title:
            message = N_('A certificate title may not contain "%(word)s": it would look like one of the state.')
            yield fault_at(tree.place(("certificate", "title", "zh")), message, word=word)


def _course(file: CourseFile) -> Course:
    terms = file.certificate
    return Course(
        slug=file.slug, title=file.title.said, summary=file.summary.said, class_hours=file.class_hours,
        touchpoints=file.touchpoints, steps=tuple(_step(part) for part in file.steps),
        certificate=CertificateTerms(terms.title.said, terms.valid_months) if terms else None,
    )


def _step(part: StepPart) -> Step:
    kind, slug = part.named[0]
    mode = (part.mode or "practice") if kind is StepKind.SCENARIO else None
    attend = (part.attend or USUAL_ATTENDANCE) if kind is StepKind.CLASSROOM else None
    return Step(kind, slug, part.minutes or USUAL_MINUTES[kind], mode, part.pass_mark, attend)
