"""Every saved version of a plan, and in words what became different."""
