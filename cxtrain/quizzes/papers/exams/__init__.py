"""Exams on paper: two forms of one paper, the answer key, and marks keyed in by staff number."""
