"""What is kept of whom, why, how long and who sees it: one register, held against all tables, and its page."""
