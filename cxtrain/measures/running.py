"""A mean and its interval from values that come one by one and are not kept."""

from cxtrain.measures.intervals import Estimate, centred_interval


class Running:
    """n, the mean and the sum of squared deviations of the finite values that were added so far.

    Source: Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products", Technometrics 4, 1962.
    """

    __slots__ = ("deviation", "mean", "n")

    def __init__(self) -> None:
        self.n, self.mean, self.deviation = 0, 0.0, 0.0

    def add(self, value: float) -> None:
        """Take one more value in."""
        self.n += 1
        away = value - self.mean
        self.mean += away / self.n
        self.deviation += away * (value - self.mean)

    def estimate(self, *, level: float = 0.95) -> Estimate:
        """Return the mean so far with its t interval."""
        return centred_interval(self.n, self.mean, self.deviation, level=level)
