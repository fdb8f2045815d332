"""Practical assessments: first sittings, one resit, one put off, one with two assessors."""
