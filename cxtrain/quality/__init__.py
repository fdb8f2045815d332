"""Mystery shops: instruments, visits, scorecards, their review and release, and the sums that other packages read."""
