"""Taking matters over: from a table of another system, and from a customer's own words."""
