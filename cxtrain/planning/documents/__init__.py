"""Plans on paper: the plan with its evidence and charts, and the talk sheet."""
