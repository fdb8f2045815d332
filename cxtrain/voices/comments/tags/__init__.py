"""The tags themselves, edited in the browser."""
