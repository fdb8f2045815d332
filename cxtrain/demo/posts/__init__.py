"""Standing rules for posts: which courses they need."""
