"""Who opened a page that shows another person's scores: noted before the answer, and told to that person."""
