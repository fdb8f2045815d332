"""What states of attendance are called, and what somebody reads who cannot sign in. Pure."""

from cxtrain.web.bilingual import N_

STATE_NAMES = {
    "present": N_("present"),
    "late": N_("late"),
    "left_early": N_("left early"),
    "leave": N_("excused"),
    "absent": N_("absent"),
}
METHOD_NAMES = {
    "lecture": N_("lecture"),
    "role_play": N_("role-play"),
    "discussion": N_("discussion"),
    "practice": N_("practice"),
    "exam": N_("exam"),
    "visit": N_("visit"),
}
REFUSALS = {
    "stale": (N_("This code is no longer on the screen"),
              N_("Scan the code on the screen again: it changes every 30 seconds.")),
    "browser": (N_("This link belongs to another phone"), N_("Scan the code on the trainer's screen with your own phone.")),
    "account": (N_("This scan was somebody else's"),
                N_("Each person scans for themselves. Scan the code on the screen again.")),
    "used": (N_("This scan has been used"), N_("Each person scans for themselves. Scan the code on the screen again.")),
    "roster": (N_("You are not on the roster of this class"), N_("Ask the trainer to add you; that takes one minute.")),
    "own": (N_("You run this class and see its code"),
            N_("Nobody marks themselves: somebody else who runs classes here marks you.")),
    "early": (N_("It is too early to sign in"), N_("The code is taken from one hour before the session starts.")),
    "over": (N_("This session is over"), N_("Tell the trainer if you were there: attendance can be keyed in.")),
    "ended": (N_("This class no longer takes attendance"), N_("It was closed or cancelled. Ask the trainer.")),
}
