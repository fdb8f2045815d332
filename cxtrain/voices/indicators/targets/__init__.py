"""What a unit wants its indicators to be in a year."""
