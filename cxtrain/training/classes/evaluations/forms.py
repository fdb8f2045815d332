"""The shape of what people say about a class, and of a tally of paper sheets."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from cxtrain.training.classes.evaluations.questions import LONGEST, MOST_SHEETS, QUESTIONS, Marks, Tally
from cxtrain.web.forms import PageForm, PlainForm


class EvaluationForm(PlainForm):
    """Five answers and words. It has no key: the note of a submit keeps who sent what, and when."""

    words = TextAreaField(_l("What should stay, what should change?"), validators=[Length(max=LONGEST)], render_kw={"rows": 3},
                          description=_l("Anonymous: please write no names."))

    def marks(self) -> Marks:
        """Return the answers."""
        return tuple(int(field.data) if field.data else None for field in self.answers())

    def answers(self) -> list[RadioField]:
        """Return the fields of the questions."""
        return [self[f"mark_{at}"] for at in range(len(QUESTIONS))]


for _at, _question in enumerate(QUESTIONS):
    setattr(EvaluationForm, f"mark_{_at}", RadioField(
        _l(_question), choices=[(str(mark), str(mark)) for mark in range(1, 6)], validators=[Optional()]))


class CountsForm(Form):
    """How many ticked 1, 2, 3, 4 and 5 at one question."""


for _mark in range(1, 6):
    setattr(CountsForm, f"ticked_{_mark}", IntegerField(
        str(_mark), validators=[Optional(), NumberRange(0, MOST_SHEETS)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"}))


class TallyForm(PageForm):
    """A tally of paper sheets."""

    sheets = IntegerField(_l("Sheets that were handed in"), validators=[
        InputRequired(_l("Write how many.")), NumberRange(0, MOST_SHEETS)], render_kw={"inputmode": "numeric"})
    counts = FieldList(FormField(CountsForm), min_entries=len(QUESTIONS), max_entries=len(QUESTIONS))
    words = TextAreaField(_l("What was written, one remark in each line"), validators=[Length(max=20_000)],
                          render_kw={"rows": 5})
    do = StringField(validators=[Length(max=20)])

    def tally(self) -> Tally:
        """Return what was typed; empty fields are none."""
        counts = tuple(tuple(entry.form[f"ticked_{mark}"].data or 0 for mark in range(1, 6)) for entry in self.counts)
        lines = (line.strip()[:LONGEST] for line in (self.words.data or "").splitlines())
        return Tally(self.sheets.data or 0, counts, tuple(line for line in lines if line))


def typed(tally: Tally) -> dict[str, Any]:
    """Return a tally as what would be typed for it."""
    counts = [{f"ticked_{mark}": count or None for mark, count in enumerate(counts, 1)} for counts in tally.counts]
    return {"sheets": tally.sheets or None, "counts": counts, "words": "\n".join(tally.words)}


def too_many(form: TallyForm, room: int) -> bool:
    """Whether there are more sheets than there can be; then the field says so."""
    if (form.sheets.data or 0) <= room:
        return False
    form.sheets.errors = [
        _("At most %(room)s: with the answers on screen there would be more than people on the roster.", room=room)]
    return True


def say_faults(form: TallyForm, faults: tuple[list[int], bool]) -> None:
    """Put what is wrong with a tally at its fields."""
    questions, words = faults
    for at in questions:
        form.counts[at].form["ticked_5"].errors = [_("There are more ticks here than sheets.")]
    if words:
        form.words.errors = [_("There are more remarks than sheets.")]
