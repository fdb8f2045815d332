"""The shape of what a player sends: which kind of play to start, and a choice by its token."""

from collections.abc import Mapping

from flask import session
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange

from cxtrain.roleplay.play import Position, token_of
from cxtrain.roleplay.records import Choice
from cxtrain.roleplay.words import MODES
from cxtrain.web.forms import PageForm

MOST_TYPED = 500  # characters of a reason


class StartForm(PageForm):
    """Which kind of play to start; `anew` gives up the one that is open, `timed` lets customers lose patience."""

    mode = StringField(validators=[AnyOf(tuple(MODES))])
    anew = StringField(validators=[Length(max=1)])
    timed = BooleanField()


class PlaceForm(PageForm):
    """A place in a play: how many choices lie before it."""

    position = IntegerField(validators=[InputRequired(), NumberRange(0, 199)])


def as_typed(text: str | None) -> str | None:
    """Return a text with a line break counted as one character, as the page counts it."""
    return text and text.replace("\r\n", "\n")


class AsideForm(PlaceForm):
    """A place in a play, with what had been typed there when something else than an answer was pressed."""

    reason = StringField(filters=[as_typed])


def keep_typed(attempt_id: int, form: AsideForm) -> None:
    """Keep what had been typed in the player's own session, until the scene is shown again."""
    if form.reason.data:
        session["typed"] = [attempt_id, form.position.data, form.reason.data[:MOST_TYPED]]


def take_typed(attempt_id: int, at: int) -> str:
    """Return what `keep_typed` kept for this place in this attempt, once."""
    *place, text = session.pop("typed", None) or (None, "")
    return text if place == [attempt_id, at] else ""


class ChoiceForm(PageForm):
    """A choice, by the token that stands for it in this attempt, and the position it was made at."""

    position = HiddenField(validators=[InputRequired(), Length(max=3)])
    choice = StringField(validators=[Length(max=16)])
    reason = StringField(validators=[Length(max=MOST_TYPED)], filters=[as_typed])

    def __init__(
        self, data: MultiDict[str, str] | None, *, at: int, dealt: Mapping[str, Choice], early: str = "", reason: str = ""
    ):
        """`at` is how many choices have been made; `dealt` are those that can be taken now, by token.

        `early` is the token of a silence that is not due yet; `reason` was typed before.
        """
        super().__init__(data, position=str(at), reason=reason)
        self._at, self._dealt, self._early = at, dealt, early
        self.choice_id = ""
        self.fault, self.is_stale = "", False

    def is_submitted_and_valid(self) -> bool:
        """Whether a choice that is offered now was sent; `choice_id` then holds it, else `fault` says what is wrong."""
        if not self.is_submitted():
            return False
        self.is_stale = self.position.data != str(self._at)
        if self.is_stale:
            self.fault = _("You had already answered that, here or on another device. This is where the story stands.")
        elif not super().is_submitted_and_valid() or self.choice.data not in self._dealt:
            self.fault = self._refusal()
        elif self._dealt[self.choice.data].needs_reason and not self.why:
            self.fault = _("Say in a few words why you answer so, then choose the answer again.")
        else:
            self.choice_id = self._dealt[self.choice.data].id
        return bool(self.choice_id)

    def _refusal(self) -> str:
        if self.reason.errors:
            return str(_("Your reason is longer than 500 characters. Shorten it."))
        if self._early and self.choice.data == self._early:
            return str(_("The customer is still waiting. Choose an answer below."))
        return str(_("That answer is not offered here. Choose one of those below."))

    @property
    def why(self) -> str | None:
        """The reason for a choice that asks for one; None for any other, or where none was typed."""
        choice = self._dealt.get(self.choice.data or "")
        return (self.reason.data or "").strip() or None if choice and choice.needs_reason else None

    def repeats(self, position: Position, seed: str) -> bool:
        """Whether this very choice has been made at this place before: its answer was lost on the way, so it came again."""
        at = next((at for at in range(len(position.trail)) if str(at) == self.position.data), None)
        return at is not None and token_of(position.trail[at].choice, seed=seed, at=at) == self.choice.data

    def anew(self) -> "ChoiceForm":
        """Return the form as it is first shown: nothing chosen, a fresh key, the position as it is now, typed text kept."""
        typed = "" if self.is_stale else self.reason.data or ""
        return ChoiceForm(None, at=self._at, dealt=self._dealt, early=self._early, reason=typed)

    @property
    def status(self) -> int:
        """The status of the page that shows the scene again: 409 where another came first, 400 for any other fault."""
        return 409 if self.is_stale else 400 if self.fault else 200
