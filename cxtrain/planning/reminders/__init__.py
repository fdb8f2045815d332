"""Reminding of actions and of the day on which a plan is checked, and telling the next level."""
