"""The demo company's departments, who owns which touchpoint, and what staff told stands in their way."""
