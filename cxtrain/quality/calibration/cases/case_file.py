"""Files of gold cases: YAML, both languages, with the key of the form they name. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from cxtrain.quality.calibration.cases.case import Case, KeyAnswer, Reason, fits, keyed_items
from cxtrain.quality.instrument import Instrument, ItemId, Slug
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault, Part, Text, Tree, fault_at, in_order, read

Https = Annotated[str, Field(pattern=r"^https://[^\s]+$", max_length=300)]


class AnswerFile(Part):
    """The right answer to one item, and why."""

    value: int | None = None
    missing: Literal["na", "unnoticed"] | None = None
    because: Text


class CaseFile(Part):
    """A file that holds one case."""

    format: Literal[1]
    slug: Slug
    title: Text
    description: Text
    happened: Text
    video: Https | None = None
    uses: Slug  # the form it is scored with
    key: dict[ItemId, AnswerFile]


@dataclass(frozen=True)
class Form:
    """A form as a case may name it."""

    instrument: Instrument
    digest: str


def read_case(text: str | bytes, forms: Mapping[str, Form]) -> tuple[Case | None, tuple[Fault, ...]]:
    """Return the case that a file holds, or None, and its faults in the order of lines.

    Args:
        text: of the file.
        forms: the forms that it may use, by slug.
    """
    document = read(text, CaseFile)
    if document.value is None or document.tree is None:
        return None, document.faults
    file, tree = document.value, document.tree
    form = forms.get(file.uses)
    if form is None:
        return None, (fault_at(tree.place(("uses",)), N_('There is no form "%(slug)s": publish its file first.'),
                               slug=file.uses),)
    faults = in_order(_faults(file, tree, form.instrument))
    return (None if faults else _case(file, form.digest)), faults


def _faults(file: CaseFile, tree: Tree, form: Instrument) -> Iterator[Fault]:
    asked = {item.id: item for item in keyed_items(form)}
    for item_id, answer in file.key.items():
        place = tree.key_place(("key", item_id))
        if item_id not in asked:
            yield fault_at(place, N_('The form has no item "%(id)s" that could have a right answer.'), id=item_id)
        elif (answer.value is None) == (answer.missing is None):
            yield fault_at(place, N_('Item "%(id)s" needs either a value or why there is none.'), id=item_id)
        elif not fits(form, asked[item_id], KeyAnswer(value=answer.value, missing=answer.missing)):
            yield fault_at(place, N_('Item "%(id)s" does not offer this answer.'), id=item_id)
    for item_id in asked:
        if item_id not in file.key:
            yield fault_at(tree.key_place(("key",)), N_('The right answer to item "%(id)s" is missing.'), id=item_id)


def _case(file: CaseFile, digest: str) -> Case:
    key = {item: KeyAnswer(value=answer.value, missing=answer.missing,
                           because=Reason(zh=answer.because.zh, en=answer.because.en))
           for item, answer in sorted(file.key.items())}
    return Case(slug=file.slug, title=file.title, description=file.description, happened=file.happened,
                video=file.video or "", form=digest, key=key)
