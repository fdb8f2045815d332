"""What a unit wants the lines of its monthly report to be in a year."""
