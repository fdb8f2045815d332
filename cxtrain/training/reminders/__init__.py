"""Reminders by e-mail: a week before a course is due, on the day, a week after; then the supervisor is told."""
