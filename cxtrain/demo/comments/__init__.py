"""What customers of the demo company wrote elsewhere, and what all their words are about."""
