"""Questions whose answer is typed as a text: a short answer, and gaps in a sentence.

```yaml
kind: short_answer
answers:                      # the first that fits counts
  - {text: 酸奶}
  - {text: yog*rt, weight: 50, feedback: {zh: …, en: …}}
case: false                   # whether capital letters matter

kind: gap_fill
text: {zh: 先[[1]]，再[[2]]。, en: "First [[1]], then [[2]]."}
parts:
  - answers: [{text: 问候}, {text: greet}]
  - {choose: true, answers: [{text: 提议}, {text: 解释, weight: 0}]}   # one is chosen instead of typed
```

Texts are compared in Unicode's NFKC form (full-width letters and figures equal narrow ones), without regard to space at
the ends and to the length of space within, and without a full stop at the end.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from cxtrain.quizzes.question import (
    LONGEST_ANSWER,
    NOTHING,
    WHOLE,
    Accepted,
    BadAnswer,
    Complaint,
    Gap,
    Marking,
    Question,
    Shape,
    Wording,
)
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Part

MOST_ANSWERS, MOST_GAPS = 20, 20
GAP = re.compile(r"\[\[(\d{1,2})\]\]")
PIECE = re.compile(r"\\\*|\*|[^*\\]+|\\")
NO_ANSWERS = N_('"%(id)s" needs 1 to %(most)s answers.')
NO_WHOLE = N_('No answer of "%(id)s" earns the whole mark.')
GAPS = N_('The text needs each of the gaps [[1]] to [[%(count)s]] once.')
NO_GAPS = N_('"%(id)s" needs 1 to %(most)s gaps.')
NO_CHOICE = N_("A gap where one chooses needs two answers at least.")


def folded(text: str, *, case: bool = False) -> str:
    """Return `text` as answers are compared; see above."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).rstrip("。.").rstrip()
    return plain if case else plain.casefold()


def fits(pattern: str, text: str, *, case: bool = False) -> bool:
    """Whether a typed `text` is what an accepted answer's text asks for, in time that grows with their lengths only."""
    whole = folded(text, case=case)
    pieces = _pieces(pattern, case=case)
    if len(pieces) == 1:
        return whole == pieces[0]
    first, *middle, last = pieces
    at, end = len(first), len(whole) - len(last)
    if at > end or not (whole.startswith(first) and whole.endswith(last)):
        return False
    for piece in middle:
        found = whole.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _pieces(pattern: str, *, case: bool) -> list[str]:
    """Return what stands between the stars; a star after a backslash is none."""
    texts = [""]
    for part in PIECE.findall(pattern.strip()):
        if part == "*":
            texts.append("")
        else:
            texts[-1] += part[1:] if part == "\\*" else part
    plain = [unicodedata.normalize("NFKC", text) for text in texts]
    if len(plain) == 1:
        return [folded(texts[0], case=case)]
    plain = [re.sub(r"\s+", " ", text) for text in plain]
    plain[-1] = plain[-1].rstrip("。.").rstrip()
    return plain if case else [text.casefold() for text in plain]


def first_fit(answers: Sequence[Accepted], text: str, *, case: bool) -> Accepted | None:
    """Return the first of `answers` that a typed text fits, None where it fits none or is empty."""
    if not text.strip():
        return None
    return next((answer for answer in answers if fits(answer.text, text, case=case)), None)


def text_of(given: Sequence[str], most: int) -> tuple[str, ...]:
    """Return one typed text as it is kept, or nothing.

    Raises:
        BadAnswer: there are several, or it is longer than `most` characters.
    """
    texts = [text.strip() for text in given]
    if len(texts) > 1 or any(len(text) > most for text in texts):
        raise BadAnswer("one text is asked for, of a certain length at most")
    return tuple(text for text in texts if text)


def earns(answer: Accepted | None) -> Fraction:
    """Return what an accepted answer earns, -1..1."""
    return Fraction(answer.weight) / 100 if answer else NOTHING


class ShortAnswer(Question):
    """A word or a few are typed."""

    asked_as: ClassVar[Shape] = Shape.LINE
    kind: Literal["short_answer"]
    answers: tuple[Accepted, ...]
    case: bool = False

    def checked(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return the text."""
        return text_of(given, 500)

    def found(self, given: Sequence[str]) -> Accepted | None:
        """Return the accepted answer that was given, if any."""
        return first_fit(self.answers, given[0], case=self.case) if given else None

    def points(self, given: Sequence[str], marking: Marking) -> Fraction:
        """Return the weight of the first answer that fits."""
        return earns(self.found(given))

    def replies(self, given: Sequence[str]) -> tuple[Wording, ...]:
        """Return what is said to that answer."""
        found = self.found(given)
        return (found.feedback,) if found and found.feedback else ()

    def complaints(self) -> Iterator[Complaint]:
        """Yield what is wrong with the answers."""
        yield from answer_complaints(self.answers, self.id, ("answers",))


def answer_complaints(answers: Sequence[Accepted], name: str, path: tuple[str | int, ...]) -> Iterator[Complaint]:
    """Yield what is wrong with the accepted answers at `path` of the question `name`."""
    if not 1 <= len(answers) <= MOST_ANSWERS:
        yield Complaint(path, NO_ANSWERS, {"id": name, "most": MOST_ANSWERS})
    elif max(answer.weight for answer in answers) != 100:
        yield Complaint(path, NO_WHOLE, {"id": name}, "warning")


class GapPart(Part):
    """One gap: what may stand in it, typed or chosen."""

    answers: tuple[Accepted, ...]
    choose: bool = False
    case: bool = False

    def found(self, text: str) -> Accepted | None:
        """Return the accepted answer that `text` is, if any; one that is chosen is compared as it stands."""
        if self.choose:
            return next((answer for answer in self.answers if answer.text == text), None)
        return first_fit(self.answers, text, case=self.case)


class GapFill(Question):
    """A sentence with gaps; each is worth the same."""

    asked_as: ClassVar[Shape] = Shape.GAPS
    kind: Literal["gap_fill"]
    parts: tuple[GapPart, ...]

    @property
    def gaps(self) -> Sequence[Gap]:
        """What may be chosen in each gap."""
        return tuple(Gap(tuple(answer.text for answer in part.answers) if part.choose else ()) for part in self.parts)

    def checked(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return a text for each gap."""
        texts = tuple(text.strip() for text in given)
        if not any(texts):
            return ()
        if len(texts) != len(self.parts) or any(len(text) > LONGEST_ANSWER // MOST_GAPS for text in texts):
            raise BadAnswer(f"question {self.id!r} has {len(self.parts)} gaps")
        if any(text and part.choose and not part.found(text) for part, text in zip(self.parts, texts, strict=True)):
            raise BadAnswer("a gap has a choice that is not offered")
        return texts

    def points(self, given: Sequence[str], marking: Marking) -> Fraction:
        """Return the sum of what the gaps earn, at least 0."""
        found = (earns(part.found(text)) for part, text in zip(self.parts, given, strict=False))
        return min(WHOLE, max(NOTHING, sum(found, NOTHING) / len(self.parts)))

    def replies(self, given: Sequence[str]) -> tuple[Wording, ...]:
        """Return what is said to what stands in the gaps."""
        found = (part.found(text) for part, text in zip(self.parts, given, strict=False))
        return tuple(answer.feedback for answer in found if answer and answer.feedback)

    def complaints(self) -> Iterator[Complaint]:
        """Yield what is wrong with the gaps, and with the text in either language."""
        if not 1 <= len(self.parts) <= MOST_GAPS:
            yield Complaint(("parts",), NO_GAPS, {"id": self.id, "most": MOST_GAPS})
        for index, part in enumerate(self.parts):
            yield from answer_complaints(part.answers, self.id, ("parts", index, "answers"))
            if part.choose and len(part.answers) < 2:
                yield Complaint(("parts", index, "answers"), NO_CHOICE)
        wanted = [str(number) for number in range(1, len(self.parts) + 1)]
        for language, text in self.text.as_dict().items():
            if text and sorted(GAP.findall(text), key=int) != wanted:
                yield Complaint(("text", language), GAPS, {"count": len(self.parts)})
