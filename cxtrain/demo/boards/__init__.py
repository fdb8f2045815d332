"""The demo company's improvement boards: one decided, one under way, one planned, one begun."""
