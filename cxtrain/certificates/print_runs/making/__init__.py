"""Carrying a print run out: by a worker, or from the command line."""
