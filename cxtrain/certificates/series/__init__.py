"""Numbers of certificates: a series for each prefix and year, without gaps or repeats."""
