"""`cxtrain content check` and `content publish`: a file, or a whole pack in the order in which its parts need each other."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from cxtrain.journey.operations import Refused as TouchpointsRefused
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.journey.touchpoint import read_touchpoints
from cxtrain.paths import resource_dir
from cxtrain.planning.library import read_library
from cxtrain.quality.calibration.cases.case_file import Form, read_case
from cxtrain.quality.calibration.cases.operations import publish_case
from cxtrain.quality.instrument import Instrument
from cxtrain.quality.instrument_file import read_instrument, read_survey
from cxtrain.quality.operations import Refused as InstrumentRefused
from cxtrain.quality.operations import publish_instrument
from cxtrain.quizzes import quiz
from cxtrain.quizzes.operations import publish_quiz
from cxtrain.quizzes.queries import published_source as published_quiz
from cxtrain.roleplay.operations import publish_scenario
from cxtrain.roleplay.packs import Finding, Read, check_path, drift_of, reading_of
from cxtrain.roleplay.queries import published_source
from cxtrain.training import course, lesson
from cxtrain.training.course import StepKind
from cxtrain.training.drift import drifted
from cxtrain.training.operations import publish_course, publish_lesson
from cxtrain.training.practicals import sheet as practical
from cxtrain.training.practicals.sheets.operations import publish_sheet
from cxtrain.training.queries import published_course, published_lesson
from cxtrain.voices.comments.operations import publish_tags
from cxtrain.voices.comments.tag_file import read_tags
from cxtrain.voices.operations import keep_questionnaire
from cxtrain.voices.questionnaire_file import read_questionnaire
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault, in_order
from cxtrain.web.yaml_tree import decoded, plant

KEYS = {"scenes": "scenario", "questions": "quiz", "steps": "course", "items": "instrument", "sections": "instrument",
        "parts": "practical", "happened": "case", "sentences": "actions",
        "comment_tags": "tags", "touchpoints": "touchpoints"}  # the last: a course names them, too
ORDER = ("touchpoints", "tags", "instrument", "questionnaire", "case", "scenario", "lesson", "quiz", "practical", "course",
         "actions")
NOT_PUBLISHED = N_("The library of actions comes with the program; change its actions in the browser.")
SURVEYS = "instruments"
QUESTIONNAIRES = "surveys"  # what customers are asked, at any touchpoint


class Refusal(Exception):
    """A file cannot be published; `findings` say why."""

    def __init__(self, findings: list[Finding]):
        super().__init__("; ".join(str(finding) for finding in findings))
        self.findings = findings


def kind_of(path: Path) -> str:
    """Return what a content file holds: by its name, else by its top-level keys; a scenario where nothing tells."""
    if path.name.endswith((".zh.md", ".en.md")):
        return "lesson"
    keys = _keys(path)
    if {"questions", "kind"} <= keys:  # a quiz has no kind
        return "questionnaire"
    return next((kind for key, kind in KEYS.items() if key in keys), "scenario")


def _keys(path: Path) -> frozenset[str]:
    """Return the top-level keys of a YAML file; by its lines where it has a fault that keeps it from being read."""
    return _keys_of(path.read_bytes()[:1_000_001])


@lru_cache(maxsize=256)  # each file of a pack is looked at for each of its neighbours
def _keys_of(body: bytes) -> frozenset[str]:
    tree = plant(body)[0]
    if tree is not None and isinstance(tree.data, dict):
        return frozenset(tree.data)
    return frozenset(re.findall(r"^([a-z_]+):", body.decode(errors="replace"), re.M))


def files_of(path: Path) -> list[Path]:
    """Return the content files of a pack, or the file itself, in publishing order.

    With a pack go the instruments beside it: the surveys, the forms called after the pack, and those for any touchpoint;
    and the questionnaires beside it.
    """
    if path.is_file():
        return [path]
    shared = path.parent / SURVEYS
    found = [p for p in sorted(path.rglob("*")) if p.suffix in (".yaml", ".yml", ".md") and p.name != "pack.yaml"
             and not p.name.endswith(".en.md")]
    if (path / "pack.yaml").is_file() and shared.is_dir():
        found += [p for p in sorted(shared.glob("*.yaml")) if p.stem.startswith(f"{path.name}-") or _is_for_all(p)]
        found += sorted((path.parent / QUESTIONNAIRES).glob("*.yaml"))
    return sorted(found, key=lambda p: (ORDER.index(kind_of(p)), not _is_survey(p)))


def _is_survey(path: Path) -> bool:
    return path.suffix != ".md" and "items" in _keys(path)


def _is_for_all(path: Path) -> bool:
    keys = _keys(path)
    return "items" in keys or ("sections" in keys and "touchpoint" not in keys)


def check(path: Path) -> list[Finding]:
    """Return every fault and every advice about a file or folder, each with file, line and column."""
    if path.is_file() and kind_of(path) == "scenario":
        return check_path(path)
    others = [p for p in files_of(path) if kind_of(p) != "scenario"]
    scenarios = check_path(path) if path.is_dir() and (not others or (path / "scenarios").is_dir()) else []
    return scenarios + [finding for p in others for finding in _findings(p)]


def _findings(path: Path) -> list[Finding]:
    return _lesson_findings(path) if kind_of(path) == "lesson" else [Finding(path, fault) for fault in _faults(path)]


def _lesson_findings(path: Path) -> list[Finding]:
    """Return what keeps a lesson from being read: what in one of its two files is no text, else what its pair lacks."""
    slug, *files = _pair(path)
    read = [(file, *decoded(file.read_bytes() if file.is_file() else b"")) for file in files]
    broken = [Finding(file, fault) for file, _, faults in read for fault in faults]
    return broken or [Finding(path, fault) for fault in lesson.parse(slug, *(text for _, text, _ in read)).faults]


def check_languages(path: Path) -> list[Finding]:
    """Return where the languages of a text drifted apart since it was published; needs an application's context."""
    return [finding for each in files_of(path) for finding in _drift(each)]


def _drift(path: Path) -> list[Finding]:
    kind = kind_of(path)
    if kind == "lesson":
        return _lesson_drift(path)
    sources = {"scenario": published_source, "quiz": published_quiz, "course": published_course}
    return drift_of(path, sources[kind]) if kind in sources else []


def _lesson_drift(path: Path) -> list[Finding]:
    slug, zh, en = _pair(path)
    before = published_lesson(slug)
    if before is None or _lesson_findings(path):
        return []
    now = lesson.Texts(*(decoded(file.read_bytes())[0] for file in (zh, en)))
    return [Finding(zh if language == "zh" else en, fault) for language, fault in drifted(now, before)]


def reading(path: Path) -> list[Read]:
    """Return how long each scene of each scenario takes to read, those of files without faults."""
    return [one for each in _scenarios(path) for one in reading_of(each)]


def _scenarios(path: Path) -> list[Path]:
    return [each for each in files_of(path) if kind_of(each) == "scenario"]


def _faults(path: Path) -> Iterable[Fault]:
    kind, body = kind_of(path), path.read_bytes()
    readers: dict[str, Callable[[bytes], Iterable[Fault]]] = {
        "quiz": lambda text: _quiz_faults(text, pack_of(path)),
        "course": lambda text: _course_faults(text, pack_of(path)),
        "practical": lambda text: practical.parse(text).faults,
        "touchpoints": lambda text: read_touchpoints(text).faults,
        "instrument": lambda text: read_instrument(text, dict(_surveys(path.parent)))[1],
        "questionnaire": lambda text: read_questionnaire(text)[1],
        "tags": lambda text: read_tags(text)[1],
        "actions": lambda text: read_library(text).faults,
        "case": lambda text: read_case(text, dict(_forms(path)))[1]}
    return readers[kind](body)


def _quiz_faults(text: bytes, pack: Path | None) -> Iterable[Fault]:
    parsed = quiz.parse(text)
    return in_order([*parsed.faults, *quiz.unknown_touchpoints(parsed, _touchpoints(pack))]) if pack else parsed.faults


def _course_faults(text: bytes, pack: Path | None) -> Iterable[Fault]:
    parsed = course.parse(text)
    if pack is None:
        return parsed.faults
    missing = course.missing_references(parsed, _slugs(pack))
    return in_order([*parsed.faults, *course.unknown_touchpoints(parsed, _touchpoints(pack)), *missing])


def pack_of(path: Path) -> Path | None:
    """Return the pack in one of whose folders the file lies, if it does; what it names is looked for there."""
    folder = path.absolute().parent.parent
    return folder if (folder / "pack.yaml").is_file() else None


def _touchpoints(pack: Path) -> list[str]:
    """Return the slugs of a pack's touchpoints; none where their file cannot be read, which is said of that file."""
    file = pack / "touchpoints.yaml"
    return [each.slug for each in read_touchpoints(file.read_bytes()).touchpoints or ()] if file.is_file() else []


def _slugs(pack: Path) -> dict[StepKind, set[str]]:
    """Return the slugs of what a course of the pack may name."""
    found: dict[str, set[str]] = {kind.value: set() for kind in StepKind}
    for path in files_of(pack):
        kind = kind_of(path)
        if kind in found:
            tree = None if kind == "lesson" else plant(path.read_bytes())[0]
            found[kind].add(path.name.split(".")[0] if kind == "lesson" else str(tree.at(("slug",)) if tree else ""))
    return {kind: found[kind.value] for kind in StepKind}


def _surveys(beside: Path) -> Iterator[tuple[str, object]]:
    """Yield the surveys that a form in the folder `beside` may use: those there, and those that come with the program."""
    for folder in (resource_dir("scenarios") / SURVEYS, beside):
        for other in sorted(folder.glob("*.yaml")):
            survey = read_survey(other.read_bytes())[0] if _is_survey(other) else None
            if survey is not None:
                yield survey.slug, survey


def _forms(path: Path) -> Iterator[tuple[str, Form]]:
    """Yield the forms that a case may name: those that come with the program, and those beside its pack."""
    for folder in {resource_dir("scenarios") / SURVEYS, path.absolute().parent.parent.parent / SURVEYS}:
        surveys = dict(_surveys(folder))
        for other in sorted(folder.glob("*.yaml")):
            form = None if _is_survey(other) else read_instrument(other.read_bytes(), surveys)[0]
            if isinstance(form, Instrument):
                yield form.slug, Form(form, "")


def _pair(path: Path) -> tuple[str, Path, Path]:
    """Return the slug of a lesson, its Chinese and its English file."""
    slug = path.name.split(".")[0]
    return slug, path.with_name(f"{slug}.zh.md"), path.with_name(f"{slug}.en.md")


def publish(path: Path) -> list[Path]:
    """Publish a file or a pack, all of it or nothing; the caller commits. Returns the files, in order.

    Raises:
        Refusal: a file has errors; the caller rolls back.
    """
    files = files_of(path)
    for each in files:
        errors = [Finding(each, fault) for fault in _publish(each, path) if fault.level == "error"]
        if errors:
            raise Refusal(errors)
    return files


def _publish(path: Path, pack: Path) -> Iterable[Fault]:
    kind, body = kind_of(path), path.read_bytes()
    if kind == "lesson":
        if findings := _lesson_findings(path):
            raise Refusal(findings)
        slug, *files = _pair(path)
        return publish_lesson(slug, *(decoded(file.read_bytes())[0] for file in files)).faults
    try:
        if kind == "touchpoints":
            publish_touchpoints(body, pack=pack.name if pack.is_dir() else "")
            return ()
        if kind in ("instrument", "case"):
            (publish_instrument if kind == "instrument" else publish_case)(body)
            return ()
        if kind == "tags":
            return publish_tags(body, path.absolute().parent.name)
        if kind == "questionnaire":
            return _keep_questionnaire(body)
        if kind == "actions":
            return (*read_library(body).faults, Fault(1, 1, NOT_PUBLISHED, {}))
    except (TouchpointsRefused, InstrumentRefused) as refusal:
        return refusal.faults or _faults(path)
    return {"scenario": publish_scenario, "quiz": publish_quiz, "practical": publish_sheet,
            "course": publish_course}[kind](body).faults


def _keep_questionnaire(body: bytes) -> Iterable[Fault]:
    asked, faults = read_questionnaire(body)
    if asked is not None:
        keep_questionnaire(asked)
    return faults
