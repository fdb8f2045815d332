"""Units, employees and their accounts; who may do what; sign-in and sessions."""
