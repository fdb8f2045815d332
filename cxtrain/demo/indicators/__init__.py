"""Business figures of the demo company, drawn from a known truth."""
