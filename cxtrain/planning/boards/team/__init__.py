"""Who is on a board, what each does, and what they say to each other."""
