"""Rounds of calibration in the demo company."""
