"""Writing questions in the browser."""
