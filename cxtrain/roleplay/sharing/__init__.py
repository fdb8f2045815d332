"""Plays through the eyes of those who coach: exams, and practices that were shared with them."""
