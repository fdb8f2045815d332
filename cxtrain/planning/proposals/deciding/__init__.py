"""A finding proposes; a named person decides, and says why."""
