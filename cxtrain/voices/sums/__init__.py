"""The counts of answers by unit, touchpoint, month and answer: changing, reading and checking them."""
