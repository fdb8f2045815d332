"""Shoppers: who takes part, when they are away, and those from outside."""
