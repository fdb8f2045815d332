"""Obstacles: what stands in the way of serving customers well, told by staff in twenty seconds."""
