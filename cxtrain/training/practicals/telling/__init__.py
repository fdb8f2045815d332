"""Telling who is assessed, and who assesses, when and where."""
