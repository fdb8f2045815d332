"""This month's plan of visits, and two shoppers from outside."""
