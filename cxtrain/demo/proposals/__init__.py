"""What leaders of the demo company decided about findings, and the critical items they have dealt with."""
