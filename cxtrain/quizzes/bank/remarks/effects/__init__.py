"""What marking attempts anew would do."""
