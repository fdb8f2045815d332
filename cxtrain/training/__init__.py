"""Training: courses and lessons, enrolments and their progress, assignments."""
