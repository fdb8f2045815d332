"""What people keep of what they learnt, month by month: only of five people or more together, and never changed afterwards."""
