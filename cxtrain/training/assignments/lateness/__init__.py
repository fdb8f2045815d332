"""What is late: by unit, person and course, for those who assign."""
