"""What people are told about what is kept of them, and that they have read it."""
