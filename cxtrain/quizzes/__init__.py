"""Quizzes: questions, papers, attempts and their marking."""
