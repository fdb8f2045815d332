"""How often what a plan is asked for at once is truly short of the standard: 100 companies on the dense profile. Exit 1 below .85."""

import sys
from collections import Counter

from cxtrain.planning.findings import Verdict
from tests.demo.dense_truth import listed

COMPANIES = 100
SHOWN = (Verdict.PLAN_NOW, Verdict.PLAN_SOON, Verdict.COLLECT, Verdict.KEEP, Verdict.OFFER, Verdict.NEAR)


def main() -> int:
    """Print a line for each class of persons' and stores' findings."""
    seen = Counter((each.subject, each.verdict, each.short) for each in listed(COMPANIES))
    worst = 1.0
    for subject in ("person", "unit"):
        short, every = (sum(count for key, count in seen.items() if key[0] == subject and test(key[2]))
                        for test in (bool, lambda _: True))
        print(f"{subject}: {every:,} cells in {COMPANIES} companies, {short / every:.1%} truly short by more than the tolerance")
        for verdict in SHOWN:
            right, wrong = seen[subject, verdict, True], seen[subject, verdict, False]
            if right + wrong:
                print(f"  {verdict.value:6} {right + wrong:7,} found, {right / (right + wrong):.3f} of them truly short")
            if verdict is Verdict.PLAN_NOW:
                worst = min(worst, right / (right + wrong))
    return int(worst < 0.85)


if __name__ == "__main__":
    sys.exit(main())
