"""What was learnt in the months: courses, hours, exams, certificates against posts."""
