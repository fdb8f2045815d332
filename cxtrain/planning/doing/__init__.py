"""Work on a plan's actions."""
