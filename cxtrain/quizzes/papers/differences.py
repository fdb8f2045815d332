"""What is different between two versions of a quiz, in words. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cxtrain.quizzes.papers.words import COUNTS, MARKINGS, MOMENT, PAGES, WHENS
from cxtrain.quizzes.quiz import Draw, Fixed, Quiz
from cxtrain.web.bilingual import N_, Bilingual

AS_OFTEN, AS_LONG, NO_DAY = N_("as often as one likes"), N_("as long as one likes"), N_("no day")
YES, NO = N_("yes"), N_("no")


@dataclass(frozen=True)
class Saying:
    """A sentence for the catalogue with its values, or a text in both languages."""

    message: str | Bilingual
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One difference: what it is about, how it was and how it is; None where there was, or is, nothing."""

    about: str
    before: Saying | None
    after: Saying | None


@dataclass(frozen=True)
class _Line:
    about: str
    saying: Saying


def differences(before: Quiz, after: Quiz) -> tuple[Change, ...]:
    """Return what is different, settings first, then questions."""
    pairs = zip(_settings(before), _settings(after), strict=True)
    settings = [Change(one.about, one.saying, other.saying) for one, other in pairs if one != other]
    return (*settings, *_entries(before, after), *_texts(before, after))


def _settings(quiz: Quiz) -> Iterator[_Line]:
    yield _Line(N_("Title"), Saying(quiz.title))
    yield _Line(N_("What it is about"), Saying(quiz.brief))
    yield _Line(N_("Pass mark"), Saying(N_("%(number)s of 100"), {"number": quiz.pass_mark}))
    yield _Line(N_("Attempts"), Saying(str(quiz.attempts) if quiz.attempts else AS_OFTEN))
    yield _Line(N_("What counts"), Saying(COUNTS[quiz.counts.value]))
    yield _Line(N_("In another order for each attempt"), Saying(YES if quiz.shuffle else NO))
    yield _Line(N_("Several right answers"), Saying(MARKINGS[quiz.marking.value]))
    yield _Line(N_("How sure one is"), Saying(YES if quiz.certainty else NO))
    yield _Line(N_("On the screen"), Saying(PAGES["one_by_one" if quiz.one_by_one else "all_on_one"]))
    limit = Saying(N_("%(number)s minutes"), {"number": quiz.time_limit}) if quiz.time_limit else Saying(AS_LONG)
    yield _Line(N_("Time"), limit)
    yield _Line(N_("Opens"), Saying(quiz.opens.strftime(MOMENT) if quiz.opens else NO_DAY))
    yield _Line(N_("Closes"), Saying(quiz.closes.strftime(MOMENT) if quiz.closes else NO_DAY))
    yield _Line(N_("Only on site, with a code"), Saying(YES if quiz.on_site else NO))
    yield _Line(N_("The score is shown"), Saying(WHENS[quiz.review.score.value]))
    yield _Line(N_("Feedback is shown"), Saying(WHENS[quiz.review.feedback.value]))
    yield _Line(N_("Right answers are shown"), Saying(WHENS[quiz.review.answers.value]))


def _entries(before: Quiz, after: Quiz) -> Iterator[Change]:
    former, later = _named(before), _named(after)
    for name in former | later:
        if former.get(name) != later.get(name):
            about = N_("Drawn questions") if isinstance(former.get(name) or later.get(name), Draw) else N_("Question")
            yield Change(about, _entry(former.get(name)), _entry(later.get(name)))
    if [name for name in former if name in later] != [name for name in later if name in former]:
        yield Change(N_("The order of the entries"), None, None)


def _named(quiz: Quiz) -> dict[Any, Fixed | Draw]:
    """Return the entries by what tells them apart; of two equal draws the second has a number."""
    found: dict[Any, Fixed | Draw] = {}
    for slot in quiz.slots:
        name: Any = slot.key if isinstance(slot, Fixed) else (slot.category, slot.tags, slot.difficulty)
        number = 0
        while (name, number) in found:
            number += 1
        found[name, number] = slot
    return found


def _entry(slot: Fixed | Draw | None) -> Saying | None:
    if slot is None:
        return None
    if isinstance(slot, Fixed):
        return Saying(slot.key)
    told = [part for part in (slot.category, *slot.tags, slot.difficulty) if part]
    if told:
        return Saying(N_("%(count)s of: %(what)s"), {"count": slot.count, "what": ", ".join(told)})
    return Saying(N_("%(count)s of the whole bank"), {"count": slot.count})


def _texts(before: Quiz, after: Quiz) -> Iterator[Change]:
    former = {question.id: question for question in before.questions}
    for question in after.questions:
        if question.id in former and former[question.id] != question:
            yield Change(N_("The text of a question"), None, Saying(f"{after.slug}/{question.id}"))
