"""Courses begun and passed, role-plays, quizzes, assignments and certificates."""
