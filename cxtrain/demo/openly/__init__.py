"""Announced checks and coaching observations of the demo company."""
