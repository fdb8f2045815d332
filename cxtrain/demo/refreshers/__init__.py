"""Refreshers of the demo company: what some of its people missed, and how they answered it again."""
