"""How quickly and how lastingly customers' matters are settled, and what customers say of it."""
