"""Publishing the pack that the demo company works with."""
