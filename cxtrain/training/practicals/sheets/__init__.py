"""Sheets of practical assessments: published from files, and written in the browser."""
