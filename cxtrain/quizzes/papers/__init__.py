"""Quizzes as authors make them in the browser: settings, fixed and drawn questions, a rehearsal, versions."""
