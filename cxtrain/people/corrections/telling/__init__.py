"""Telling who may decide on a correction that it waits, and whom it is about that it counts."""
