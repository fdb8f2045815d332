"""Refreshers: a few questions a day, from what was missed. Voluntary, and nobody's business but one's own."""
