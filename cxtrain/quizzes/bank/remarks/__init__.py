"""Marking earlier attempts by another key than they were marked by: previewed, kept, and undone."""
