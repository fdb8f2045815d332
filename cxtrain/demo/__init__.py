"""A seeded company whose truth is known, to try every screen with."""
