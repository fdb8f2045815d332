"""The page that customers answer, without an account, a name or a cookie; and finding an answer by its receipt."""
