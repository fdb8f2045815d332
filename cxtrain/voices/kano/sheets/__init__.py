"""Answers to a Kano study that came on paper, one by one or as a file."""
