"""From when to when somebody is away, because leave stops clocks; of what kind it is, nobody writes down."""
