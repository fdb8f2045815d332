"""Writing scenarios in the browser."""
