"""The demo company's classes: two that are closed, one of today, and one to come."""
