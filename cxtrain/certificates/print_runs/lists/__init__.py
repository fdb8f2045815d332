"""The list that goes with a print run, for the files and to be signed."""
