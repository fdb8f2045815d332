"""Questionnaires as they are written in the browser."""
