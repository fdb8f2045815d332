"""Places by dimensions, months and items: units × touchpoints, one unit, one touchpoint, and their files."""
