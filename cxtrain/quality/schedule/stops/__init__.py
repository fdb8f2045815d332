"""One planned visit: who goes, when, and what becomes of it; starting its scorecard."""
