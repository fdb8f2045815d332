"""Bytes nobody would send on purpose, thrown at everything that reads files: only refusals of our own come back."""
