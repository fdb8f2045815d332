"""The roster of a class: put on from units or a list, taken off, joined by oneself; and leave asked for and answered."""
