"""The append-only record of changes, chained by hash so that a quiet change shows."""
