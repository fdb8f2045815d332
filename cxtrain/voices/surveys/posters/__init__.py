"""Posters with the code that leads to a survey, and links that can be answered once."""
