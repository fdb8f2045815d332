"""Plans in every state."""
