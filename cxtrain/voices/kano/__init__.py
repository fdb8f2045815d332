"""Kano studies: what a feature does to satisfaction, there and not there, and what that means for a touchpoint."""
