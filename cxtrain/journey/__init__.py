"""Touchpoints: where customers meet the firm, their moments of truth, and the standard of each."""
