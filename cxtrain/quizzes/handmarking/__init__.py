"""Written answers, marked by people: what waits, one answer after the other, corrections."""
