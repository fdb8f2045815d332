"""What customers of the demo company complained of, suggested, asked and praised, and how it was settled."""
