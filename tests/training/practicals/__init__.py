"""Practical assessments."""
