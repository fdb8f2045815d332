"""The improvement of a touchpoint by several departments, on a board of six steps."""
