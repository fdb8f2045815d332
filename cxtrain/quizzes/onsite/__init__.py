"""Exams that open by a code given on site: who opened one where, and who sat there."""
