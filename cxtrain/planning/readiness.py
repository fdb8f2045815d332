"""What a plan still lacks before it can be approved. Pure."""

from dataclasses import dataclass

from cxtrain.web.bilingual import N_

FEWEST_OPTIONS = 2
NEEDS_GOAL = N_("Say what one will see when it has worked, before the plan is approved.")
NEEDS_CAUSE = N_("Say why, or that it is still open, before the plan is approved.")
NEEDS_ACTION = N_("A plan needs at least one action before it can be approved.")
NEEDS_TALK = N_("Talk first: note where the gap is and what the colleague wants.")
NEEDS_OPTIONS = N_("At least two options are to be considered.")
NEEDS_OWN_OPTION = N_("At least one option is to come from the colleague.")


@dataclass(frozen=True)
class Preparation:
    """How far a plan has been thought through."""

    is_coaching: bool
    has_goal: bool
    has_cause: bool
    actions: int
    talks: int  # in each of which the gap and the motivation were looked into
    options: int
    own_options: int  # of them, the colleague's


def missing(done: Preparation) -> tuple[str, ...]:
    """Return what is missing, as sentences for the catalogue, in the order in which one would do it.

    The talk and its options are asked of plans about a person: a team's plan may do without.
    """
    wanted = [
        (done.has_cause, NEEDS_CAUSE),
        (done.talks > 0 or not done.is_coaching, NEEDS_TALK),
        (done.options >= FEWEST_OPTIONS or not done.is_coaching, NEEDS_OPTIONS),
        (done.own_options > 0 or not done.is_coaching, NEEDS_OWN_OPTION),
        (done.has_goal, NEEDS_GOAL),
        (done.actions > 0, NEEDS_ACTION),
    ]
    return tuple(sentence for is_there, sentence in wanted if not is_there)
