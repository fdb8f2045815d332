"""What a round told: of one shopper beside the key, and of all of them beside each other."""
