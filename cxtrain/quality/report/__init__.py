"""A visit on paper: what the store reads of it, for the file and for the talk."""
