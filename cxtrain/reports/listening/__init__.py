"""What customers say in numbers: scores by unit, touchpoint and month, beside what shoppers saw; and their files."""
