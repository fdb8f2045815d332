"""Programmes: what is observed in a unit and all below it, why, who sees it; told to everybody a week before it starts."""
