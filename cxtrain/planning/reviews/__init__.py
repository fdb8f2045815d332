"""What came of a plan."""
