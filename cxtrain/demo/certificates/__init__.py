"""The certificates of those who passed."""
