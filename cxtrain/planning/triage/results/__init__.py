"""What people reached in quizzes and role-plays, by what the questions and plays are tied to."""
