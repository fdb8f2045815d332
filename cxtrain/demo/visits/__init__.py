"""Visits with their ratings, review and release, and the sums they make."""
