"""Exemptions: who does not have to do a course, why, and until when."""
