"""What an action sets going, begun and ended."""
