"""From which numbers on the visits call for a plan: set by HR, with a reason, and kept as they were."""
