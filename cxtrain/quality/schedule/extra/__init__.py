"""Visits beyond what a published plan asked for, because somebody needs to know more about a place."""
