"""Where the numbers of a monthly report come from: a fixed number of statements, however many stores there are."""
