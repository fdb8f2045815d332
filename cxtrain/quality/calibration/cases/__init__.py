"""Gold cases: what happened, with the right answers and why they are right; read from files or written in the browser."""
