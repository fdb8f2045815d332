"""Coaching observations: a supervisor with one employee of the own team; both read it, and nobody else."""
