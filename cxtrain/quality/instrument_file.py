"""Instrument files: surveys of customers, and the shoppers' forms that name the items they use. Pure.

Reading a form gives an Instrument with the items written out in full, so that a stored version never depends on
another file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from cxtrain.quality.instrument import (
    Critical,
    FormItem,
    Instrument,
    Item,
    ItemId,
    Scale,
    Section,
    Slug,
    Survey,
    TestQuestion,
    Weight,
)
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault, Part, Path, Text, Tree, fault_at, in_order, read, warning_at

FEWEST, MOST = 12, 15  # items that a shopper remembers and one A4 page holds
LONGEST_SCALE = 10  # points that fit a row of buttons on a phone
TEST_QUESTIONS = 2


class Head(BaseModel):
    """The one key that says which kind of file it is; all other keys are looked at later."""

    model_config = ConfigDict(extra="ignore")
    kind: Literal["customer_survey", "mystery_shop"]


class SurveyFile(Survey):
    """A file of kind customer_survey."""

    format: Literal[1]


class Use(Part):
    """One item of a form, by its id in the survey."""

    use: ItemId
    critical: Critical | None = None
    weight: Weight = 1.0


class SectionFile(Part):
    """One part of the visit as the file writes it."""

    slug: Slug
    title: Text
    weight: Weight = 1.0
    items: Annotated[tuple[Use, ...], Field(min_length=1, max_length=30)]


class FormFile(Part):
    """A file of kind mystery_shop."""

    format: Literal[1]
    slug: Slug
    kind: Literal["mystery_shop"]
    touchpoint: Slug
    title: Text
    uses: Slug
    persona: Text
    script: Annotated[tuple[Text, ...], Field(max_length=12)]
    test_questions: Annotated[tuple[TestQuestion, ...], Field(max_length=5)] = ()
    note_below: int = 4
    sections: Annotated[tuple[SectionFile, ...], Field(min_length=1, max_length=10)]


@dataclass(frozen=True)
class Checked:
    """What a form file came to: no `instrument` where an error was found; warnings let it through."""

    instrument: Instrument | None
    faults: tuple[Fault, ...]


def read_instrument(
    text: str | bytes, surveys: Mapping[str, Survey]
) -> tuple[Survey | Instrument | None, tuple[Fault, ...]]:
    """Return what a file of either kind holds, or None, and its faults."""
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
    scale = survey.scale
    if not 1 <= scale.max - scale.min < LONGEST_SCALE:
        yield fault_at(tree.place(("scale", "max")), N_("The scale needs 2 to 10 points, from min to max."))
    for field in ("id", "number"):
        seen: set[object] = set()
        for index, item in enumerate(survey.items):
            value = getattr(item, field)
            if value in seen:
                place = tree.place(("items", index, field))
                yield fault_at(place, N_('Two items have the same %(field)s "%(value)s".'), field=field, value=value)
            seen.add(value)


def read_form(text: str | bytes, surveys: Mapping[str, Survey]) -> Checked:
    """Return the instrument of a mystery_shop file, with all its faults in the order of lines.

    Args:
        text: of the file.
        surveys: the surveys that it may use, by slug.
    """
    document = read(text, FormFile)
    if document.value is None or document.tree is None:
        return Checked(None, document.faults)
    file, tree = document.value, document.tree
    survey = surveys.get(file.uses)
    if survey is None:
        unknown = N_('There is no survey "%(slug)s": publish its file first.')
        return Checked(None, (fault_at(tree.place(("uses",)), unknown, slug=file.uses),))
    faults = in_order(_form_faults(file, tree, survey))
    wrong = any(fault.level == "error" for fault in faults)
    return Checked(None if wrong else _resolved(file, survey), faults)


def _form_faults(file: FormFile, tree: Tree, survey: Survey) -> Iterator[Fault]:
    known = {item.id: item for item in survey.items}
    yield from _use_faults(file, tree, known)
    yield from _critical_faults(file, tree, survey.scale)
    yield from _advice(file, tree, known)
    if file.note_below not in survey.scale.values:
        yield fault_at(tree.place(("note_below",)), N_("note_below lies outside the scale."))
    slugs = [section.slug for section in file.sections]
    for index, slug in enumerate(slugs):
        if slug in slugs[:index]:
            place = tree.place(("sections", index, "slug"))
            yield fault_at(place, N_('Two sections are called "%(slug)s".'), slug=slug)


def _uses(file: FormFile) -> Iterator[tuple[Path, Use]]:
    for s, section in enumerate(file.sections):
        for i, use in enumerate(section.items):
            yield ("sections", s, "items", i), use


def _use_faults(file: FormFile, tree: Tree, known: Mapping[str, Item]) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, use in _uses(file):
        place = tree.place((*path, "use"))
        if use.use not in known:
            yield fault_at(place, N_('The survey has no item "%(id)s".'), id=use.use)
        elif known[use.use].see == "customers":
            yield fault_at(place, N_('Item "%(id)s" is for customers only: one visit cannot show it.'), id=use.use)
        if use.use in seen:
            yield fault_at(place, N_('Item "%(id)s" is asked twice.'), id=use.use)
        seen.add(use.use)


def _critical_faults(file: FormFile, tree: Tree, scale: Scale) -> Iterator[Fault]:
    for path, use in _uses(file):
        rule, at = use.critical, (*path, "critical")
        if rule is None:
            continue
        if rule.at_or_below not in scale.values[:-1]:
            yield fault_at(tree.place((*at, "at_or_below")), N_("at_or_below must lie on the scale, below its top."))
        if (rule.effect == "cap") != (rule.cap is not None):
            yield fault_at(tree.place(at), N_("cap belongs to the effect cap, and only to it."))
        elif rule.cap is not None and rule.cap not in scale.values:
            yield fault_at(tree.place((*at, "cap")), N_("cap is written in points of the scale."))


def _advice(file: FormFile, tree: Tree, known: Mapping[str, Item]) -> Iterator[Fault]:
    asked = [known[use.use] for _, use in _uses(file) if use.use in known]
    top = tree.key_place(("sections",))
    if not FEWEST <= len(asked) <= MOST:
        yield warning_at(top, N_("The form asks %(n)s items; 12 to 15 are what a shopper remembers."), n=len(asked))
    names = [item.dimension for item in asked]
    for name in sorted({name for name in names if names.count(name) == 1}):
        yield warning_at(top, N_('A single item of "%(dimension)s" gives no score of that dimension.'), dimension=name)
    if len(file.test_questions) != TEST_QUESTIONS:
        yield warning_at(tree.key_place(("test_questions",)), N_("A form has two test questions with their answers."))
    if not file.script and any(item.see == "scripted" for item in asked):
        yield warning_at(tree.key_place(("script",)), N_("Some items need a script that brings them up."))


def _resolved(file: FormFile, survey: Survey) -> Instrument:
    known = {item.id: item for item in survey.items}
    sections = tuple(
        Section(slug=section.slug, title=section.title, weight=section.weight,
                items=tuple(FormItem(**dict(known[use.use]), critical=use.critical, weight=use.weight)
                            for use in section.items))
        for section in file.sections
    )
    return Instrument(
        slug=file.slug, kind=file.kind, touchpoint=file.touchpoint, title=file.title, scale=survey.scale,
        persona=file.persona, script=file.script, test_questions=file.test_questions, note_below=file.note_below,
        sections=sections,
    )
