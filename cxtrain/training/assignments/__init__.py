"""Assignments: who is to pass which course by when, and how far they are."""
