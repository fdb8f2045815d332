"""What each source says of a board's touchpoint, and how much there is of it."""
