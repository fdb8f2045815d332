"""The shape of what an author says of a quiz: its texts, its settings, its entries."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from cxtrain.quizzes.kinds.every import DIFFICULTY_NAMES
from cxtrain.quizzes.papers.manuscript import MOMENT, Document, in_order
from cxtrain.quizzes.papers.words import COUNTS, MARKINGS, PAGES, WHENS
from cxtrain.quizzes.quiz import MOST_MINUTES, MOST_QUESTIONS
from cxtrain.web.forms import PageForm
from cxtrain.web.whole import whole

NEEDED = _l("Write it in both languages.")
AS_A_NUMBER = {"inputmode": "numeric", "min": 1}
SETTINGS = ("pass_mark", "attempts", "counts", "shuffle", "marking", "certainty", "pages", "time_limit",
            "on_site")


def _said(label: Any, *, rows: int = 1) -> Any:
    return TextAreaField(label, validators=[InputRequired(NEEDED), Length(max=2000)], render_kw={"rows": rows})


def _number(label: Any, most: int, **more: Any) -> Any:
    return IntegerField(label, validators=[Optional(), NumberRange(1, most)], render_kw=AS_A_NUMBER, **more)


def _choice(label: Any, default: str) -> Any:
    return SelectField(label, default=default)


class EntryForm(Form):
    """A question by its key, or questions to draw where there is none. Texts, so that nothing typed is lost."""

    key = HiddenField(validators=[Length(max=121)])
    draw = StringField(_l("How many"), validators=[Length(max=4)], render_kw={"inputmode": "numeric", "size": 3})
    category = StringField(_l("Of the category"), validators=[Length(max=200)], render_kw={"list": "categories"})
    tags = StringField(_l("With all the tags"), validators=[Length(max=300)], render_kw={"list": "tags"})
    difficulty = SelectField(_l("Difficulty"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field of the difficulty its words."""
        super().__init__(*args, **kwargs)
        self.difficulty.choices = [("", _("any")), *((name, _(word)) for name, word in DIFFICULTY_NAMES.items())]

    def validate_draw(self, field: Any) -> None:
        """Ask for a number where questions are drawn."""
        if not self.key.data and not whole(field.data, MOST_QUESTIONS):
            raise ValidationError(_("Say how many are to be drawn."))

    def entry(self) -> Document:
        """Return it as the file writes it."""
        if self.key.data:
            return {"bank": self.key.data}
        tags = [tag.strip() for tag in (self.tags.data or "").replace("，", ",").split(",") if tag.strip()]
        category = (self.category.data or "").strip().strip("/")
        entry = {"draw": whole(self.draw.data) or 0, "category": category, "tags": tags,
                 "difficulty": self.difficulty.data or ""}
        return {name: value for name, value in entry.items() if value or name == "draw"}


class QuizForm(PageForm):
    """A quiz. `seen` is the digest of the version that the author saw."""

    seen = HiddenField(validators=[Length(max=64)])
    title_zh, title_en = _said(_l("Title")), _said(_l("Title"))
    brief_zh, brief_en = _said(_l("What it is about"), rows=2), _said(_l("What it is about"), rows=2)
    pass_mark = IntegerField(_l("Pass mark, of 100 points"), validators=[InputRequired(), NumberRange(1, 100)], default=80,
                             render_kw=AS_A_NUMBER)
    attempts = _number(_l("Attempts"), 20, description=_l("Empty: as many as one likes."))
    counts = _choice(_l("What counts"), "best")
    time_limit = _number(_l("Minutes for an attempt"), MOST_MINUTES, description=_l(
        "Empty: as long as one likes. Whom HR gave more time gets more."))
    opens = DateTimeLocalField(_l("Opens"), validators=[Optional()], description=_l("In the time of each player's store."))
    closes = DateTimeLocalField(_l("Closes"), validators=[Optional()])
    review_score, review_feedback = _choice(_l("The score is shown"), "at_once"), _choice(_l("Feedback is shown"), "at_once")
    review_answers = _choice(_l("Right answers are shown"), "settled")
    shuffle = BooleanField(_l("Questions and options in another order for each attempt"), default=True)
    pages = RadioField(_l("On the screen"), default="one_by_one")
    marking = RadioField(_l("Where several answers are right"), default="all_or_nothing")
    certainty = BooleanField(_l("Ask with each answer how sure one is: sure and right earns most, sure and wrong costs most"))
    on_site = BooleanField(_l("Only on site: nobody begins without the code that is shown in the room"))
    entries = FieldList(FormField(EntryForm), max_entries=MOST_QUESTIONS)
    words = StringField(_l("Words in the question"), validators=[Length(max=200)])
    where = SelectField(_l("Category"), validate_choice=False)
    level = SelectField(_l("Difficulty"), validate_choice=False)
    pick = SelectMultipleField(validate_choice=False)
    do = StringField(validators=[Length(max=40)])

    def __init__(self, *args: Any, categories: Sequence[str] = (), **kwargs: Any) -> None:
        """`categories` are those of the bank."""
        super().__init__(*args, **kwargs)
        for name, words in (("counts", COUNTS), ("pages", PAGES), ("marking", MARKINGS), ("review_feedback", WHENS),
                            ("review_answers", WHENS), ("review_score", {k: v for k, v in WHENS.items() if k != "settled"})):
            self[name].choices = [(value, _(word)) for value, word in words.items()]
        self.where.choices = [("", _("any")), *((each, each) for each in categories)]
        self.level.choices = [("", _("any")), *((name, _(word)) for name, word in DIFFICULTY_NAMES.items())]

    def rows(self) -> list[dict[str, Any]]:
        """Return the entries as they stand in the page."""
        return [{name: field.data for name, field in entry.form._fields.items()} for entry in self.entries]

    def put(self, rows: list[dict[str, Any]]) -> None:
        """Put entries in the place of those that are there."""
        while self.entries.entries:
            self.entries.pop_entry()
        for row in rows[:MOST_QUESTIONS]:
            self.entries.append_entry(row)

    def document(self, slug: str) -> Document:
        """Return the quiz as the plain data of its file."""
        texts = {name: {language: (self[f"{name}_{language}"].data or "").strip() for language in ("zh", "en")}
                 for name in ("title", "brief")}
        moments = {name: self[name].data and self[name].data.strftime(MOMENT) for name in ("opens", "closes")}
        review = {part: self[f"review_{part}"].data for part in ("score", "feedback", "answers")}
        return in_order({"format": 1, "slug": slug, **texts, **{name: self[name].data for name in SETTINGS}, **moments,
                         "review": review, "questions": [entry.form.entry() for entry in self.entries]})


def filled(document: Document) -> dict[str, Any]:
    """Return the fields of a quiz's plain data; what it does not say keeps the form's own default."""
    fields = {f"{name}_{language}": text for name in ("title", "brief") for language, text in document[name].items()}
    fields |= {name: document[name] for name in SETTINGS if name in document}
    fields |= {f"review_{part}": when for part, when in document.get("review", {}).items()}
    return {**fields, "entries": list(_rows(document["questions"]))}


def _rows(entries: list[Document]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield {"key": entry.get("bank", ""), "draw": str(entry.get("draw", "")), "category": entry.get("category", ""),
               "tags": ", ".join(entry.get("tags", ())), "difficulty": entry.get("difficulty", "")}
