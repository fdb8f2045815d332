"""A free text, which a person marks by a rubric; and a description, which asks for nothing.

```yaml
kind: free_text
sample: {zh: …, en: …}        # what a good answer says; shown to whoever marks, and later to the player
rubric: [{id: tone, text: {zh: 语气, en: Tone}, points: 3}, …]     # without it: the answer as a whole, 0 to 5
most: 800                     # characters
lines: 6                      # of the field

kind: description
```
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cxtrain.quizzes.kinds.written import text_of
from cxtrain.quizzes.question import (
    LONGEST_ANSWER,
    NOTHING,
    BadAnswer,
    Complaint,
    Marking,
    Question,
    Shape,
    Slug,
    Wording,
    repeated,
)
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Part

MOST_CRITERIA = 10
CRITERIA = N_('"%(id)s" has more than %(most)s criteria.')


class Criterion(Part):
    """One thing that is looked for in a text, and the most points it can earn."""

    id: Slug
    text: Wording
    points: Annotated[int, Field(ge=1, le=20)]


AS_A_WHOLE = Criterion(id="whole", text=Wording(zh="整体", en="The answer as a whole"), points=5)


class FreeText(Question):
    """A text is written, and a person says what it earns."""

    asked_as: ClassVar[Shape] = Shape.TEXT
    kind: Literal["free_text"]
    sample: Wording | None = None
    rubric: tuple[Criterion, ...] = ()
    most: Annotated[int, Field(ge=10, le=LONGEST_ANSWER)] = LONGEST_ANSWER
    lines: Annotated[int, Field(ge=1, le=30)] = 6

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What it is marked by."""
        return self.rubric or (AS_A_WHOLE,)

    def checked(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return the text."""
        return text_of(given, self.most)

    def points(self, given: Sequence[str], marking: Marking) -> Fraction | None:
        """Return nothing for no text; anything else waits for a person."""
        return None if given else NOTHING

    def points_by_hand(self, points: Sequence[int]) -> Fraction:
        """Return what the points given for each criterion come to, 0..1.

        Raises:
            ValueError: there are more or fewer than criteria, or one lies outside its criterion's range.
        """
        if len(points) != len(self.criteria) or not all(
                0 <= given <= criterion.points for given, criterion in zip(points, self.criteria, strict=True)):
            raise ValueError(f"{list(points)} are no points for {len(self.criteria)} criteria")
        return Fraction(sum(points), sum(criterion.points for criterion in self.criteria))

    def complaints(self) -> Iterator[Complaint]:
        """Yield what is wrong with the rubric."""
        yield from repeated([criterion.id for criterion in self.rubric], under="rubric")
        if len(self.rubric) > MOST_CRITERIA:
            yield Complaint(("rubric",), CRITERIA, {"id": self.id, "most": MOST_CRITERIA})


class Description(Question):
    """A text between questions; it asks for nothing and is worth nothing."""

    asked_as: ClassVar[Shape] = Shape.NONE
    kind: Literal["description"]

    @property
    def worth(self) -> Fraction:
        """Nothing."""
        return NOTHING

    def checked(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return nothing."""
        if any(given):
            raise BadAnswer("a description asks for nothing")
        return ()

    def points(self, given: Sequence[str], marking: Marking) -> Fraction:
        """Return nothing."""
        return NOTHING
