"""The map of a draft: its scenes in layers, the roads between them, and what stands in each box."""
