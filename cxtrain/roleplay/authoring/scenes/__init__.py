"""Writing the scenes of a draft, what is said about the whole, and rehearsing it."""
