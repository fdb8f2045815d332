"""How long things are kept: what ends when its time is over, and legal holds that keep it."""
