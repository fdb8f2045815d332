"""What the sources say about a board's touchpoint, and what the change brought."""
