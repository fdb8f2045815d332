"""Employees as HR sees them: the list, one person, adding and correcting."""
