"""Instrument files: surveys of customers, and the forms on which a visit is observed. Pure.

A form takes items of the survey it names (`use: s10`, with what is to be different here) and has items of its own. Reading
gives an Instrument with the items written out in full, so that a stored version never depends on another file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from cxtrain.quality.form_rules import SCALE, findings, has_points
from cxtrain.quality.instrument import (
    Critical,
    Dimension,
    FormItem,
    Instrument,
    Item,
    ItemId,
    ItemKind,
    Limits,
    ObservationKind,
    Scale,
    Section,
    Slug,
    Step,
    Survey,
    TestQuestion,
    Weight,
)
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault, Part, Path, Text, Tree, fault_at, in_order, read, warning_at

OF_THE_SURVEY = ("kind", "dimension", "of", "unit", "limits", "good")  # what `use` brings along and nobody changes
MISSING = N_('The key "%(key)s" is missing.')


class Head(BaseModel):
    """The one key that says which kind of file it is; all other keys are looked at later."""

    model_config = ConfigDict(extra="ignore")
    kind: Literal["customer_survey", "mystery_shop", "announced_check", "coaching"]


class SurveyFile(Survey):
    """A file of kind customer_survey."""

    format: Literal[1]


class ItemFile(Part):
    """One item of a form: `use` names one of the survey's, `id` begins one of the form's own."""

    use: ItemId | None = None
    id: ItemId | None = None
    kind: ItemKind | None = None
    dimension: Dimension | None = None
    step: Step | None = None
    of: Literal["place", "process", "person"] | None = None
    see: Literal["visit", "scripted"] | None = None
    shopper: Text | None = None
    scale: Scale | None = None
    unit: Literal["seconds", "minutes", "count"] | None = None
    limits: Limits | None = None
    good: Literal["yes", "no"] | None = None
    na: bool | None = None
    note_below: int | None = None
    photo_below: int | None = None
    critical: Critical | None = None
    weight: Weight = 1.0

    @property
    def said(self) -> dict[str, Any]:
        """What the file says of the item, by FormItem's names."""
        names = ((name, getattr(self, name)) for name in FormItem.model_fields if name in ItemFile.model_fields)
        return {name: value for name, value in names if value is not None}


class SectionFile(Part):
    """One part of the visit as the file writes it."""

    slug: Slug
    title: Text
    weight: Weight = 1.0
    items: Annotated[tuple[ItemFile, ...], Field(min_length=1, max_length=30)]


class FormFile(Part):
    """A file of kind mystery_shop, announced_check or coaching."""

    format: Literal[1]
    slug: Slug
    kind: ObservationKind
    touchpoint: Slug | None = None  # None: any
    title: Text
    uses: Slug | None = None  # the survey that `use` looks in
    scale: Scale | None = None  # None: the survey's
    persona: Text | None = None
    script: Annotated[tuple[Text, ...], Field(max_length=12)] = ()
    test_questions: Annotated[tuple[TestQuestion, ...], Field(max_length=5)] = ()
    note_below: int | None = None  # None: 4 of 1..7, and the same way up any other scale
    sections: Annotated[tuple[SectionFile, ...], Field(min_length=1, max_length=10)]


@dataclass(frozen=True)
class Checked:
    """What a form file came to: no `instrument` where an error was found; warnings let it through."""

    instrument: Instrument | None
    faults: tuple[Fault, ...]


def read_instrument(
    text: str | bytes, surveys: Mapping[str, Survey]
) -> tuple[Survey | Instrument | None, tuple[Fault, ...]]:
    """Return what a file of any kind holds, or None, and its faults."""
    head = read(text, Head)
    if head.value is None:
        return None, head.faults
    if head.value.kind == "customer_survey":
        return read_survey(text)
    checked = read_form(text, surveys)
    return checked.instrument, checked.faults


def read_survey(text: str | bytes) -> tuple[Survey | None, tuple[Fault, ...]]:
    """Return the survey of a customer_survey file, or None with its faults."""
    document = read(text, SurveyFile)
    if document.value is None or document.tree is None:
        return None, document.faults
    faults = in_order(_survey_faults(document.value, document.tree))
    written = {name: getattr(document.value, name) for name in Survey.model_fields}
    return (None if faults else Survey(**written)), faults


def _survey_faults(survey: Survey, tree: Tree) -> Iterator[Fault]:
    if not has_points(survey.scale):
        yield fault_at(tree.place(("scale", "max")), SCALE)
    for field in ("id", "number"):
        seen: set[object] = set()
        for index, item in enumerate(survey.items):
            value = getattr(item, field)
            if value in seen:
                place = tree.place(("items", index, field))
                yield fault_at(place, N_('Two items have the same %(field)s "%(value)s".'), field=field, value=value)
            seen.add(value)


def read_form(text: str | bytes, surveys: Mapping[str, Survey]) -> Checked:
    """Return the instrument of a form's file, with all its faults in the order of lines.

    Args:
        text: of the file.
        surveys: the surveys that it may use, by slug.
    """
    document = read(text, FormFile)
    if document.value is None or document.tree is None:
        return Checked(None, document.faults)
    file, tree = document.value, document.tree
    survey = surveys.get(file.uses or "")
    if file.uses and survey is None:
        unknown = N_('There is no survey "%(slug)s": publish its file first.')
        return Checked(None, (fault_at(tree.place(("uses",)), unknown, slug=file.uses),))
    faults = in_order(_file_faults(file, tree, survey))
    if faults:
        return Checked(None, faults)
    form = _resolved(file, survey)
    faults = in_order(_form_faults(form, tree))
    return Checked(None if any(fault.level == "error" for fault in faults) else form, faults)


def _file_faults(file: FormFile, tree: Tree, survey: Survey | None) -> Iterator[Fault]:
    if file.scale is None and survey is None:
        yield fault_at(tree.place(()), MISSING, key="scale")
    known = {item.id: item for item in survey.items} if survey else {}
    for s, section in enumerate(file.sections):
        for i, item in enumerate(section.items):
            path: Path = ("sections", s, "items", i)
            if (item.use is None) == (item.id is None):
                yield fault_at(tree.place(path), N_("An item has either use (one of the survey's) or id (the form's own)."))
            elif item.use is not None:
                yield from _use_faults(item, tree, path, known=known)
            else:
                yield from _own_faults(item, tree, path, known=known)


def _use_faults(item: ItemFile, tree: Tree, path: Path, *, known: Mapping[str, Item]) -> Iterator[Fault]:
    place, used = tree.place((*path, "use")), known.get(item.use or "")
    if used is None:
        yield fault_at(place, N_('The survey has no item "%(id)s".'), id=item.use)
    elif used.see == "customers":
        yield fault_at(place, N_('Item "%(id)s" is for customers only: one visit cannot show it.'), id=item.use)
    for name in OF_THE_SURVEY:
        if getattr(item, name) is not None:
            yield fault_at(tree.key_place((*path, name)), N_('"%(key)s" comes with the survey\'s item.'), key=name)


def _own_faults(item: ItemFile, tree: Tree, path: Path, *, known: Mapping[str, Item]) -> Iterator[Fault]:
    if item.id in known:
        taken = N_('"%(id)s" is an item of the survey: write use, or another id.')
        yield fault_at(tree.place((*path, "id")), taken, id=item.id)
    for name in ("of", "shopper"):
        if getattr(item, name) is None:
            yield fault_at(tree.place(path), MISSING, key=name)


def _form_faults(form: Instrument, tree: Tree) -> Iterator[Fault]:
    for finding in findings(form):
        at = fault_at if finding.is_error else warning_at
        yield at(_place(tree, finding.path), finding.message, **finding.values)


def _place(tree: Tree, path: Path) -> Any:
    if path[-1:] == ("id",) and tree.at((*path[:-1], "use")) is not None:
        path = (*path[:-1], "use")
    return tree.key_place(path) if len(path) == 1 and path[0] != "note_below" else tree.place(path)


def _resolved(file: FormFile, survey: Survey | None) -> Instrument:
    scale = file.scale or (survey.scale if survey else None)
    if scale is None:
        raise ValueError("a form needs a scale")
    known = {item.id: item for item in survey.items} if survey else {}
    sections = tuple(
        Section(slug=section.slug, title=section.title, weight=section.weight,
                items=tuple(_item(item, known) for item in section.items))
        for section in file.sections
    )
    note_below = scale.min + (scale.max - scale.min + 1) // 2 if file.note_below is None else file.note_below
    return Instrument(
        slug=file.slug, kind=file.kind, touchpoint=file.touchpoint or "", title=file.title, scale=scale,
        persona=file.persona, script=file.script, test_questions=file.test_questions, note_below=note_below,
        sections=sections,
    )


def _item(item: ItemFile, known: Mapping[str, Item]) -> FormItem:
    base = dict(known[item.use]) if item.use else {}
    return FormItem(**{**base, **item.said})
