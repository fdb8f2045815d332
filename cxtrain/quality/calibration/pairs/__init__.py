"""Visits that a second shopper scored without knowing of the first."""
