"""The shape of what a trainer sends: which scenario with whom, a move, and hands counted in the room."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import AnyOf, InputRequired, Length

from cxtrain.training.huddles.shares import MOST_HANDS, Share
from cxtrain.web.forms import PageForm

MOVES = ("begin", "count", "reopen", "play", "on", "end")


class StartForm(PageForm):
    """Which scenario, and whose group."""

    scenario = SelectField(_l("Scenario"), validators=[InputRequired(_l("Choose a scenario."))])
    unit = SelectField(_l("Whose huddle is it?"), coerce=int)

    def __init__(self, *args: Any, scenarios: Mapping[str, Sequence[tuple[str, str]]], units: Sequence[tuple[int, str]],
                 **kwargs: Any):
        """`scenarios` are slugs and titles by touchpoint, `units` ids and names."""
        super().__init__(*args, **kwargs)
        self.scenario.choices = {place: list(some) for place, some in scenarios.items()}
        self.unit.choices = list(units)


class MoveForm(PageForm):
    """What the trainer's button does, and on which screen it was pressed."""

    revision = IntegerField(validators=[InputRequired()])
    move = StringField(validators=[AnyOf(MOVES)])
    choice = StringField(validators=[Length(max=16)])


def read_hands(shares: Sequence[Share], posted: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
    """Return the hands by choice id, and the letters of the choices at which no number of hands stands.

    A field that was not sent keeps what was counted before; an empty one is nobody.
    """
    hands, wrong = {}, []
    for share in shares:
        typed = unicodedata.normalize("NFKC", posted.get(f"hands-{share.token}", str(share.count.hands))).strip() or "0"
        if typed.isdecimal() and len(typed) < 5 and int(typed) <= MOST_HANDS:
            hands[share.choice_id] = int(typed)
        else:
            wrong.append(share.letter)
    return hands, wrong
