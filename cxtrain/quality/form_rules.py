"""What makes a form one that can be used: what forbids it, and what is advised against. Pure.

Each finding names its place by the path into the form, such as ("sections", 0, "items", 2, "scale"). Files, and the pages
on which forms are written, both go by these rules.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cxtrain.quality.instrument import Critical, FormItem, Instrument, Scale
from cxtrain.web.bilingual import N_
from cxtrain.web.yaml_tree import Path

FEWEST, MOST = 12, 15  # items that a shopper remembers and one A4 page holds
LONGEST_SCALE = 10  # points that fit a row of buttons on a phone
TEST_QUESTIONS = 2
BEHAVIOURS, PER_STEP = 8, 2  # of a coaching observation, along explore, offer, act, confirm
STEPS = ("explore", "offer", "act", "confirm")

SCALE = N_("The scale needs 2 to 10 points, from min to max.")
OWN_FIELDS = {"scale": "rating", "unit": "number", "limits": "number"}  # which kind of item a field belongs to
MISPLACED = {
    "scale": N_("Only a rating has a scale."),
    "unit": N_("Only a number has a unit."),
    "limits": N_("Only a number has limits."),
}


@dataclass(frozen=True)
class Finding:
    """One thing to mend, or (no error) to think about. `message` is an English template for `values`."""

    path: Path
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_error: bool = True


def findings(form: Instrument) -> Iterator[Finding]:
    """Yield what is wrong with a form, and what would be better, in no particular order."""
    if not has_points(form.scale):
        yield Finding(("scale",), SCALE)
        return
    if form.note_below not in (0, *form.scale.values):
        yield Finding(("note_below",), N_("note_below lies outside the scale."))
    yield from _names(form)
    for path, item in placed(form):
        yield from _item(form, item, path)
    if form.kind == "mystery_shop":
        yield from _of_a_shopper(form)
    yield from _advice(form)


def has_points(scale: Scale) -> bool:
    """Return whether a scale can be shown and counted."""
    return 1 <= scale.max - scale.min < LONGEST_SCALE


def placed(form: Instrument) -> Iterator[tuple[Path, FormItem]]:
    """Yield every item with its path, in the order of the form."""
    for s, section in enumerate(form.sections):
        for i, item in enumerate(section.items):
            yield ("sections", s, "items", i), item


def _names(form: Instrument) -> Iterator[Finding]:
    slugs = [section.slug for section in form.sections]
    for index, slug in enumerate(slugs):
        if slug in slugs[:index]:
            yield Finding(("sections", index, "slug"), N_('Two sections are called "%(slug)s".'), {"slug": slug})
    seen: set[str] = set()
    for path, item in placed(form):
        if item.id in seen:
            yield Finding((*path, "id"), N_('Item "%(id)s" is asked twice.'), {"id": item.id})
        seen.add(item.id)


def _item(form: Instrument, item: FormItem, path: Path) -> Iterator[Finding]:
    for name, kind in OWN_FIELDS.items():
        if getattr(item, name) is not None and item.kind != kind:
            yield Finding((*path, name), MISPLACED[name])
    if item.good == "no" and item.kind != "yes_no":
        yield Finding((*path, "good"), N_("Only a yes/no item says which answer is good."))
    if item.kind == "number":
        yield from _number(item, path)
    if item.step and form.kind != "coaching":
        yield Finding((*path, "step"), N_("Only a coaching observation has steps."))
    if item.is_judged and not item.step and form.kind == "coaching":
        steps = N_("A coaching observation says of each behaviour which step it is: %(steps)s.")
        yield Finding((*path, "step"), steps, {"steps": ", ".join(STEPS)})
    scale = form.scale_of(item)
    if not has_points(scale):
        yield Finding((*path, "scale"), SCALE)
        return
    yield from _evidence(item, scale, path)
    if item.critical:
        yield from _critical(item.critical, item, (*path, "critical"), scale=scale)


def _number(item: FormItem, path: Path) -> Iterator[Finding]:
    if item.unit is None:
        yield Finding((*path, "unit"), N_("A number needs its unit: seconds, minutes or count."))
    limits = item.limits
    if limits is None:
        return
    low, high = limits.at_least, limits.at_most
    if low is None and high is None:
        yield Finding((*path, "limits"), N_("Limits need at_least, at_most or both."))
    elif low is not None and high is not None and low > high:
        yield Finding((*path, "limits"), N_("No number is both at_least and at_most what stands here."))


def _evidence(item: FormItem, scale: Scale, path: Path) -> Iterator[Finding]:
    for name in ("note_below", "photo_below"):
        limit = getattr(item, name)
        if limit is None:
            continue
        if item.kind == "rating" and limit not in (0, *scale.values):
            yield Finding((*path, name), N_("%(name)s lies outside the scale."), {"name": name})
        elif item.is_fact and limit not in (0, 1):
            of_facts = N_("Of yes/no items and numbers, %(name)s is 1 (when it is not as it should be) or 0.")
            yield Finding((*path, name), of_facts, {"name": name})
        elif not item.is_judged:
            yield Finding((*path, name), N_("Only what is judged can be below something."))


def _critical(rule: Critical, item: FormItem, path: Path, *, scale: Scale) -> Iterator[Finding]:
    if not item.is_judged:
        yield Finding(path, N_("Only a rating, a yes/no item or a number with limits can be critical."))
    elif item.kind == "rating" and rule.at_or_below not in scale.values[:-1]:
        yield Finding((*path, "at_or_below"), N_("at_or_below must lie on the scale, below its top."))
    elif item.is_fact and rule.at_or_below != 0:
        yield Finding((*path, "at_or_below"), N_("Of yes/no items and numbers, at_or_below is 0: not as it should be."))
    if (rule.effect == "cap") != (rule.cap is not None):
        yield Finding(path, N_("cap belongs to the effect cap, and only to it."))
    elif rule.cap is not None and rule.cap not in scale.values:
        yield Finding((*path, "cap"), N_("cap is written in points of the scale."))


def _of_a_shopper(form: Instrument) -> Iterator[Finding]:
    if not form.touchpoint:
        yield Finding(("touchpoint",), N_("A shopper's form belongs to a touchpoint."))
    if form.persona is None:
        yield Finding(("persona",), N_("A shopper's form needs a persona: whom the shopper plays."))
    if len(form.test_questions) != TEST_QUESTIONS:
        yield Finding(("test_questions",), N_("A form has two test questions with their answers."), is_error=False)
    if not form.script and any(item.see == "scripted" for item in form.items):
        yield Finding(("script",), N_("Some items need a script that brings them up."), is_error=False)


def _advice(form: Instrument) -> Iterator[Finding]:
    n = len(form.items)
    if form.kind == "coaching":
        yield from _coaching_advice(form)
    elif form.kind == "mystery_shop" and not FEWEST <= n <= MOST:
        yield Finding(("sections",), N_("The form asks %(n)s items; 12 to 15 are what a shopper remembers."), {"n": n}, False)
    elif n > MOST:
        yield Finding(("sections",), N_("The form asks %(n)s items; one page holds 15."), {"n": n}, False)
    names = Counter(item.dimension for item in form.items if item.kind == "rating" and item.dimension)
    for name in sorted(name for name, count in names.items() if count == 1):
        single = N_('A single item of "%(dimension)s" gives no score of that dimension.')
        yield Finding(("sections",), single, {"dimension": name}, False)
    for path, item in placed(form):
        if item.kind == "rating" and item.dimension is None and form.kind != "coaching":
            yield Finding(path, N_("A rating without a dimension enters the visit's score and no mean."), {}, False)


def _coaching_advice(form: Instrument) -> Iterator[Finding]:
    steps = Counter[str](item.step for item in form.items if item.is_judged and item.step)
    if steps.total() != BEHAVIOURS or any(steps[step] != PER_STEP for step in STEPS):
        yield Finding(("sections",), N_("A coaching observation has eight behaviours, two of each step."), {}, False)
