"""Months that get another edition, because a class of theirs was closed or corrected after their report was made."""
