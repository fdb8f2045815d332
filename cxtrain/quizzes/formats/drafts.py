"""What a reader found about a question, and the question that is made of it, or the reason why there is none. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from cxtrain.quizzes.fingerprint import find_duplicates, fingerprint, words_of
from cxtrain.quizzes.formats.bounds import (
    LONGEST,
    LONGEST_RAW,
    LONGEST_SHOWN,
    MOST_QUESTIONS,
    MOST_TEXTS,
    TOO_LONG,
    TOO_MANY,
    Unreadable,
    WholeFileRefused,
)
from cxtrain.quizzes.formats.markup import HTML, REMOVED, Said, as_markup, cleaned, markup_of, removed_note
from cxtrain.quizzes.formats.results import Note, Read, Refused, Taken
from cxtrain.quizzes.kinds.every import from_data
from cxtrain.quizzes.question import Question
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import OTHER, SENTENCES

NO_STEM = N_("The question has no text.")
DUPLICATE = N_("The question in line %(line)s asks the same.")
NO_PART = N_("An answer or a part of the question has no text.")
CUT = N_("“%(text)s” was shortened to %(limit)s characters.")
HAN, LATIN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]"), re.compile("[A-Za-z\u00c0-\u024f]")
LONGEST_LINE, LONGEST_TAG = 200, 60
OPTIONAL = frozenset({"feedback", "right", "wrong", "sample"})  # texts that may be missing


@dataclass
class Draft:
    """A question while it is read. `body` holds the keys of its kind; a `Said` in it becomes a text in one language or two."""

    line: int
    source: str
    kind: str = ""
    stem: Said = field(default_factory=lambda: Said(""))
    body: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    id_number: str = ""
    category: str = ""
    tags: list[str] = field(default_factory=list)
    difficulty: str = ""
    marks: str = ""
    feedback: Said | None = None
    notes: list[Note] = field(default_factory=list)

    def warn(self, message: str, /, **values: object) -> None:
        """Note something that a person should look at."""
        self.notes.append(Note(self.line, message, values))

    def texts(self) -> list[Said]:
        """Return every text with a form, the stem first."""
        return [self.stem, *_said_in(self.body), *([self.feedback] if self.feedback else [])]


def _said_in(value: object) -> Iterator[Said]:
    if isinstance(value, Said):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _said_in(each)


class Collector:
    """Takes what a reader finds, in the order of the file."""

    def __init__(self, form: str, language: str | None = None, notes: tuple[Note, ...] = ()) -> None:
        """Begin with nothing; `language` is zh, en, or None to let the letters of each question say."""
        self._form, self._language, self._notes = form, language, [*notes]
        self._taken: list[Taken] = []
        self._refused: list[Refused] = []
        self._ids: dict[str, int] = {}

    def warn(self, line: int, message: str, /, **values: object) -> None:
        """Note something about the file."""
        self._notes.append(Note(line, message, values))

    def refuse(self, line: int, text: str, message: str, /, **values: object) -> None:
        """Note a question that is not taken over."""
        self._count()
        self._refused.append(Refused(line, message, values, text.strip()[:LONGEST_SHOWN]))

    def read(self, line: int, source: str, reader: Callable[[], Draft]) -> None:
        """Take what a reader makes of one block, or refuse the block with its reason."""
        try:
            draft = reader()
            taken = self._made(draft)
        except Unreadable as fault:
            self.refuse(line, source, fault.message, **fault.values)
        else:
            self._add(taken)

    def keep(self, line: int, source: str, data: Mapping[str, Any]) -> None:
        """Take a question that is already written as ours, its HTML made safe."""
        notes: list[str] = []
        try:
            question = checked(dict(_safe(dict(data), notes) if data.get("markup") == HTML else data))
        except Unreadable as fault:
            self.refuse(line, source, fault.message, **fault.values)
            return
        warnings = [Note(line, REMOVED, removed_note(notes))] if notes else []
        own = self.new_id(question.id)
        self._add(Taken(line, question.model_copy(update={"id": own}), (*warnings, *_complaints(question, line))))

    def result(self) -> Read:
        """Return all that was found, questions that ask the same marked."""
        found = find_duplicates([fingerprint(each.question) for each in self._taken])
        taken = tuple(each if first is None else self._marked(each, self._taken[first].line)
                      for each, first in zip(self._taken, found, strict=True))
        return Read(self._form, taken, tuple(self._refused), tuple(self._notes))

    @staticmethod
    def _marked(taken: Taken, line: int) -> Taken:
        return replace(taken, duplicate_of=line, warnings=(*taken.warnings, Note(taken.line, DUPLICATE, {"line": line})))

    def _add(self, taken: Taken) -> None:
        self._count()
        self._taken.append(taken)

    def _count(self) -> None:
        if len(self._taken) + len(self._refused) >= MOST_QUESTIONS:
            raise WholeFileRefused(TOO_MANY, limit=MOST_QUESTIONS)

    def new_id(self, wanted: str) -> str:
        """Return an id that no other question of the file has: the wanted one, or with a number after it."""
        base = slug_of(wanted) or "q"
        count = self._ids.get(base, 0) + 1
        name = f"{base}-{count}" if base == "q" or count > 1 else base
        while name in self._ids:
            count += 1
            name = f"{base}-{count}"
        self._ids[base] = count
        self._ids.setdefault(name, 1)
        return name

    def _made(self, draft: Draft) -> Taken:
        """Return the question of a draft.

        Raises:
            Unreadable: there is none.
        """
        texts = _bounded(draft.texts())
        markup = markup_of(texts)
        language = self._language or language_of(texts)
        removed: list[str] = []
        data = _head(draft, markup, self.new_id(draft.id_number or draft.name))
        data |= _filled(draft.body, markup, language, removed)
        stem = _written(draft.stem, markup, language, removed)
        has_stem = any(stem.values())
        if not has_stem:
            draft.warn(NO_STEM)
        data["text"] = stem if has_stem else {language: draft.name or "…"}
        if draft.feedback and any((said := _written(draft.feedback, markup, language, removed)).values()):
            data["explanation"] = said
        if removed:
            draft.warn(REMOVED, **removed_note(removed))
        if len(str(data)) > LONGEST:
            raise Unreadable(TOO_LONG, limit=LONGEST)
        question = checked(data)
        return Taken(draft.line, question, (*draft.notes, *_complaints(question, draft.line)), has_stem=has_stem)


def _bounded(texts: list[Said]) -> list[Said]:
    """Return the texts of a question.

    Raises:
        Unreadable: they are too many, or too long even before their HTML is made safe.
    """
    if sum(len(text) for said in texts for text in said.both) > LONGEST_RAW or len(texts) > MOST_TEXTS:
        raise Unreadable(TOO_LONG, limit=LONGEST)
    return texts


def language_of(texts: list[Said]) -> str:
    """Return zh where the texts have more Chinese characters than Latin letters, else en."""
    whole = "".join(text for said in texts for text in said.both)
    return "zh" if len(HAN.findall(whole)) > len(LATIN.findall(re.sub(r"<[^<>]*>", "", whole))) else "en"


def slug_of(text: str) -> str:
    """Return a text as an id, or nothing where no letter or figure of it can stand in one."""
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-")


def checked(data: dict[str, Any]) -> Question:
    """Return the question of plain data.

    Raises:
        Unreadable: it is none, or a complaint about it is an error.
    """
    try:
        question = from_data(data)
    except ValidationError as error:
        raise _unreadable(error) from error
    for complaint in question.complaints():
        if complaint.level == "error":
            raise Unreadable(complaint.message, **dict(complaint.values))
    return question


def _unreadable(error: ValidationError) -> Unreadable:
    first = error.errors(include_url=False)[0]
    context = first.get("ctx", {})
    if first["type"] == "refused":
        return Unreadable(context["message"], **context["values"])
    values = {**context, "given": str(first["input"])[:40], "detail": first["msg"], "key": str(["?", *first["loc"]][-1])}
    return Unreadable(SENTENCES.get(first["type"], OTHER), **values)


def _complaints(question: Question, line: int) -> Iterator[Note]:
    for complaint in question.complaints():
        yield Note(line, complaint.message, complaint.values)


def _head(draft: Draft, markup: str, own: str) -> dict[str, Any]:
    """Return what every kind has, what is empty left out and what is too long cut with a warning."""
    tags = [_cut(draft, tag, LONGEST_TAG) for tag in draft.tags if tag.strip()]
    data = {
        "id": own, "kind": draft.kind, "markup": markup, "name": _cut(draft, draft.name, LONGEST_LINE),
        "id_number": _cut(draft, draft.id_number, LONGEST_LINE), "category": _category(draft), "difficulty": draft.difficulty,
        "tags": list(dict.fromkeys(tags)), "marks": draft.marks,
    }
    return {key: value for key, value in data.items() if value}


def _cut(draft: Draft, text: str, limit: int) -> str:
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    draft.warn(CUT, text=text[:40] + "…", limit=limit)
    return text[:limit].strip()


def _category(draft: Draft) -> str:
    steps = (" ".join(step.split()) for step in draft.category.split("/"))
    return _cut(draft, "/".join(step for step in steps if step), LONGEST_LINE).strip("/")


def _written(value: object, markup: str, language: str, removed: list[str]) -> Any:
    """Return a value of a body as plain data, each `Said` as {language: text}."""
    if isinstance(value, Said):
        said = (value.text, value.en) if value.en else (value.text,)
        texts = [_clean(as_markup(text, value.form, markup), markup, removed) for text in said]
        return {"zh": texts[0], "en": texts[1]} if value.en else {language: texts[0]}
    if isinstance(value, dict):
        return _filled(value, markup, language, removed)
    if isinstance(value, list):
        return [_written(each, markup, language, removed) for each in value]
    return value


def _filled(body: Mapping[str, Any], markup: str, language: str, removed: list[str]) -> dict[str, Any]:
    """Return the keys of a body with their texts, those left out that may be missing and say nothing.

    Raises:
        Unreadable: another text says nothing, such as an option that was only a picture.
    """
    data: dict[str, Any] = {}
    for key, value in body.items():
        said = _written(value, markup, language, removed)
        if isinstance(value, Said) and not any(said.values()):
            if key not in OPTIONAL:
                raise Unreadable(NO_PART)
            continue
        data[key] = said
    return data


def _clean(text: str, markup: str, removed: list[str]) -> str:
    if markup != HTML:
        return text
    clean, names = cleaned(text)
    removed += names
    return clean if words_of(clean, HTML) else ""


def _safe(value: Any, removed: list[str]) -> Any:
    """Return plain data with the HTML in each of its texts made safe."""
    if isinstance(value, dict):
        texts = set(value) <= {"zh", "en"}
        return {key: _clean(each, HTML, removed) if texts and isinstance(each, str) else _safe(each, removed)
                for key, each in value.items()}
    return [_safe(each, removed) for each in value] if isinstance(value, list) else value
