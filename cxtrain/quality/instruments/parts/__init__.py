"""The parts of a form that is being written: its head, its sections, its items, and their order."""
