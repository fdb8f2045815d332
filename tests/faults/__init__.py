"""What fails, and what must hold nonetheless: statements, commits and answers that are lost."""
