"""Pages that set two packages side by side; they change nothing."""
