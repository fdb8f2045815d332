"""Matters that nobody answered or closed in time: they are handed up, level by level."""
