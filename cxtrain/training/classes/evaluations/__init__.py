"""What people thought of a class (培训评估): five questions, anonymous, shown in steps of five answers."""
