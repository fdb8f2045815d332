"""Visits that are looked at again because their shopper failed a calibration (rule M2): into it, and out by a person."""
