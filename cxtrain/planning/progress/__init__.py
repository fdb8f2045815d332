"""How far the plans of a unit are."""
