"""What a reviewer decides about a scorecard, and the scorecard as the person observed reads it."""
