"""Classes (培训班): what a trainer holds in a room, who is on its roster, who was there, and what they thought of it."""
