"""Words for a quiz as a whole. Pure."""

from cxtrain.web.bilingual import N_

# Per cent of alpha. Source: Moodle documentation, "Quiz report statistics".
RELIABLE, FAIRLY_RELIABLE = 75, 64

IS_RELIABLE = N_("The quiz measures reliably: alpha %(alpha)s.")
IS_FAIRLY_RELIABLE = N_("The quiz measures fairly reliably: alpha %(alpha)s.")
IS_UNRELIABLE = N_("The quiz measures poorly: alpha %(alpha)s. Use it to practise, and let no certificate depend on it.")


def reliability_said(alpha: float) -> str:
    """Return the sentence for an alpha in per cent."""
    return IS_RELIABLE if alpha >= RELIABLE else IS_FAIRLY_RELIABLE if alpha >= FAIRLY_RELIABLE else IS_UNRELIABLE
