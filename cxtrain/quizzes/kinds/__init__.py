"""The kinds of questions: for each, how it is written, what may be answered, and what an answer earns. Pure."""
