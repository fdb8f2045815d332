"""How often intervals cover a known truth, and what drawing in saves: 2,000 companies. Prints counts; exit 1 outside 93-97 %."""

import sys

from cxtrain.measures.intervals import mean_interval
from cxtrain.measures.shrinkage import estimate_spread, shrink
from cxtrain.planning.findings import LEAST_VARIANCE
from tests.demo.known_truth import all_of

COMPANIES = 2_000


def main() -> int:
    """Print a line for each number of visits."""
    worst = 0.0
    for visits in (4, 6, 8, 10, 15):
        means, drawn, raw_error, drawn_error, alike = [], [], 0.0, 0.0, 0
        for group in all_of(COMPANIES, visits):
            spread = estimate_spread((each.sums for each in group), least_within=LEAST_VARIANCE)
            alike += not spread.between
            for each in (each for each in group if each.sums.n):
                found, own = mean_interval(each.sums.n, each.sums.total, each.sums.squares).interval, shrink(each.sums, spread)
                means += [found.low <= each.truth <= found.high] if found else []
                raw_error += (each.sums.mean - each.truth) ** 2
                drawn_error += (own.value - each.truth) ** 2
                if spread.between:
                    ends = own.interval()
                    drawn.append(ends.low <= each.truth <= ends.high)
        shares = [sum(inside) / len(inside) for inside in (means, drawn)]
        worst = max(worst, *(abs(share - 0.95) for share in shares))
        print(f"{visits:3} visits each: intervals of {len(means):,} means cover {shares[0]:.2%}, of {len(drawn):,} drawn-in values "
              f"{shares[1]:.2%}; squared error {drawn_error / raw_error:.2f} of the raw means'; {alike} groups cannot be told apart")
    return int(worst > 0.02)


if __name__ == "__main__":
    sys.exit(main())
