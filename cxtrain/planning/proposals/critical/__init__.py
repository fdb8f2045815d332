"""Critical items that failed: put right and talked about, or looked at a second time (rules K1 and K2)."""
