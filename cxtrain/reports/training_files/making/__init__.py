"""Gathering somebody's training file, and having those of many made."""
