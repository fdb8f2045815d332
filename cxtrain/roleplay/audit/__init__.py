"""Stored plays held against the replay of their choices."""
