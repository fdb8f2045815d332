"""Units, people, their accounts and roles."""
