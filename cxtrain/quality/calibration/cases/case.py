"""A gold case: what happened, in words, pictures or a video, and the right answer to each item with its reason. Pure."""

from typing import Literal

from cxtrain.quality.answers import MISSING
from cxtrain.quality.instrument import FormItem, Instrument
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.documents import Part, Text


class Reason(Part):
    """Why an answer is right, in both languages; both may still be empty while a case is written."""

    zh: str = ""
    en: str = ""

    @property
    def said(self) -> Bilingual:
        """The reason as pages use it."""
        return Bilingual(self.zh, self.en)


class KeyAnswer(Part):
    """The right answer to one item."""

    value: int | None = None  # as Rating.value: scale points; 1 or 0 for yes or no; the number itself
    missing: Literal["na", "unnoticed"] | None = None
    because: Reason = Reason()

    @property
    def is_complete(self) -> bool:
        """Whether it has an answer, and a reason in both languages."""
        return (self.value is not None or self.missing is not None) and bool(self.because.zh and self.because.en)

    @property
    def choice(self) -> str:
        """The answer as a page posts it."""
        return str(self.value) if self.value is not None else self.missing or ""


class Picture(Part):
    """A picture of a case, by its id, and what it shows."""

    id: int
    shows: Text


class Case(Part):
    """A case with everything that its shoppers see, and its key."""

    slug: str
    title: Text
    description: Text  # for whoever chooses cases; shoppers see it above the story
    happened: Text
    video: str = ""  # https address
    pictures: tuple[Picture, ...] = ()
    form: str  # SHA-256 of the instrument version it is scored with
    key: dict[str, KeyAnswer]  # by item id

    def answer(self, item_id: str) -> KeyAnswer:
        """Return the right answer to an item, or an empty one."""
        return self.key.get(item_id, KeyAnswer())


def keyed_items(instrument: Instrument) -> tuple[FormItem, ...]:
    """Return the items that have a right answer: texts and photos have none."""
    return tuple(item for item in instrument.items if item.kind not in ("text", "photo"))


def is_ready(case: Case, instrument: Instrument) -> bool:
    """Return whether every item has its right answer and the reason in both languages."""
    return all(case.answer(item.id).is_complete for item in keyed_items(instrument))


def fits(instrument: Instrument, item: FormItem, answer: KeyAnswer) -> bool:
    """Return whether the item offers this answer."""
    if answer.missing in MISSING:
        return item.na or answer.missing == "unnoticed"
    if answer.value is None:
        return True
    if item.kind == "rating":
        return answer.value in instrument.scale_of(item).values
    return answer.value in (0, 1) if item.kind == "yes_no" else 0 <= answer.value <= 999_999


def shares(case: Case, instrument: Instrument) -> dict[str, float | None]:
    """Return the key as shares 0..1 of the way up each item's scale; None where no number is right."""
    return {item.id: instrument.share(item, case.answer(item.id).value) for item in keyed_items(instrument)}


def stored(case: Case) -> str:
    """Return the text under which a version is kept: JSON, the same for the same case."""
    return case.model_dump_json()


def recalled(source: str) -> Case:
    """Return the case kept as `source`."""
    return Case.model_validate_json(source)
