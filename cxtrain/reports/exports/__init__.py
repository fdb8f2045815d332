"""Files about many people: what for is asked before, a worker makes them, and the ledger holds purpose, choice and hash."""
