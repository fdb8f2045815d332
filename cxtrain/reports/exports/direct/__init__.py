"""Files about others that are sent at once: what for is asked before, and the ledger holds purpose, choice and hash."""
