"""Standing rules: who always has which course to do, by when, and how often again."""
