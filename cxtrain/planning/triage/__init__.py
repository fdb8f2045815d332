"""What is known beside the observations about why a standard is missed."""
