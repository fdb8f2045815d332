"""How many more visits an action asks for. Pure."""

FEWEST, MOST = 6, 12  # a person is judged on six; more than twelve of one place are neither made nor unnoticed


def visits_to_ask(needed: int | None) -> int:
    """Return how many visits are put on the schedule, where `needed` on each side would show the target."""
    return min(max(needed or FEWEST, FEWEST), MOST)
