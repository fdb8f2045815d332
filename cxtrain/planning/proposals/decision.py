"""What somebody decided about a finding, and whether it still holds. Pure.

A finding that somebody put off, or does not want a plan for, is shown and not proposed again until its day comes or the
finding changes: a more pressing class, a gap that grew by more than the tolerance, or as many visits more as a plan needs.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.planning.findings import Finding, Verdict

PLAN, NOT_NOW, NO, AGAIN = "plan", "not_now", "no", "again"
PRESSING = {Verdict.PLAN_NOW.value: 2, Verdict.PLAN_SOON.value: 1}
LONGEST = 366  # days for which something is put off
USUAL = 90


@dataclass(frozen=True)
class Decided:
    """One decision, with the finding as it was."""

    decision: str
    reason: str
    until: dt.date | None  # of not now
    by: Mapping[str, str]
    on: dt.date
    verdict: str
    n: int
    gap: float  # scale points

    def holds(self, finding: Finding, today: dt.date) -> bool:
        """Whether the finding is not proposed again."""
        if self.decision not in (NOT_NOW, NO) or (self.until is not None and today >= self.until):
            return False
        return not self.is_overtaken(finding)

    def is_overtaken(self, finding: Finding) -> bool:
        """Whether the finding has changed since in a way that asks for another decision."""
        if PRESSING.get(finding.verdict.value, 0) > PRESSING.get(self.verdict, 0):
            return True
        rules = finding.thresholds
        grown = finding.gap is not None and finding.gap < self.gap - rules.tolerance
        return grown or finding.n >= self.n + rules.person_visits
